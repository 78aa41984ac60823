import { expect, test } from 'vitest'
import { Overlay } from '#shared/sync/overlay.ts'
import type { Rows } from '#shared/mutations/run-mutation.ts'
import { create, put } from '#shared/mutations/define-mutation.ts'
import type { Row, SettingsTable, WarmTable } from '#shared/tables.ts'
import { aCase, aMessage, aQueue, anEscalation, idOf } from '#tests/builders.ts'

const row = aCase()
const escalation = anEscalation()
const queue = aQueue()

const under: Rows = {
  get: <T extends WarmTable>(table: T, id: string) =>
    (table === 'cases' && id === row.id ? row : undefined) as Row<T> | undefined,
  children: <T extends WarmTable>(table: T, parentId: string) =>
    (table === 'escalations' && parentId === row.id ? [escalation] : []) as unknown as Row<T>[],
  every: <T extends SettingsTable>(table: T) => (table === 'queues' ? [queue] : []) as unknown as Row<T>[],
}

test('what is written lies over what is underneath, which stays as it is', () => {
  const overlay = new Overlay(under)
  overlay.write([put('cases', { ...row, subject: 'New' })])
  expect(overlay.get('cases', row.id)?.subject).toBe('New')
  expect(under.get('cases', row.id)?.subject).toBe('Where is my order?')
})

// Catches a child that shows twice, or an old one that shows beside its new state.
test('the children of a row are those underneath, with what was written in their place', () => {
  const overlay = new Overlay(under)
  const second = anEscalation({ id: idOf(0x99) })
  overlay.write([put('escalations', { ...escalation, state: 'accepted' }), create('escalations', second)])
  overlay.write([put('escalations', { ...second, state: 'withdrawn' })])
  expect(overlay.children('escalations', row.id).map(({ id, state }) => [id, state])).toEqual([
    [escalation.id, 'accepted'],
    [second.id, 'withdrawn'],
  ])
})

test('a row that was removed is there no more, neither by its id nor among the children', () => {
  const overlay = new Overlay(under)
  overlay.write([{ do: 'remove', table: 'escalations', id: escalation.id }])
  expect(overlay.children('escalations', row.id)).toEqual([])
  expect(overlay.changed('escalations', escalation.id)).toBeNull()
})

test('a child that moved to another parent is found there and only there', () => {
  const overlay = new Overlay(under)
  const message = aMessage()
  overlay.write([create('messages', message)])
  overlay.write([put('messages', { ...message, caseId: idOf(0x77) })])
  expect(overlay.changedChildren('messages', row.id)).toEqual([])
  expect(overlay.changedChildren('messages', idOf(0x77))).toEqual([{ ...message, caseId: idOf(0x77) }])
})

test('all rows of a table of settings are those underneath, with what was written in their place and beside them', () => {
  const overlay = new Overlay(under)
  expect(overlay.every('queues')).toEqual([queue])
  overlay.write([put('queues', { ...queue, name: 'Returns' }), create('queues', aQueue({ id: idOf(0x97) }))])
  expect(overlay.every('queues').map(({ name }) => name)).toEqual(['Returns', 'Orders'])
  overlay.write([{ do: 'remove', table: 'queues', id: queue.id }])
  expect(overlay.every('queues').map(({ id }) => id)).toEqual([idOf(0x97)])
  expect(overlay.every('forms')).toEqual([])
})
