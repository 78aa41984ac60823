import { type Socket, io } from 'socket.io-client'
import { openPool } from '../../../src/service/database/pool.ts'
import type { CaseClock } from '../../../src/shared/domain/case-clock.ts'
import type { Case } from '../../../src/shared/domain/case.ts'
import type { ClockPolicy } from '../../../src/shared/domain/clock-policy.ts'
import type { FeedPage, PullReply } from '../../../src/shared/sync/protocol.ts'
import { productId } from '../product-ids.ts'
import { productCase } from '../product-rows.ts'
import type { Figures } from '../runs.ts'
import { percentile } from '../statistics.ts'
import { writeRows } from '../write-rows.ts'
import { startChild } from './child-server.ts'
import { signInWindows } from './sign-in-windows.ts'

/** Clocks that run out one after the other, and as many that run out in one instant, as those of a calendar do when a shift begins. */
export interface RunningOut {
  readonly spread: number
  readonly together: number
  readonly overMs: number
}

const promisedSeconds = 3600
/** Until then the service has started, and has worked out the clocks of what it found. */
const leadMs = 15_000
const patienceMs = 30_000
const tag = 'promised'

const policy: ClockPolicy = {
  id: productId('clockPolicies', 0),
  name: 'Answered within the hour',
  position: 0,
  active: true,
  when: { tags: [tag] },
  targets: [
    {
      kind: 'first-reply',
      seconds: { low: promisedSeconds, normal: promisedSeconds, high: promisedSeconds, urgent: promisedSeconds },
      counts: 'always',
      pausedBy: [],
    },
  ],
  legal: null,
  calendarId: null,
  warnSeconds: 0,
  raiseAfter: [],
}

/** A case that nobody has answered, whose promise ends at `dueAt` (milliseconds since 1970). */
function waitingCase(n: number, dueAt: number): Case {
  const at = new Date(dueAt - promisedSeconds * 1000).toISOString()
  const row = productCase(n)
  return {
    ...row,
    status: 'open',
    tags: [tag],
    createdAt: at,
    updatedAt: at,
    waitingSince: at,
    lastReplyId: null,
    lastReplyAt: at,
    messageCount: 1,
  }
}

const overIn = ({ changes }: FeedPage): CaseClock[] =>
  changes.flatMap((change) => {
    if (change.t !== 'cases' || !('row' in change)) return []
    return ((change.row as Case).clocks ?? []).filter(({ breachedAt }) => breachedAt !== undefined)
  })

/** Resolves with how late each of so many clocks was seen by a window, in milliseconds after its end, by that end. */
function seenLate(socket: Socket, count: number): Promise<Map<number, number[]>> {
  const late = new Map<number, number[]>()
  let seen = 0
  return new Promise((done, failed) => {
    const lost = setTimeout(
      () => failed(new Error(`Of ${count} clocks that ran out ${seen} were seen.`)),
      leadMs + patienceMs,
    )
    socket.on('patch', (page: FeedPage) => {
      const now = Date.now()
      for (const { dueAt } of overIn(page)) {
        const due = Date.parse(dueAt ?? '')
        late.set(due, [...(late.get(due) ?? []), now - due])
        seen += 1
      }
      if (seen < count) return
      clearTimeout(lost)
      done(late)
    })
  })
}

let cases = 0

/**
 * How long after the end of a promise a window sees that it is over: from the instant in the row to the frame on the socket, over the index of what is
 * due, the mutation, its commit and the feed. Service and window share a machine, so they share a clock. Throws where one is told early or never.
 */
export async function clocksLate(url: string, { spread, together, overMs }: RunningOut): Promise<Figures> {
  const first = Date.now() + leadMs
  const last = first + overMs
  const pool = openPool(url, () => undefined, 1)
  const from = cases
  cases += spread + together
  await writeRows(pool, [
    { table: 'clockPolicies', row: policy },
    ...Array.from({ length: spread + together }, (_, n) => ({
      table: 'cases' as const,
      row: waitingCase(from + n, n < spread ? first + Math.floor((n * overMs) / spread) : last),
    })),
  ])
  await pool.end()
  const server = await startChild('tierdesk-server.ts', [url])
  try {
    const [window] = await signInWindows(url, 1, 1)
    if (window === undefined) throw new Error('Nobody is signed in.')
    const { auth, cursor } = window
    const socket = io(server.url, { transports: ['websocket'], reconnection: false, forceNew: true, auth })
    const seen = seenLate(socket, spread + together)
    const pulled = (await socket.emitWithAck('pull', { clientId: auth.clientId, cursor })) as PullReply
    if (!('changes' in pulled) || Date.now() > first)
      throw new Error('The service had not started when the first promise ended.')
    const late = await seen
    socket.disconnect()
    return figuresOf(late, last)
  } finally {
    await server.stop()
  }
}

function figuresOf(late: ReadonlyMap<number, readonly number[]>, last: number): Figures {
  const one = [...late].flatMap(([due, each]) => (due === last ? [] : each))
  if (one.some((ms) => ms < 0)) throw new Error('A promise was told to be over before its end.')
  return {
    'clock-late-p50-ms': percentile(one, 0.5),
    'clock-late-p99-ms': percentile(one, 0.99),
    'clock-late-together-ms': percentile(late.get(last) ?? [], 1),
  }
}
