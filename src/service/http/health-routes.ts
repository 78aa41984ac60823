import type { FastifyInstance } from 'fastify'
import type { Pool } from 'pg'
import type { Registry } from 'prom-client'

export interface HealthPorts {
  readonly writing: Pool
  readonly registry: Registry
  readonly isDraining: () => boolean
  readonly isWatching: () => boolean
}

const probeMs = 500

/** Whether the database takes a write within half a second. The probe changes nothing. */
async function takesWrites(pool: Pool): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), probeMs)
  })
  const probe = pool.query('update workspace set name = name').then(
    () => true,
    () => false,
  )
  try {
    return await Promise.race([probe, tooLate])
  } finally {
    clearTimeout(timer)
  }
}

/** `/livez` says that the process runs, whatever the database does; `/readyz` that it can serve; `/metrics` what it counts. */
export function healthRoutes(
  server: FastifyInstance,
  { writing, registry, isDraining, isWatching }: HealthPorts,
): void {
  server.get('/livez', () => ({ live: true }))
  server.get('/readyz', async (_request, reply) => {
    const checks = {
      draining: isDraining(),
      database: !isDraining() && (await takesWrites(writing)),
      feed: isWatching(),
    }
    const ready = !checks.draining && checks.database && checks.feed
    return reply.status(ready ? 200 : 503).send({ ready, ...checks })
  })
  server.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()))
}
