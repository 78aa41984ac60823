import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DueClocks } from '#service/clocks/due-clocks.ts'
import { startService } from '#service/service.ts'
import { allRows } from '#service/sync/rows.ts'
import { Case } from '#shared/domain/case.ts'
import type { CaseClock } from '#shared/domain/case-clock.ts'
import type { ClockPolicy } from '#shared/domain/clock-policy.ts'
import { aPolicy } from '#tests/builders.ts'
import { type TestService, startTestService } from '../test-service.ts'
import { caseRow, idOf, sent } from '../world.ts'

let on: TestService
beforeAll(async () => {
  on = await startTestService()
})
afterAll(() => on.close())

const poll = { timeout: 15_000, interval: 50 }
const clocksOf = async (name: string): Promise<readonly CaseClock[]> =>
  Case.parse(await on.desk.row('cases', name)).clocks ?? []
const save = (policy: ClockPolicy) => on.desk.send('siti', randomUUID(), sent(1, 'clock-policy.save', { policy }))

/** A first answer so many seconds after the case came, for one market. */
const within = (seconds: number, market: string, set: Partial<ClockPolicy> = {}): ClockPolicy =>
  aPolicy({
    id: idOf('clockPolicies', market),
    when: { markets: [market] },
    targets: [
      {
        kind: 'first-reply',
        seconds: { low: seconds, normal: seconds, high: seconds, urgent: seconds },
        counts: 'always',
        pausedBy: [],
      },
    ],
    ...set,
  })

const aClockedCase = (name: string, set: Partial<Case>) => ({
  table: 'cases' as const,
  row: caseRow(name, { partyIds: [], ...set }),
})
const agoMs = (ms: number): string => new Date(Date.now() - ms).toISOString()

// Catches: an index that keeps a clock that moved, and one that tells the later of two first.
test('the next clock to be looked at comes first, and one that moved is not looked at where it was', () => {
  const due = new DueClocks()
  const times = { statuses: [], firstReplyAt: null, deskReplyAt: null }
  const write = (name: string, clocksAt: string | null) => ({
    table: 'cases' as const,
    id: idOf('cases', name),
    version: 1,
    row: caseRow(name, { times, ...(clocksAt === null ? {} : { clocksAt }) }),
    audience: [],
    was: [],
    existed: true,
  })
  const [one, two, three] = [1, 2, 3].map((hour) => `2026-11-22T0${hour}:00:00.000Z`) as [string, string, string]
  due.follow([write('A', two), write('B', one)])
  expect(due.due(two, 10)).toEqual([idOf('cases', 'B'), idOf('cases', 'A')])
  expect(due.due(two, 1)).toEqual([idOf('cases', 'B')])
  due.follow([write('B', three)])
  expect(due.due(two, 10)).toEqual([idOf('cases', 'A')])
  expect(due.isDue(idOf('cases', 'B'), two)).toBe(false)
  due.follow([{ ...write('A', null), row: null }])
  expect(due.due(three, 10)).toEqual([idOf('cases', 'B')])
})

// Catches: cases of an import that never get clocks, or that shout about what was over long ago.
test('cases that are there when somebody first promises something get clocks; what was over by then raises nobody', async () => {
  await on.desk.write([
    aClockedCase('OLD', { market: 'VN', status: 'new', createdAt: agoMs(7_200_000) }),
    aClockedCase('YOUNG', { market: 'VN', status: 'new', createdAt: agoMs(60_000) }),
  ])
  await save(within(3600, 'VN'))
  await expect.poll(async () => (await clocksOf('YOUNG')).length, poll).toBe(1)
  await expect.poll(async () => (await clocksOf('OLD')).length, poll).toBe(1)
  const [old] = await clocksOf('OLD')
  expect(old).toMatchObject({ kind: 'first-reply', raised: 1 })
  const silent = await on.desk.row('cases', 'OLD')
  expect([silent?.['clocksAt'], silent?.['raised']]).toEqual([undefined, undefined])
  // What is brought in later has clocks, too.
  await on.desk.write([aClockedCase('LATE', { market: 'VN', status: 'new', createdAt: agoMs(1000) })])
  await expect.poll(async () => (await clocksOf('LATE')).length, poll).toBe(1)
  // Another promise holds for those that are open already.
  await save(within(1800, 'VN'))
  const young = Case.parse(await on.desk.row('cases', 'YOUNG'))
  await expect
    .poll(async () => (await clocksOf('YOUNG'))[0]?.dueAt, poll)
    .toBe(new Date(Date.parse(young.createdAt) + 1_800_000).toISOString())
})

// Catches: a clock that runs out without anybody hearing of it, one that is told twice, and one that is told before its time.
test('a clock that is close, over, and over for long is made known at each of these times, once', async () => {
  await save(within(15, 'TH', { warnSeconds: 13, raiseAfter: [0, 1] }))
  await on.desk.write([aClockedCase('RUN', { market: 'TH', status: 'new', createdAt: agoMs(11_000) })])
  await expect.poll(async () => (await clocksOf('RUN'))[0]?.warnedAt, poll).toBeDefined()
  await expect.poll(async () => (await on.desk.row('cases', 'RUN'))?.['raised'], poll).toMatchObject({ level: 2 })
  const [clock] = await clocksOf('RUN')
  const late = (said: string | undefined, at: string | null | undefined): number =>
    Date.parse(said ?? '') - Date.parse(at ?? '')
  // Never before its time; how long after it depends on the machine.
  for (const ms of [late(clock?.warnedAt, clock?.warnAt), late(clock?.breachedAt, clock?.dueAt)]) {
    expect(ms).toBeGreaterThanOrEqual(0)
  }
  expect((await on.desk.row('cases', 'RUN'))?.['clocksAt']).toBeUndefined()
  const told = (await allRows(on.desk.pool, ['messages'])).filter(({ row }) => row['caseId'] === idOf('cases', 'RUN'))
  expect(told.map(({ row }) => row['event'])).toEqual([
    { name: 'clock-ran-out', detail: { kinds: 'first-reply', level: '1' } },
  ])
})

// Catches: clocks in memory alone: whatever ran out while the service was down would never be told.
test('what runs out while the service is down is made known when it is back', async () => {
  const other = await startTestService()
  try {
    await other.desk.send('siti', randomUUID(), sent(1, 'clock-policy.save', { policy: within(3600, 'PH') }))
    const row = caseRow('DOWN', { market: 'PH', status: 'new', partyIds: [], createdAt: agoMs(3_590_000) })
    await other.desk.write([{ table: 'cases', row }])
    const clocks = async () => Case.parse(await other.desk.row('cases', 'DOWN')).clocks ?? []
    await expect.poll(async () => (await clocks())[0]?.warnedAt, poll).toBeDefined()
    await other.service.stop()
    await expect.poll(() => Date.now() > Date.parse(row.createdAt) + 3_600_000, poll).toBe(true)
    expect((await clocks())[0]?.breachedAt).toBeUndefined()
    const again = await startService(other.config)
    try {
      await expect.poll(async () => (await clocks())[0]?.breachedAt, poll).toBeDefined()
      expect(await other.desk.row('cases', 'DOWN')).toMatchObject({ raised: { level: 1 } })
    } finally {
      await again.stop()
    }
  } finally {
    await other.close()
  }
})
