import { expect, test } from 'vitest'
import { incidentWords, needsAgent } from '#renderer/features/sync-status/incident-words.ts'
import type { Keeping, KeptIncident } from '#renderer/workspace/workspace.ts'
import { incidentKinds } from '#shared/sync/incident.ts'
import { idOf } from '#tests/builders.ts'

const incident = (kind: KeptIncident['kind'], count = 3): KeptIncident => ({
  id: idOf(incidentKinds.indexOf(kind) + 1),
  kind,
  at: '2026-11-22T07:00:00.000Z',
  count,
  isReported: false,
})
const keeping = (...incidents: KeptIncident[]): Keeping => ({
  incidents,
  isTwice: true,
  isCrowded: false,
  unsafe: 0,
  isBehind: false,
})
const whole = (one: KeptIncident, among: Keeping = keeping(one)): string =>
  Object.values(incidentWords(one, among)).join(' ')

// Catches an incident that leaves an agent wondering whether anything is lost, and one that alarms although nothing is.
test('every incident says what happened, what was done about it, and that nothing need be done', () => {
  const said = incidentKinds.map((kind) => whole(incident(kind)))
  expect(said.every((words) => words.endsWith('You need not do anything.'))).toBe(true)
  expect(new Set(said).size).toBe(incidentKinds.length)
  expect(whole(incident('outbox-emptied'))).toBe(
    'The first place of what you write had been emptied. Everything was restored from the second place. You need not do anything.',
  )
  expect(whole(incident('homes-differ', 1))).toContain('1 entry was in one of them only. Both have everything now.')
  expect(whole(incident('digest-differs', 240))).toMatch(/^240 rows .* They were fetched anew\./)
})

// Catches comfort that is not true: nothing could make up for what was lost.
test('[S10] where both places were struck, or there is one only, the agent is asked to look', () => {
  const both = keeping(incident('outbox-emptied'), incident('journal-damaged'))
  for (const one of both.incidents) expect(whole(one, both)).toMatch(/Look whether your latest replies/)
  const lastWeek = { ...incident('journal-damaged'), at: '2026-11-15T07:00:00.000Z' }
  expect(needsAgent(keeping(incident('outbox-emptied'), lastWeek))).toBe(false)
  const single = { ...keeping(incident('outbox-damaged')), isTwice: false }
  expect(incidentWords(incident('outbox-damaged'), single).must).toMatch(/^Look whether/)
  expect([needsAgent(both), needsAgent(single), needsAgent(keeping(incident('outbox-damaged')))]).toEqual([
    true,
    true,
    false,
  ])
})

// Catches a place that cannot be read being told as restored: nothing is put in its place before a later start.
test('a place that could not be read at all asks for another start', () => {
  expect(whole(incident('journal-damaged', 0))).toMatch(/could not be read\. The other place .* start it again/)
})
