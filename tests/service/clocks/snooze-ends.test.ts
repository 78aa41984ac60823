import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { snoozeEnds } from '#service/clocks/snooze-ends.ts'
import { type TestService, startTestService } from '../test-service.ts'
import { agentOf, caseRow, idOf, sent } from '../world.ts'

let on: TestService
beforeAll(async () => {
  on = await startTestService()
})
afterAll(() => on.close())

const byAgentId = agentOf('ana').id
const aside = (until: string | null) => ({ until, byAgentId, at: '2026-11-22T07:00:00.000Z' })
const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString()

// Catches: a case that never comes back, because the service did not follow its row, or took it for another's.
test('a snooze is due at its time, unless the case was put aside anew or taken up', () => {
  const { turns } = snoozeEnds()
  const caseId = idOf('cases', 'M1')
  const written = (until: string | null) => ({
    table: 'cases' as const,
    id: caseId,
    version: 1,
    row: caseRow('M1', { snooze: until === null ? null : aside(until) }),
    audience: [],
    was: [],
    existed: true,
  })
  const [early, late] = ['2026-11-22T08:00:00.000Z', '2026-11-22T09:00:00.000Z']
  turns.follow([written(early)])
  expect(turns.due(Date.parse(early) - 1, 1)).toEqual([])
  const [due] = turns.due(Date.parse(early), 1)
  expect(due).toEqual({ id: caseId, caseId, at: early })
  turns.follow([written(late)])
  expect(due !== undefined && turns.has(due)).toBe(false)
  turns.follow([written(null)])
  expect(turns.due(Infinity, 1)).toEqual([])
})

// Catches: a clock that only knows what its own process wrote, and one that is seconds late.
test('the service brings a case back at its time, whichever process put it aside', async () => {
  const clientId = randomUUID()
  const until = inMs(1500)
  await on.desk.send('ana', clientId, sent(1, 'case.snooze', { caseId: idOf('cases', 'M1'), until }))
  expect(await on.desk.row('cases', 'M1')).toMatchObject({ snooze: { until, byAgentId } })
  await expect
    .poll(() => on.desk.row('cases', 'M1'), { timeout: 5000, interval: 50 })
    .toMatchObject({ snooze: null, woken: { by: 'time' } })
})
