import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { Readable } from 'node:stream'
import fastify from 'fastify'
import { expect, test } from 'vitest'
import { closeHttp } from '#service/http/close-http.ts'

// Never more than this is waited for on purpose; what is caught lasts for more than a minute.
const soonMs = 200

// Catches: a stop that lasts as long as the other end keeps its connection, because it was busy at the moment of the stop.
test('a connection that was busy at the stop is answered, and then holds nothing up', async () => {
  const http = fastify({ forceCloseConnections: 'idle' })
  let answer = (): void => undefined
  const asked = new Promise<void>((resolve) => {
    http.get('/slow', async (_request, reply) => {
      // The head is sent before the stop and says that the connection goes on.
      reply.raw.writeHead(200, { 'content-length': '4' })
      reply.raw.flushHeaders()
      resolve()
      await new Promise<void>((go) => (answer = go))
      reply.raw.end('done')
      return reply.hijack()
    })
  })
  const url = await http.listen({ port: 0, host: '127.0.0.1' })
  const said = new Promise<string>((resolve, reject) => {
    // Keeps its connection for as long as the service lets it.
    const asking = request(`${url}/slow`, { agent: new Agent({ keepAlive: true }) }, (response) => {
      let text = ''
      response.on('data', (part: Buffer) => (text += part.toString()))
      response.on('end', () => resolve(text))
    })
    asking.on('error', reject).end()
  })
  await asked
  const closed = closeHttp(http, 60_000)
  await expect.poll(() => http.server.listening).toBe(false)
  answer()
  expect(await said).toBe('done')
  await closed
}, 20_000)

// Catches: a stop that waits for ever for somebody who asked for much and does not read it.
test('whoever asks for much and does not read is let go of', async () => {
  const http = fastify({ forceCloseConnections: 'idle' })
  // Comes piece by piece for as long as somebody takes it.
  const endless = () =>
    new Readable({
      read(size) {
        this.push(Buffer.alloc(size))
      },
    })
  http.get('/much', (_request, reply) => reply.send(endless()))
  const url = new URL(await http.listen({ port: 0, host: '127.0.0.1' }))
  const socket = connect(Number(url.port), url.hostname)
  socket.on('error', () => undefined)
  socket.write('GET /much HTTP/1.1\r\nhost: desk\r\n\r\n')
  await once(socket, 'readable')
  await closeHttp(http, soonMs)
  socket.destroy()
  expect(http.server.listening).toBe(false)
}, 20_000)
