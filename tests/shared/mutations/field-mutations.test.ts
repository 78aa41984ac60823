import { expect, test } from 'vitest'
import { aCase, aDriver, aField, aForm, aQueue, anAgent, idOf, someInstant } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

const ana = anAgent()
const reader = anAgent({ id: idOf(0x20), role: 'quality' })
const caseId = aCase().id
const form = aForm({
  fields: [
    aField(),
    aField({ key: 'fault', kind: 'choice', options: ['Seller', 'Carrier'] }),
    aField({ key: 'refund', kind: 'number' }),
    aField({ key: 'due', kind: 'date' }),
    aField({ key: 'returned', kind: 'yes-no' }),
  ],
})
const heading = aDriver({ id: idOf(15), parentId: null, name: 'Delivery' })
const driver = aDriver()
const desk = (): OnRows =>
  new OnRows({
    cases: [aCase({ fields: { zendesk_1: 'kept' } })],
    queues: [aQueue({ formId: form.id })],
    forms: [form, aForm({ id: idOf(0x41), name: 'Old', active: false })],
    drivers: [heading, driver, aDriver({ id: idOf(0x42), active: false })],
  })
const set = (fields: { [key: string]: string | number | boolean | null }) => ({ caseId, fields })

test('answers are kept beside what the case came with, and null takes one back', () => {
  const on = desk()
  const answers = { reason: 'Late', fault: 'Seller', refund: 0, due: '2026-02-28', returned: false }
  expect(on.run(ana, 'case.set-fields', set(answers))).toBeNull()
  expect(on.rows.get('cases', caseId)?.fields).toEqual({ zendesk_1: 'kept', ...answers })
  expect(on.run(ana, 'case.set-fields', set({ fault: null, reason: '  ' }))).toBeNull()
  expect(on.rows.get('cases', caseId)?.fields).toEqual({
    zendesk_1: 'kept',
    refund: 0,
    due: '2026-02-28',
    returned: false,
  })
})

test.each([
  ['a choice that is not offered', { fault: 'Nobody' }],
  ['a text for a number', { refund: '12' }],
  ['a day that does not exist', { due: '2026-02-30' }],
  ['a day in words', { due: 'tomorrow' }],
  ['a number for yes or no', { returned: 1 }],
  ['a number for a text', { reason: 4 }],
])('%s is no answer', (_what, fields) => {
  expect(desk().run(ana, 'case.set-fields', set(fields))).toEqual({
    refused: 'bad-field-value',
    about: Object.keys(fields)[0],
  })
})

test('what the form does not ask is not taken, nor a key that is none', () => {
  expect(desk().run(ana, 'case.set-fields', set({ vip: true }))).toEqual({ refused: 'no-such-field', about: 'vip' })
  expect(desk().run(ana, 'case.set-fields', set({ constructor: 'x' }))).toMatchObject({ refused: 'no-such-field' })
  const on = desk()
  const unnamed = JSON.parse('{"__proto__":"x"}') as { [key: string]: string }
  on.run(ana, 'case.set-fields', { caseId, fields: unnamed })
  expect(on.rows.get('cases', caseId)?.fields).toEqual({ zendesk_1: 'kept' })
  expect(desk().run(ana, 'case.set-fields', set({ zendesk_1: null }))).toBeNull()
})

test('whoever only reads cases answers nothing', () => {
  expect(desk().run(reader, 'case.set-fields', set({ reason: 'Late' }))).toEqual({ refused: 'not-allowed' })
  expect(desk().run(reader, 'case.set-driver', { caseId, driverId: driver.id })).toEqual({ refused: 'not-allowed' })
  expect(desk().run(reader, 'case.set-form', { caseId, formId: form.id, eventId: idOf(0x60) })).toEqual({
    refused: 'not-allowed',
  })
})

test('a case has a driver of the second level that is in use, or none', () => {
  const on = desk()
  expect(on.run(ana, 'case.set-driver', { caseId, driverId: driver.id })).toBeNull()
  expect(on.rows.get('cases', caseId)).toMatchObject({ driverId: driver.id, updatedAt: someInstant })
  for (const driverId of [heading.id, idOf(0x42), idOf(0x99)]) {
    expect(on.run(ana, 'case.set-driver', { caseId, driverId })).toEqual({ refused: 'not-a-driver' })
  }
  expect(on.run(ana, 'case.set-driver', { caseId, driverId: null })).toBeNull()
  expect(on.rows.get('cases', caseId)?.driverId).toBeNull()
})

test('another form is said in the thread; one that is switched off is not given', () => {
  const on = desk()
  expect(on.run(ana, 'case.set-form', { caseId, formId: idOf(0x41), eventId: idOf(0x60) })).toEqual({
    refused: 'no-such-form',
  })
  expect(on.run(ana, 'case.set-form', { caseId, formId: form.id, eventId: idOf(0x60) })).toBeNull()
  expect(on.rows.changed('messages', idOf(0x60))).toMatchObject({
    kind: 'event',
    event: { name: 'form-changed', detail: { form: 'Returns' } },
  })
  expect(on.rows.get('cases', caseId)).toMatchObject({ formId: form.id, messageCount: 1 })
  expect(on.run(ana, 'case.set-form', { caseId, formId: form.id, eventId: idOf(0x61) })).toBeNull()
  expect(on.rows.changed('messages', idOf(0x61))).toBeUndefined()
})
