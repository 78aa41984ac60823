import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DueIndex } from '#service/clocks/due-index.ts'
import { select } from '#service/database/pool.ts'
import { disputed, waiting } from '../dispute-world.ts'
import { type TestService, startTestService } from '../test-service.ts'
import { idOf } from '../world.ts'

let on: TestService
beforeAll(async () => {
  on = await startTestService()
  await on.desk.write(disputed())
})
afterAll(() => on.close())

const instant = (ms: number): string => new Date(ms).toISOString()

// Catches: something that is due and is not found, or is found after it was put off: the index agrees with a plain list.
test('what is due is what a plain list finds, in the order of its time', () => {
  const step = fc.tuple(fc.nat(9).map(String), fc.option(fc.nat(50)))
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.nat(50), (steps, now) => {
      const index = new DueIndex()
      const plain = new Map<string, number>()
      for (const [id, at] of steps) {
        index.put(id, at === null ? null : instant(at))
        if (at === null) plain.delete(id)
        else plain.set(id, at)
      }
      const due = [...plain].filter(([, at]) => at <= now).sort((a, b) => a[1] - b[1] || Number(a[0]) - Number(b[0]))
      expect(index.due(now, 100)).toEqual(due.map(([id, at]) => ({ id, at: instant(at) })))
      expect(index.size).toBe(plain.size)
    }),
  )
})

// Catches: a clock that only knows what its own process wrote, one that is seconds late, and an outcome that nobody is told.
test('the service accepts for a seller who was silent, at the deadline, and sends both sides the notice', async () => {
  const deadline = {
    id: idOf('deadlines', 'silence'),
    market: null,
    kind: null,
    step: 'awaiting-seller',
    duration: 48,
    unit: 'hour',
    startsOn: 'step-begins',
    pausedBy: [],
    onExpiry: 'accept-by-silence',
    notice: 'The seller did not answer in time.',
    source: { name: 'A peer', url: null },
    verifiedAt: null,
    owner: null,
    isPeers: true,
    active: true,
  }
  await on.desk.write([
    { table: 'deadlines', row: deadline },
    { table: 'disputes', row: waiting('late', instant(Date.now() + 1500)) },
  ])
  await expect
    .poll(() => on.desk.row('disputes', 'late'), { timeout: 5000, interval: 50 })
    .toMatchObject({ work: { state: 'refund-due', clock: { runs: false, why: 'no-deadline-set' } } })
  const effects = await select<{ payload: { partyIds: string[] } }>(
    on.desk.pool,
    'select payload from effects order by place',
  )
  expect(effects.map(({ payload }) => payload.partyIds)).toEqual([
    [idOf('parties', 'buyer')],
    [idOf('parties', 'shop')],
  ])
})
