import { expect, test } from 'vitest'
import { aCase, anAgent, idOf } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

const ana = anAgent()
const one = aCase({ number: '10' })
const two = aCase({ id: idOf(0x81), number: '20' })
const desk = (): OnRows => new OnRows({ cases: [one, two] })
const args = { caseId: one.id, otherId: two.id, eventId: idOf(0x60), otherEventId: idOf(0x61) }
const linksOf = (on: OnRows, id: string) => on.rows.get('cases', id)?.links

test('a link stands on both cases, and both threads say so', () => {
  const on = desk()
  expect(on.run(ana, 'case.link', args)).toBeNull()
  expect(linksOf(on, one.id)).toEqual([{ caseId: two.id, number: '20', kind: 'related' }])
  expect(linksOf(on, two.id)).toEqual([{ caseId: one.id, number: '10', kind: 'related' }])
  expect(on.rows.changed('messages', idOf(0x60))).toMatchObject({
    caseId: one.id,
    event: { name: 'case-linked', detail: { number: '20' } },
  })
  expect(on.rows.changed('messages', idOf(0x61))).toMatchObject({ caseId: two.id, event: { detail: { number: '10' } } })
})

test('linking again changes nothing, and no case is linked with itself', () => {
  const on = desk()
  on.run(ana, 'case.link', args)
  expect(on.run(ana, 'case.link', { ...args, eventId: idOf(0x62), otherEventId: idOf(0x63) })).toBeNull()
  expect(on.rows.changed('messages', idOf(0x62))).toBeUndefined()
  expect(on.run(ana, 'case.link', { ...args, otherId: one.id })).toEqual({ refused: 'bad-arguments', about: 'otherId' })
})

test('a link is taken back on both sides', () => {
  const on = desk()
  on.run(ana, 'case.link', args)
  const back = { ...args, caseId: two.id, otherId: one.id, eventId: idOf(0x62), otherEventId: idOf(0x63) }
  expect(on.run(ana, 'case.unlink', back)).toBeNull()
  expect([linksOf(on, one.id), linksOf(on, two.id)]).toEqual([[], []])
  expect(on.rows.changed('messages', idOf(0x62))).toMatchObject({ event: { name: 'case-unlinked' } })
})

// Catches a link that cannot be removed because the other case has left the agent's sight.
test('a link to a case that is not here any more is taken back on this side', () => {
  const links = [{ caseId: idOf(0x99), number: '99', kind: 'related' as const }]
  const on = new OnRows({ cases: [{ ...one, links }] })
  expect(on.run(ana, 'case.unlink', { ...args, otherId: idOf(0x99) })).toBeNull()
  expect(linksOf(on, one.id)).toEqual([])
})

test('what came of a merge or a split is no link to take back', () => {
  const links = [{ caseId: two.id, number: '20', kind: 'split-to' as const }]
  const on = new OnRows({ cases: [{ ...one, links }, two] })
  expect(on.run(ana, 'case.unlink', args)).toBeNull()
  expect(linksOf(on, one.id)).toEqual(links)
})

test('a case has room for a hundred links', () => {
  const links = Array.from({ length: 100 }, (_, n) => ({
    caseId: idOf(0x1000 + n),
    number: String(n),
    kind: 'related' as const,
  }))
  expect(new OnRows({ cases: [one, { ...two, links }] }).run(ana, 'case.link', args)).toEqual({ refused: 'too-many' })
})

test('whoever may not change cases links none', () => {
  const reader = anAgent({ role: 'quality' })
  expect(desk().run(reader, 'case.link', args)).toEqual({ refused: 'not-allowed' })
  expect(desk().run(reader, 'case.unlink', args)).toEqual({ refused: 'not-allowed' })
})
