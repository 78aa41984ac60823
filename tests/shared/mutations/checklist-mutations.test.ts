import { expect, test } from 'vitest'
import { aCase, anAgent, idOf, someInstant } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

const ana = anAgent()
const ben = anAgent({ id: idOf(0x20), name: 'Ben' })
const caseId = aCase().id
const items = [
  { id: idOf(0x71), text: 'Look at the photos' },
  { id: idOf(0x72), text: 'Ask the seller' },
]
const desk = (): OnRows => {
  const on = new OnRows({ cases: [aCase()] })
  on.run(ana, 'case.add-checks', { caseId, items })
  return on
}
const listOf = (on: OnRows) => on.rows.get('cases', caseId)?.checklist
const [photos, seller] = [idOf(0x71), idOf(0x72)]

test('what is to be done stands on the case in its order, and says who did it when', () => {
  const on = desk()
  expect(on.run(ana, 'case.tick-checks', { caseId, itemIds: [photos], to: 'done' })).toBeNull()
  const by = { at: someInstant, byAgentId: ana.id, byName: 'Ana Reyes' }
  expect(listOf(on)).toEqual([
    { ...items[0], done: by },
    { ...items[1], done: null },
  ])
  on.run(ana, 'case.tick-checks', { caseId, itemIds: [seller], to: 'left-out' })
  expect(listOf(on)?.[1]?.done).toEqual({ ...by, isLeftOut: true })
  on.run(ana, 'case.tick-checks', { caseId, itemIds: [seller], to: 'open' })
  expect(listOf(on)?.[1]?.done).toBeNull()
})

// Catches the second of two agents, who ticked it while offline, taking the name of the first away.
test('of two who tick the same thing the first is named', () => {
  const on = desk()
  on.run(ana, 'case.tick-checks', { caseId, itemIds: [photos], to: 'done' })
  expect(on.run(ben, 'case.tick-checks', { caseId, itemIds: [photos], to: 'done' })).toBeNull()
  expect(listOf(on)?.[0]?.done?.byName).toBe('Ana Reyes')
})

test('what stands there already is not put there again, and a list has an end', () => {
  expect(desk().run(ana, 'case.add-checks', { caseId, items })).toEqual({ refused: 'id-taken' })
  const twice = [items[0], items[0]].flatMap((item) => item ?? [])
  expect(new OnRows({ cases: [aCase()] }).run(ana, 'case.add-checks', { caseId, items: twice })).toEqual({
    refused: 'id-taken',
  })
  const full = Array.from({ length: 100 }, (_, n) => ({ id: idOf(0x1000 + n), text: 'x', done: null }))
  expect(new OnRows({ cases: [aCase({ checklist: full })] }).run(ana, 'case.add-checks', { caseId, items })).toEqual({
    refused: 'too-many',
  })
  expect(desk().run(ana, 'case.add-checks', { caseId, items: [{ id: idOf(0x73), text: '  ' }] })).toMatchObject({
    refused: 'bad-arguments',
  })
})

test('things are taken off the list', () => {
  const on = desk()
  expect(on.run(ben, 'case.remove-checks', { caseId, itemIds: [photos] })).toBeNull()
  expect(listOf(on)?.map(({ id }) => id)).toEqual([seller])
})

test('a closed case gets nothing more to do, and whoever may not change cases ticks nothing', () => {
  const on = new OnRows({ cases: [aCase({ status: 'closed' })] })
  expect(on.run(ana, 'case.add-checks', { caseId, items })).toEqual({ refused: 'case-is-closed' })
  const reader = anAgent({ role: 'quality' })
  expect(desk().run(reader, 'case.tick-checks', { caseId, itemIds: [photos], to: 'done' })).toEqual({
    refused: 'not-allowed',
  })
})
