import { createServer } from 'node:net'
import { StartRefused } from './start-refused.ts'
import { codeOf } from './system-errors.ts'

/** A port free on 127.0.0.1 right now: `wanted` where given (StartRefused when taken), else one the system picks. */
export function freePort(wanted?: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error) => reject(wanted === undefined ? error : portRefusal(error, wanted)))
    server.listen(wanted ?? 0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}

/** The sentence for a failure to listen on `port`, or the error itself where the port is not the reason. */
export function portRefusal(error: Error, port: number): Error {
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return new StartRefused(
        `Port ${port} is in use by another program. Stop that program, or choose another port with TIERDESK_PORT.`,
      )
    case 'EACCES':
      return new StartRefused(`This user may not use port ${port}. Choose a port above 1023 with TIERDESK_PORT.`)
    default:
      return error
  }
}
