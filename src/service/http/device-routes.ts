import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Id } from '#shared/domain/base.ts'
import type { Devices } from '../accounts/devices.ts'
import type { Sessions } from '../accounts/sessions.ts'
import type { Directory } from '../sync/directory.ts'
import { bearerToken } from './bearer-token.ts'
import { badRequest, notSignedIn, refuseWith } from './refusal.ts'

/** A line of the log that says who had what done to a device. */
export interface DeviceAudit {
  readonly act: 'wipe-ordered' | 'wiped' | 'reinstated'
  readonly deviceId: string
  /** The administrator; null where the device itself said so. */
  readonly agentId: string | null
}

export interface DevicePorts {
  readonly sessions: Sessions
  readonly directory: Directory
  readonly devices: Devices
  readonly audit: (line: DeviceAudit) => void
}

const unknownDevice = (reply: FastifyReply): FastifyReply =>
  refuseWith(reply, 404, 'unknown-device', 'Nobody has signed in on a device with this id. Check the id.')

/** `POST /api/devices/:id/wipe` and `/reinstate` for administrators, and `POST /api/wiped`, by which a device says that it has forgotten. */
export function deviceRoutes(server: FastifyInstance, ports: DevicePorts): void {
  const { sessions, devices, audit } = ports
  server.post<{ Params: { id: string } }>('/api/devices/:id/wipe', async (request, reply) => {
    const asked = await adminAndDevice(ports, request, reply)
    if (asked === null) return reply
    const { agentId, deviceId } = asked
    const ended = await devices.orderWipe(deviceId)
    if (ended === null) return unknownDevice(reply)
    sessions.tell(ended, 'wiped')
    audit({ act: 'wipe-ordered', deviceId, agentId })
    return reply.status(204).send()
  })

  server.post<{ Params: { id: string } }>('/api/devices/:id/reinstate', async (request, reply) => {
    const asked = await adminAndDevice(ports, request, reply)
    if (asked === null) return reply
    if (!(await devices.reinstate(asked.deviceId))) return unknownDevice(reply)
    audit({ act: 'reinstated', ...asked })
    return reply.status(204).send()
  })

  server.post('/api/wiped', async (request, reply) => {
    const token = bearerToken(request)
    // Its sessions are over by then: that it once had one is what tells that it is this device.
    const device = token === null ? null : await sessions.madeFor(token)
    if (device === null || !(await devices.acknowledgeWipe(device.deviceId))) return notSignedIn(reply)
    audit({ act: 'wiped', deviceId: device.deviceId, agentId: null })
    return reply.status(204).send()
  })
}

/** Who asks and for which device; null where the answer has already been given. */
async function adminAndDevice(
  { sessions, directory }: DevicePorts,
  request: FastifyRequest<{ Params: { id: string } }>,
  reply: FastifyReply,
): Promise<{ agentId: string; deviceId: string } | null> {
  const token = bearerToken(request)
  const session = token === null ? null : await sessions.find(token)
  const agent = session === null ? null : directory.active(session.agentId)
  const deviceId = Id.safeParse(request.params.id)
  if (agent === null) notSignedIn(reply)
  else if (agent.role !== 'admin') {
    refuseWith(reply, 403, 'not-permitted', 'Only an administrator may do this. Ask one.')
  } else if (!deviceId.success) badRequest(reply)
  else return { agentId: agent.id, deviceId: deviceId.data }
  return null
}
