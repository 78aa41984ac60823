import { expect, test } from 'vitest'
import { aDriver, aField, aForm, aQueue, anAgent, idOf } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

const supervisor = anAgent({ role: 'supervisor' })
const heading = aDriver({ id: idOf(15), parentId: null, name: 'Delivery' })
const desk = (): OnRows => new OnRows({ queues: [aQueue()], drivers: [heading, aDriver()], forms: [aForm()] })

test('supervisors and admins set up forms, drivers and what a queue asks; nobody else does', () => {
  for (const role of ['tier-1', 'tier-2', 'quality', 'knowledge'] as const) {
    const agent = anAgent({ role })
    expect(desk().run(agent, 'form.save', { form: aForm() })).toEqual({ refused: 'not-allowed' })
    expect(desk().run(agent, 'driver.save', { driver: heading })).toEqual({ refused: 'not-allowed' })
    expect(desk().run(agent, 'queue.set-form', { queueId: idOf(3), formId: null })).toEqual({ refused: 'not-allowed' })
  }
  const on = desk()
  expect(on.run(supervisor, 'form.save', { form: aForm({ name: 'Refunds' }) })).toBeNull()
  expect(on.run(supervisor, 'queue.set-form', { queueId: idOf(3), formId: idOf(14) })).toBeNull()
  expect(on.rows.get('queues', idOf(3))?.formId).toBe(idOf(14))
  expect(on.run(supervisor, 'queue.set-form', { queueId: idOf(3), formId: idOf(0x99) })).toEqual({
    refused: 'no-such-form',
  })
})

test('two fields of a form do not share a key, and a choice has something to choose', () => {
  const refused = { refused: 'bad-arguments', about: 'form.fields' }
  const save = (fields: ReturnType<typeof aField>[]) => desk().run(supervisor, 'form.save', { form: aForm({ fields }) })
  expect(save([aField(), aField({ label: 'Again' })])).toEqual(refused)
  expect(save([aField({ kind: 'choice', options: [] })])).toEqual(refused)
  expect(save([aField({ kind: 'choice', options: ['A', 'A'] })])).toEqual(refused)
})

// Catches a heading under a heading, and one that stands under itself.
test('drivers have two levels and no more', () => {
  const refused = { refused: 'bad-arguments', about: 'driver.parentId' }
  const save = (driver: ReturnType<typeof aDriver>) => desk().run(supervisor, 'driver.save', { driver })
  expect(save(aDriver({ id: idOf(0x50), parentId: heading.id }))).toBeNull()
  expect(save(aDriver({ id: idOf(0x50), parentId: aDriver().id }))).toEqual(refused)
  expect(save(aDriver({ id: idOf(0x50), parentId: idOf(0x50) }))).toEqual(refused)
  expect(save(aDriver({ id: idOf(0x50), parentId: idOf(0x99) }))).toEqual(refused)
  expect(save({ ...heading, parentId: heading.id })).toEqual(refused)
  const other = aDriver({ id: idOf(0x51), parentId: null, name: 'Payment' })
  const on = desk()
  on.run(supervisor, 'driver.save', { driver: other })
  expect(on.run(supervisor, 'driver.save', { driver: { ...heading, parentId: other.id } })).toEqual(refused)
})
