import { readFile } from 'node:fs/promises'
import { type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
}

/** Chunks of the wire by what they are for: `peers`, `packs`. */
export type Wire = ReadonlyMap<string, readonly Uint8Array[]>

/** A server of the bench's own pages, on this machine only. */
export interface PageServer {
  readonly origin: string
  close(): Promise<void>
}

function send(response: ServerResponse, body: Uint8Array, type: string): void {
  response.writeHead(200, {
    'content-type': type,
    // With these two a page has the finest clock and what SQLite needs.
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cache-control': 'no-store',
  })
  response.end(body)
}

async function answer(folder: string, wire: Wire, path: string, response: ServerResponse): Promise<void> {
  const [, kind, of, chunk] = path.split('/')
  const bytes = kind === 'wire' ? wire.get(of ?? '')?.[Number(chunk)] : undefined
  if (bytes !== undefined) return send(response, bytes, 'application/octet-stream')
  const file = normalize(path)
  send(response, await readFile(join(folder, file)), types[extname(file)] ?? 'application/octet-stream')
}

/** Serves the pages of a folder and the chunks of the wire. */
export async function servePages(folder: string, wire: Wire): Promise<PageServer> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    answer(folder, wire, pathname, response).catch(() => {
      response.writeHead(404)
      response.end()
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}
