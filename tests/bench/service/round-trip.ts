import { type Socket, io } from 'socket.io-client'
import type { FeedPage, PullReply, PushReply } from '../../../src/shared/sync/protocol.ts'
import { productId } from '../product-ids.ts'
import type { Figures } from '../runs.ts'
import { percentile } from '../statistics.ts'
import type { ChildServer } from './child-server.ts'
import type { SignedIn } from './sign-in-windows.ts'

/** A steady stream of mutations from so many windows, whatever becomes of them. */
export interface Stream {
  readonly windows: number
  readonly perSecond: number
  readonly forMs: number
  readonly cases: number
}

/** A window that sends marked changes, and the marks that one of them sees. */
interface Sender {
  /** Resolves when the service says that it is kept. */
  send(mark: string): Promise<void>
  close(): void
}

const ask = <T>(socket: Socket, name: string, ...said: unknown[]): Promise<T> =>
  new Promise((resolve) => socket.emit(name, ...said, resolve))

const connected = (url: string, auth: object): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = io(url, { transports: ['websocket'], reconnection: false, forceNew: true, auth })
    socket.once('connect', () => resolve(socket))
    socket.once('connect_error', reject)
  })

/** Windows on the real service. */
export async function tierdeskSenders(
  { url }: ChildServer,
  windows: readonly SignedIn[],
  cases: number,
  see: (mark: string) => void,
): Promise<Sender[]> {
  let count = 0
  return Promise.all(
    windows.map(async ({ auth, cursor }, number) => {
      const socket = await connected(url, auth)
      if (number === 0) watchMarks(socket, see)
      await ask<PullReply>(socket, 'pull', { clientId: auth.clientId, cursor })
      let mid = 0
      return {
        send: async (mark) => {
          mid += 1
          count += 1
          const caseId = productId('cases', (Math.imul(count, 7919) >>> 0) % cases)
          const args = { caseId, add: [mark], remove: [] }
          const at = new Date().toISOString()
          const sent = { mid, opId: crypto.randomUUID(), name: 'case.change-tags', args, at, dependsOn: [] }
          const reply = await ask<PushReply>(socket, 'push', { clientId: auth.clientId, mutations: [sent] })
          if (!reply.ok) throw new Error(`The service said: ${reply.reason}`)
        },
        close: () => void socket.disconnect(),
      }
    }),
  )
}

function watchMarks(socket: Socket, see: (mark: string) => void): void {
  socket.on('patch', ({ changes }: FeedPage) => {
    for (const change of changes) if ('row' in change) see(String((change.row['tags'] as string[]).at(-1)))
  })
}

/** Clients of the floor. */
export async function floorSenders(
  { url }: ChildServer,
  count: number,
  see: (mark: string) => void,
): Promise<Sender[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, number) => {
      const socket = await connected(url, {})
      if (number === 0)
        socket.on('changes', (changes: { mark: string }[]) => {
          for (const { mark } of changes) see(mark)
        })
      // Everyone is told; those who do not look at it pay for the frame all the same.
      else socket.on('changes', () => undefined)
      return {
        send: async (mark) => {
          if (!(await ask<boolean>(socket, 'mutation', mark))) throw new Error('The floor did not keep a mutation.')
        },
        close: () => void socket.disconnect(),
      }
    }),
  )
}

/** When something was named, kept and seen elsewhere. */
export class Stopwatch {
  readonly #named = new Map<string, number>()
  readonly #seen: number[] = []

  readonly see = (mark: string): void => {
    const at = this.#named.get(mark)
    if (at === undefined) return
    this.#named.delete(mark)
    this.#seen.push(performance.now() - at)
  }

  name(mark: string): number {
    const at = performance.now()
    this.#named.set(mark, at)
    return at
  }

  get seen(): readonly number[] {
    return this.#seen
  }

  get unseen(): number {
    return this.#named.size
  }
}

/** Sends at a steady rate: the next goes when its time has come, whether or not the one before is back. */
export async function streamed(
  senders: readonly Sender[],
  watch: Stopwatch,
  { perSecond, forMs }: Stream,
): Promise<Figures> {
  const acknowledged: number[] = []
  const under: Promise<void>[] = []
  const begun = performance.now()
  let sent = 0
  const sendOne = async (): Promise<void> => {
    const mark = `mark ${crypto.randomUUID()}`
    // The first window looks; the others send.
    const sender = senders[1 + (sent % (senders.length - 1))]
    const at = watch.name(mark)
    await sender?.send(mark)
    acknowledged.push(performance.now() - at)
  }
  await new Promise<void>((done) => {
    const tick = (): void => {
      const passed = performance.now() - begun
      for (const due = (Math.min(passed, forMs) / 1000) * perSecond; sent < due; sent++) under.push(sendOne())
      if (passed < forMs) setTimeout(tick, 1)
      else done()
    }
    tick()
  })
  await Promise.all(under)
  const patience = performance.now() + 2000
  while (watch.unseen > 0 && performance.now() < patience) await new Promise((next) => setTimeout(next, 5))
  for (const sender of senders) sender.close()
  if (watch.unseen > 0) throw new Error(`${watch.unseen} changes were never seen elsewhere.`)
  return {
    'ack-p50-ms': percentile(acknowledged, 0.5),
    'ack-p99-ms': percentile(acknowledged, 0.99),
    'visible-p50-ms': percentile(watch.seen, 0.5),
    'visible-p99-ms': percentile(watch.seen, 0.99),
  }
}
