import type { FastifyInstance } from 'fastify'
import type { ServiceConfig } from './config.ts'
import { StartRefused } from './database/start-refused.ts'
import { codeOf } from './database/system-errors.ts'

/** Begins to listen and answers the address. Throws StartRefused where that cannot be. */
export async function listen(http: FastifyInstance, { host, port }: ServiceConfig): Promise<string> {
  try {
    return await http.listen({ host, port })
  } catch (error) {
    switch (codeOf(error)) {
      case 'EADDRINUSE':
        throw new StartRefused(
          `Port ${port} is in use by another program. Stop that program, or choose another port with TIERDESK_PORT.`,
        )
      case 'EACCES':
        throw new StartRefused(`This user may not use port ${port}. Choose a port above 1023 with TIERDESK_PORT.`)
      case 'EADDRNOTAVAIL':
      case 'ENOTFOUND':
        throw new StartRefused(`${host} is not an address of this machine. Set TIERDESK_HOST to one that is.`)
      default:
        throw error
    }
  }
}
