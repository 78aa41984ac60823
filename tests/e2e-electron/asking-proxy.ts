import { type IncomingMessage, createServer, request as ask } from 'node:http'
import { connect } from 'node:net'

/** A proxy that lets through whoever says the right name and password. */
export interface AskingProxy {
  /** Name and port, e.g. `127.0.0.1:40123`. */
  readonly host: string
  /** What was let through, as `GET http://…` or `CONNECT host:port`. */
  readonly let: readonly string[]
  /** What was said to it, once each: `name:password`. */
  readonly said: ReadonlySet<string>
  close(): Promise<void>
}

export async function askingProxy(credentials: string): Promise<AskingProxy> {
  const through: string[] = []
  const said = new Set<string>()
  const challenge = { 'Proxy-Authenticate': 'Basic realm="Floor 3"' }
  const isKnown = ({ headers }: IncomingMessage): boolean => {
    const [, sent = ''] = /^Basic (.*)$/.exec(headers['proxy-authorization'] ?? '') ?? []
    const text = Buffer.from(sent, 'base64').toString()
    if (text !== '') said.add(text)
    return text === credentials
  }
  const server = createServer((request, response) => {
    if (!isKnown(request)) return void response.writeHead(407, challenge).end()
    through.push(`${request.method} ${request.url}`)
    const { 'proxy-authorization': _kept, ...headers } = request.headers
    const onward = ask(request.url ?? '', { method: request.method ?? 'GET', headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy())
    request.pipe(onward)
  })
  server.on('connect', (request, socket) => {
    if (!isKnown(request)) {
      return void socket.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="Floor 3"\r\nContent-Length: 0\r\n\r\n',
      )
    }
    through.push(`CONNECT ${request.url}`)
    const { hostname, port } = new URL(`http://${request.url}`)
    const onward = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      onward.pipe(socket)
      socket.pipe(onward)
    })
    onward.on('error', () => socket.destroy())
    socket.on('error', () => onward.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    host: `127.0.0.1:${port}`,
    let: through,
    said,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
