import { setTimeout as delay } from 'node:timers/promises'
import { PullReply, wire } from '#shared/sync/protocol.ts'
import { Random } from '../../sync/random.ts'
import type { FaultRow } from '../fault-row.ts'
import { RawWindow, type RawSession, freshCursor, signInRaw } from '../raw-window.ts'
import type { Stand } from '../stand.ts'
import { timed } from '../until.ts'

const seed = 20_261_122
const perConnection = 150
const lookEvery = 500

export const garbageCursors: FaultRow = {
  name: 'garbage-cursors',
  does: 'Pulls with a cursor that is cut, mixed, of another epoch, of the future, not text, or nothing that was ever one.',
  holds: 'Each is answered with a reset, a page or a named refusal, never with silence or an internal error.',
  attempts: 10_000,
  inSlice: 1000,
  sliceMs: 10_000,
  patience: 30_000,
  async prepare(stand, closing) {
    const session = await signInRaw(stand.service.directUrl, 'ben', stand.service.password)
    const real = await freshCursor(stand.service.directUrl, session)
    const random = new Random(seed)
    const before = (await stand.failures()).length
    let window: RawWindow | null = null
    closing.add(() => window?.close())
    return async (n) => {
      if (window === null || n % perConnection === 0) {
        window?.close()
        window = await RawWindow.open(stand.service.directUrl, session)
      }
      const cursor = garbage(random, real)
      const open = window
      const ms = await timed(() => mustAnswer(open, cursor))
      if (n % lookEvery === 0) await mustNotHaveFailed(stand, session, before)
      return ms
    }
  },
}

async function mustAnswer(window: RawWindow, cursor: unknown): Promise<void> {
  const said = await window.ask(wire.pull, { clientId: window.clientId, cursor })
  const reply = PullReply.safeParse(said)
  if (!reply.success) throw new Error(`${JSON.stringify(cursor)} was answered ${JSON.stringify(said)}`)
  // Too much at once is said by name, too; asked again it must be answered.
  if (!('failed' in reply.data) || reply.data.failed !== 'busy') return
  await delay(reply.data.retryAfter ?? 100)
  await mustAnswer(window, cursor)
}

async function mustNotHaveFailed(stand: Stand, { token }: RawSession, before: number): Promise<void> {
  const lines = await stand.failures()
  if (lines.length > before) throw new Error(`the service failed: ${lines.at(-1)}`)
  const response = await fetch(`${stand.service.directUrl}/api/snapshot`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ clientId: crypto.randomUUID(), after: 'x|y|z|cases.1.2' }),
  })
  if (response.status !== 400) throw new Error(`a place that never was is answered ${response.status}`)
}

const letters = [
  '0',
  '9',
  'a',
  'z',
  '.',
  '|',
  "'",
  '"',
  '\\',
  '%',
  '\0',
  '\n',
  ' ',
  '-',
  'é',
  '界',
  '🙂',
  '\ud800',
  '{',
  '}',
]

function noise(random: Random, length: number): string {
  return Array.from({ length }, () => random.pick(letters)).join('')
}

/** One cursor that no service gave. */
function garbage(random: Random, real: string): unknown {
  const [epoch = '', number = '', mark = ''] = real.split('.')
  const kinds: readonly (() => unknown)[] = [
    () => noise(random, random.below(220)),
    () => real.slice(0, random.below(real.length)),
    () => `${epoch}.${'9'.repeat(1 + random.below(30))}.${mark}`,
    () => `${crypto.randomUUID()}.${number}.${mark}`,
    () => `${epoch}.${number}.${noise(random, 8)}`,
    () => `${epoch}.-${number}.${mark}`,
    () => `${epoch}.${number}e3.${mark}`,
    () => `${real}.${noise(random, 3)}`,
    () => "'; drop table feed; --",
    () => random.pick<unknown>([null, true, 0, -1, 1e308, [], {}, [real], { cursor: real }, { toString: 1 }, '']),
    () => 'x'.repeat(random.below(5000)),
  ]
  return random.pick(kinds)()
}
