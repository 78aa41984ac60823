import { promisify } from 'node:util'
import { deflate } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import type { Pool } from 'pg'
import { CopyRequest } from '#shared/sync/protocol.ts'
import { isTableName } from '#shared/tables.ts'
import { type CopyPage, copyPage } from '../sync/copy-page.ts'
import { PostgresCopy } from '../sync/postgres-copy.ts'
import { asReader } from '../sync/postgres-feed.ts'
import type { Turns } from '../sync/turns.ts'
import { badRequest, busy, notSignedIn, refuseWith } from './refusal.ts'
import { type SessionPorts, sessionOf } from './session-of.ts'

export interface CopyPorts extends SessionPorts {
  readonly reading: Pool
  readonly catchUps: Turns
}

/** `POST /api/copy`: everything the agent may see, or one table of it, as packs, page by page. */
export function copyRoute(server: FastifyInstance, { reading, catchUps, ...ports }: CopyPorts): void {
  server.post('/api/copy', async (request, reply) => {
    const session = await sessionOf(request, ports)
    if (session === null) return notSignedIn(reply)
    const asked = CopyRequest.safeParse(request.body)
    if (!asked.success) return badRequest(reply)
    const { clientId, after, table = null } = asked.data
    if (table !== null && !isTableName(table)) {
      return refuseWith(reply, 400, 'unknown-table', 'The service has no such table. Update Tierdesk and try again.')
    }
    const held = ports.directory.heldBy(session.agentId)
    const turn = catchUps.run(session.key, () =>
      asReader(reading, { held, clientId }, (client) => copyPage(new PostgresCopy(client), held, { after, table })),
    )
    if (turn === null) return busy(reply)
    const page = await turn
    if (page === null) {
      return refuseWith(reply, 400, 'bad-place', 'This copy cannot be continued from there. It is begun anew.')
    }
    return reply.type('application/octet-stream').send(await copyBytes(page))
  })
}

const deflated = promisify(deflate)

/**
 * A page on the wire: the length of the head (4 bytes, big-endian), the head as JSON, then the packs one after the other. Threads and SOP
 * bodies are deflated: windows keep them as they come, so it is the bytes on their disks that are a quarter, too. Warm rows are read at
 * once and at every start, so they are not.
 */
export async function copyBytes({ head, packs }: CopyPage): Promise<Buffer> {
  const bodies = await Promise.all(
    packs.map(async ({ text, parents }) => (parents === undefined ? Buffer.from(text) : deflated(text, { level: 1 }))),
  )
  const described = packs.map(({ text: _text, ...pack }, i) => ({ ...pack, bytes: bodies[i]?.length ?? 0 }))
  const text = Buffer.from(JSON.stringify({ ...head, packs: described }))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(text.length)
  return Buffer.concat([length, text, ...bodies])
}
