import { createHash, createHmac } from 'node:crypto'
import { once } from 'node:events'
import { type IncomingMessage, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** The secret key that the bucket knows, the example of the documentation. */
export const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()

/** The signature that a request has to carry (AWS Signature Version 4, "Create a signed request"). */
function signatureOf({ method = '', url = '', headers }: IncomingMessage): { expected: string; given: string } {
  const [, scope = '', signed = '', given = ''] =
    /Credential=[^/]+\/([^,]+), SignedHeaders=([^,]+), Signature=(\w+)/.exec(headers.authorization ?? '') ?? []
  const [day = '', region = '', service = ''] = scope.split('/')
  const lines = signed.split(';').map((name) => `${name}:${String(headers[name])}\n`)
  const payload = String(headers['x-amz-content-sha256'])
  const request = [method, url, '', lines.join(''), signed, payload].join('\n')
  const digest = createHash('sha256').update(request).digest('hex')
  const key = hmac(hmac(hmac(hmac(`AWS4${secret}`, day), region), service), 'aws4_request')
  const text = ['AWS4-HMAC-SHA256', String(headers['x-amz-date']), scope, digest].join('\n')
  return { expected: createHmac('sha256', key).update(text).digest('hex'), given }
}

/** A bucket in memory that takes nothing that is not signed. */
export async function openBucket() {
  const objects = new Map<string, Buffer>()
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const { expected, given } = signatureOf(request)
      const url = request.url ?? ''
      const found = objects.get(url)
      if (expected !== given) return response.writeHead(403).end()
      if (request.method === 'PUT') return response.writeHead(objects.set(url, body) === objects ? 200 : 500).end()
      if (request.method === 'DELETE') return response.writeHead(objects.delete(url) ? 204 : 404).end()
      return found === undefined ? response.writeHead(404).end() : response.writeHead(200).end(found)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const bucketUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/attachments`
  return { objects, bucketUrl, close: () => server.close() }
}
