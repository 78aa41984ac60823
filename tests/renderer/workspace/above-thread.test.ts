import { expect, test } from 'vitest'
import { firstToShow } from '#renderer/workspace/above-thread.ts'
import type { Case } from '#shared/domain/case.ts'
import { aCase, aQueue, anAgent, idOf } from '#tests/builders.ts'

const site = idOf(1)
const tierTwo = aQueue({ id: idOf(0x33), kind: 'escalations' })
const ana = anAgent({ siteId: site })
const ben = anAgent({ id: idOf(0x42), role: 'tier-2', queueIds: [tierTwo.id], siteId: null })
const lead = anAgent({ id: idOf(0x50), role: 'supervisor', siteId: site })
const at = (minute: number): string => `2026-11-22T07:${String(minute).padStart(2, '0')}:00.000Z`

type Escalated = Exclude<Case['escalation'], null>
type Asked = Exclude<Case['ask'], null | undefined>

const both = (escalation: Partial<Escalated>, ask: Partial<Asked>): Case =>
  aCase({
    escalation: { id: idOf(12), state: 'queued', queueId: tierTwo.id, attempt: 1, byAgentId: ana.id, ...escalation },
    ask: { id: idOf(13), state: 'queued', siteId: site, byAgentId: ana.id, dueAt: at(30), ...ask },
  })

// Catches what waits for an agent folded away under what waits for somebody else, and two of them fighting for the room of the thread.
test('of an escalation and a question what came back to the agent is shown whole, then what waits for them, and of two such what is due first', () => {
  const first = (row: Case, me: typeof ana) => firstToShow(row, tierTwo, me)
  expect(first(both({}, { state: 'returned', dueAt: null }), ana)).toBe('ask')
  expect(first(both({ state: 'returned' }, {}), ana)).toBe('escalation')
  expect(first(both({ due: { at: at(5), by: 'queue' } }, { byAgentId: ben.id, state: 'resolved' }), ben)).toBe('ask')
  expect(first(both({}, {}), lead)).toBe('ask')
  expect(first(both({}, {}), ben)).toBe('escalation')
  expect(first(both({ state: 'accepted', holderId: idOf(0x60) }, {}), ben)).toBe('ask')
  const due = { state: 'returned', dueAt: null } as const
  expect(first({ ...both({ state: 'returned' }, due), clocks: [] }, ana)).toBe('escalation')
  expect(first(both({ due: { at: at(20), by: 'queue' } }, {}), anAgent({ id: idOf(0x70) }))).toBe('escalation')
  expect(first(both({ due: { at: at(40), by: 'queue' } }, {}), anAgent({ id: idOf(0x70) }))).toBe('ask')
})

test('one by itself has the room, and so has one beside another that is over', () => {
  expect(firstToShow(aCase({ ask: both({}, {}).ask ?? null }), tierTwo, ana)).toBeNull()
  expect(firstToShow(both({}, { state: 'closed' }), tierTwo, ana)).toBeNull()
  expect(firstToShow(both({ state: 'rejected' }, {}), tierTwo, ana)).toBeNull()
})
