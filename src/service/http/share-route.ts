import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Pool } from 'pg'
import { type ShareReply, ShareRequest } from '#shared/sync/accounts-protocol.ts'
import { Site } from '#shared/domain/site.ts'
import type { Devices } from '../accounts/devices.ts'
import type { Sessions, TokenOwner } from '../accounts/sessions.ts'
import { shareOf } from '../accounts/share.ts'
import type { Directory } from '../sync/directory.ts'
import { rowsById } from '../sync/rows.ts'
import { bearerToken } from './bearer-token.ts'
import { accountClosed, badRequest, deviceWiped, notSignedIn, refuseWith } from './refusal.ts'

export interface SharePorts {
  readonly reading: Pool
  readonly sessions: Sessions
  readonly directory: Directory
  readonly devices: Devices
  readonly shareSecret: string
}

const hour = 3_600_000
const usualLeaseHours = 12

/** `POST /api/share`: releases the service's half of the key to what is sealed on a device, to a session of that device alone. */
export function shareRoute(server: FastifyInstance, ports: SharePorts): void {
  const { reading, sessions, directory, devices, shareSecret } = ports
  server.post('/api/share', async (request, reply) => {
    const token = bearerToken(request)
    if (token === null) return notSignedIn(reply)
    const session = await sessions.find(token)
    const agent = session === null ? null : directory.active(session.agentId)
    if (session === null || agent === null) return refuseOwner(reply, await sessions.madeFor(token), directory)
    const asked = ShareRequest.safeParse(request.body)
    if (!asked.success) return badRequest(reply)
    const { deviceId } = asked.data
    const standing = await devices.standing(session.deviceId)
    if (standing?.isWiped === true) return deviceWiped(reply)
    const generation = asked.data.generation ?? standing?.generation ?? 0
    if (deviceId !== session.deviceId || standing === null || generation > standing.generation) {
      return refuseWith(
        reply,
        403,
        'device-refused',
        'This sign-in does not belong to this computer. Sign in again here.',
      )
    }
    const leaseHours = await offlineLeaseHours(reading, agent.siteId)
    return {
      share: shareOf(shareSecret, { agentId: agent.id, deviceId, generation }).toString('base64'),
      generation,
      offlineLeaseMs: leaseHours * hour,
      mayPin: leaseHours > 0,
    } satisfies ShareReply
  })
}

/** Only who has held a token of the device learns what is to be forgotten there. */
function refuseOwner(reply: FastifyReply, owner: TokenOwner | null, directory: Directory): FastifyReply {
  if (owner?.isWiped === true) return deviceWiped(reply)
  const isClosed = owner !== null && directory.active(owner.agentId) === null
  return isClosed ? accountClosed(reply) : notSignedIn(reply)
}

async function offlineLeaseHours(pool: Pool, siteId: string | null): Promise<number> {
  if (siteId === null) return usualLeaseHours
  const [stored] = await rowsById(pool, [{ table: 'sites', id: siteId }])
  return (stored === undefined ? undefined : Site.parse(stored.row).offlineLeaseHours) ?? usualLeaseHours
}
