import { io } from 'socket.io-client'
import { z } from 'zod'
import { PROTOCOL_VERSION, PushReply } from '../../../src/shared/sync/protocol.ts'
import type { ServiceUnderTest } from '../../service-under-test.ts'

/** Somebody else's window that keeps changing cases. */
export interface SteadyChanges {
  /** Stops, and answers how many changes a second the service took in. */
  stop(): Promise<number>
}

const perSecond = 200
/** Changes in one push: an agent's window may ask for fifty things a second. */
const perPush = 10
const everyMs = (perPush * 1000) / perSecond

/** Changes the tags of these cases, one after the other, two hundred a second, over a real socket. */
export async function steadyChanges(service: ServiceUnderTest, caseIds: readonly string[]): Promise<SteadyChanges> {
  const [deviceId, clientId] = [crypto.randomUUID(), crypto.randomUUID()]
  const token = await signIn(service, deviceId)
  const auth = { token, deviceId, clientId, protocol: PROTOCOL_VERSION }
  const socket = io(service.directUrl, { transports: ['websocket'], reconnection: false, forceNew: true, auth })
  await new Promise<void>((connected, failed) => {
    socket.once('connect', connected)
    socket.once('connect_error', failed)
  })
  let mid = 0
  let taken = 0
  const begun = performance.now()
  const push = async (): Promise<void> => {
    const mutations = Array.from({ length: perPush }, () => change((mid += 1), caseIds))
    const reply = PushReply.parse(
      await new Promise((answered) => socket.emit('push', { clientId, mutations }, answered)),
    )
    if (reply.ok) taken += perPush
  }
  let isOver = false
  const running = (async () => {
    for (let n = 1; !isOver; n++) {
      await push()
      // By the clock, so that a slow answer does not make fewer of them.
      const due = begun + n * everyMs - performance.now()
      if (due > 0) await new Promise((next) => setTimeout(next, due))
    }
  })()
  return {
    stop: async () => {
      isOver = true
      await running
      socket.disconnect()
      return (taken * 1000) / (performance.now() - begun)
    },
  }
}

const change = (mid: number, caseIds: readonly string[]) => ({
  mid,
  opId: crypto.randomUUID(),
  name: 'case.change-tags',
  args: {
    caseId: caseIds[(Math.imul(mid, 7919) >>> 0) % caseIds.length],
    add: [`bench ${mid % 2}`],
    remove: [`bench ${(mid + 1) % 2}`],
  },
  at: new Date().toISOString(),
  dependsOn: [],
})

async function signIn(service: ServiceUnderTest, deviceId: string): Promise<string> {
  const response = await fetch(`${service.directUrl}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'admin', password: service.password, deviceId }),
  })
  return z.object({ token: z.string() }).parse(await response.json()).token
}
