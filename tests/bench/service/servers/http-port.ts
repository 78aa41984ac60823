import { type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An HTTP server on a free port of this machine, for sockets alone. */
export async function listening(): Promise<{ server: Server; url: string }> {
  const server = createServer()
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  return { server, url: `http://127.0.0.1:${port}` }
}
