import { mkdirSync } from 'node:fs'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { Id } from '#shared/domain/base.ts'
import { DeskFigures } from '#shared/update/desk-figures.ts'
import { type Offer, OfferQuery, offeredVersion } from '#shared/update/rollout.ts'
import type { DeskFiguresTable } from '../updates/desk-figures-table.ts'
import type { UpdateFolder } from '../updates/update-folder.ts'
import { badRequest, notSignedIn } from './refusal.ts'
import { type SessionPorts, sessionOf } from './session-of.ts'

export interface UpdatePorts extends SessionPorts {
  readonly figures: DeskFiguresTable
  /** Null: this service lets out nothing. */
  readonly updates: UpdateFolder | null
}

/**
 * `GET /updates/offer`: which release a desk is offered. `GET /updates/files/VERSION/NAME`: its installers, in ranges too. Neither asks who it is,
 * and neither holds a secret: a desk that can sign nobody in must get the version that can. `POST /api/desk-figures`: how a desk does.
 */
export async function updateRoutes(
  server: FastifyInstance,
  { updates, figures, ...ports }: UpdatePorts,
): Promise<void> {
  server.get('/updates/offer', async (request, reply) => {
    const asked = OfferQuery.safeParse(request.query)
    // electron-updater makes it once for a profile and sends it with everything.
    const seat = Id.safeParse(request.headers['x-user-staging-id'])
    if (!asked.success || !seat.success) return badRequest(reply)
    reply.header('cache-control', 'no-store')
    return offerFor(updates, asked.data, seat.data)
  })

  server.post('/api/desk-figures', async (request, reply) => {
    const session = await sessionOf(request, ports)
    if (session === null) return notSignedIn(reply)
    const said = DeskFigures.safeParse(request.body)
    if (!said.success) return badRequest(reply)
    await figures.take(session.deviceId, said.data)
    return reply.status(204).send()
  })

  if (updates === null) return
  // Where nothing was published yet there is no folder, and there may be one before the next start.
  mkdirSync(updates.releases, { recursive: true })
  await server.register(fastifyStatic, {
    root: updates.releases,
    prefix: '/updates/files/',
    decorateReply: false,
    list: false,
    index: false,
    dotfiles: 'deny',
    // A file of a version is never another one.
    immutable: true,
    maxAge: '30d',
  })
}

async function offerFor(updates: UpdateFolder | null, asked: OfferQuery, seatId: string): Promise<Offer> {
  if (updates === null) return { release: null, why: 'newest' }
  const [rollout, halts] = await Promise.all([updates.rollout(), updates.halts()])
  const offered = offeredVersion(rollout, halts, asked, seatId)
  if ('why' in offered) return { release: null, why: offered.why }
  const release = await updates.release(offered.version)
  // Let out and taken away again: as if it had been halted.
  return release === null ? { release: null, why: 'halted' } : { release, why: null }
}
