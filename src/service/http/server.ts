import { existsSync } from 'node:fs'
import { join, sep } from 'node:path'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import fastifyStatic from '@fastify/static'
import { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify'
import { isOfTheMoment } from '../database/pool.ts'
import { desktopOrigin } from '../sync/admission.ts'
import { windowPolicy } from '#shared/content-security-policy.ts'
import { type AttachmentPorts, attachmentRoutes } from './attachment-routes.ts'
import { type CopyPorts, copyRoute } from './copy-route.ts'
import { type DictionaryPorts, dictionariesRoute } from './dictionaries-route.ts'
import { type DevicePorts, deviceRoutes } from './device-routes.ts'
import { type HealthPorts, healthRoutes } from './health-routes.ts'
import { type IncidentPorts, incidentsRoute } from './incidents-route.ts'
import { type InboundPorts, inboundRoute } from './inbound-route.ts'
import { type MacroOutcomesPorts, macroOutcomesRoute } from './macro-outcomes-route.ts'
import { type InsightRoutePorts, insightRoute } from './insight-route.ts'
import { badRequest, busy, refuseWith } from './refusal.ts'
import { type RevealPorts, revealRoute } from './reveal-route.ts'
import { type SearchPorts, searchRoute } from './search-route.ts'
import { type SharePorts, shareRoute } from './share-route.ts'
import { type SignInPorts, signInRoutes } from './sign-in-routes.ts'
import { type SnapshotPorts, snapshotRoute } from './snapshot-route.ts'
import { type UpdatePorts, updateRoutes } from './update-routes.ts'

export interface HttpPorts
  extends
    SignInPorts,
    SharePorts,
    RevealPorts,
    SearchPorts,
    DevicePorts,
    SnapshotPorts,
    CopyPorts,
    InsightRoutePorts,
    IncidentPorts,
    InboundPorts,
    AttachmentPorts,
    MacroOutcomesPorts,
    UpdatePorts,
    DictionaryPorts,
    HealthPorts {
  /** Where the built window lies; without one there only the service is served. */
  readonly windowFolder: string
  readonly failed: (error: unknown) => void
  readonly answered: (request: { method: string; route: string; status: number; ms: number }) => void
}

/** A browser's window keeps the script of its journal in memory (decision 0022): a worker may come from there. */
const browserPolicy = windowPolicy({ workers: ['blob:'] })
const bodyBytes = 512 * 1024
// A file of 25 MB on a line of 2 Mbit/s.
const requestTimeout = 120_000

/** An HTTP server without routes yet, so that the sockets can share its port. */
export const createHttp = (): FastifyInstance =>
  fastify({ bodyLimit: bodyBytes, requestTimeout, forceCloseConnections: 'idle', return503OnClosing: true })

/** Everything the service answers over HTTP. */
export async function addRoutes(server: FastifyInstance, ports: HttpPorts): Promise<void> {
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown'
    ports.answered({ method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) })
  })
  server.addHook('onRequest', allowDesktop)
  server.setErrorHandler((error: FastifyError, _request, reply) => answerFault(error, reply, ports.failed))
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: Object.fromEntries(Object.entries(browserPolicy).map(([name, sources]) => [name, [...sources]])),
    },
    referrerPolicy: { policy: 'no-referrer' },
  })
  await server.register(rateLimit, { global: false })
  signInRoutes(server, ports)
  shareRoute(server, ports)
  revealRoute(server, ports)
  searchRoute(server, ports)
  deviceRoutes(server, ports)
  snapshotRoute(server, ports)
  copyRoute(server, ports)
  insightRoute(server, ports)
  incidentsRoute(server, ports)
  inboundRoute(server, ports)
  attachmentRoutes(server, ports)
  macroOutcomesRoute(server, ports)
  healthRoutes(server, ports)
  dictionariesRoute(server, ports)
  await updateRoutes(server, ports)
  await serveWindow(server, ports.windowFolder)
}

/** The window in the desktop app has an origin of its own, and only it may read our answers from elsewhere. */
async function allowDesktop(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
  if (!request.url.startsWith('/api/')) return
  reply.header('vary', 'Origin').header('cache-control', 'no-store')
  if (request.headers.origin !== desktopOrigin) return
  reply.header('access-control-allow-origin', desktopOrigin)
  if (request.method !== 'OPTIONS') return
  return reply
    .header('access-control-allow-methods', 'POST')
    .header('access-control-allow-headers', 'authorization, content-type')
    .header('access-control-max-age', '600')
    .status(204)
    .send()
}

function answerFault(error: FastifyError, reply: FastifyReply, failed: (error: unknown) => void): FastifyReply {
  const status = error.statusCode ?? 500
  if (status === 429) {
    const wait = String(reply.getHeader('retry-after') ?? 60)
    return refuseWith(reply, 429, 'too-many-attempts', `Too many attempts. Wait ${wait} seconds, then try again.`)
  }
  if (status === 413) return refuseWith(reply, 413, 'too-large', 'That is too large to be sent. Send less at once.')
  if (status === 416) return refuseWith(reply, 416, 'bad-request', 'The file is shorter than that. Ask for all of it.')
  if (status < 500) return badRequest(reply.status(status))
  failed(error)
  if (isOfTheMoment(error)) return busy(reply)
  return refuseWith(reply, 500, 'fault', 'Something went wrong in the service. Try again, and report it if it stays.')
}

/** The window's files. What the build named after its content never changes; everything else is asked for anew. */
async function serveWindow(server: FastifyInstance, folder: string): Promise<void> {
  const assets = join(folder, 'assets') + sep
  if (existsSync(folder)) {
    await server.register(fastifyStatic, {
      root: folder,
      cacheControl: false,
      list: false,
      setHeaders: (reply, path) =>
        void reply.header(
          'cache-control',
          path.startsWith(assets) ? 'public, max-age=31536000, immutable' : 'no-cache',
        ),
    })
  }
  server.setNotFoundHandler((_request, reply) =>
    refuseWith(reply, 404, 'not-found', 'There is nothing at this address. Check it, or open Tierdesk from the start.'),
  )
}
