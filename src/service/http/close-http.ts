import type { FastifyInstance } from 'fastify'

const graceMs = 10_000
const lookEveryMs = 100

/**
 * Closes the server: what is under way is answered, for ten seconds at most. Fastify lets go of the connections that are idle at that moment
 * only: one that becomes so later, or whose other end reads no more, would hold the stop for as long as it liked.
 */
export async function closeHttp(http: FastifyInstance, mostMs = graceMs): Promise<void> {
  const { server } = http
  const looking = setInterval(() => server.closeIdleConnections(), lookEveryMs)
  const ending = setTimeout(() => server.closeAllConnections(), mostMs)
  try {
    await http.close()
  } finally {
    clearInterval(looking)
    clearTimeout(ending)
  }
}
