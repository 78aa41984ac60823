import { expect, test } from 'vitest'
import type { Case } from '#shared/domain/case.ts'
import { aCase, aDriver, aField, aForm, aMacro, aQueue, anAgent, idOf } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

const ana = anAgent()
const form = aForm({
  isDriverRequired: true,
  fields: [
    aField(),
    aField({ key: 'refund', label: 'Refund', kind: 'number' }),
    aField({ key: 'note', isRequiredToSolve: false }),
  ],
})
const driver = aDriver()
const item = { id: idOf(0x70), text: 'Look at the photos', done: null }
const complete = { fields: { reason: 'Late', refund: 0 }, driverId: driver.id }
const solving = aMacro({ actions: [{ do: 'set-status', status: 'solved' }] })

const deskWith = (set: Partial<Case>, queueForm: string | null = form.id): OnRows =>
  new OnRows({
    cases: [aCase(set)],
    queues: [aQueue({ formId: queueForm }), aQueue({ id: idOf(0x31), name: 'Asks nothing' })],
    forms: [form, aForm({ id: idOf(0x41), name: 'Short', fields: [aField({ key: 'short' })] })],
    drivers: [driver],
    macros: [solving],
  })

const caseId = aCase().id
const written = { caseId, messageId: idOf(0x51), text: 'All done.', afterReplyId: null }

/** Every way that an agent has to a status, each to solved or closed. */
const ways = [
  ['the status', (desk: OnRows) => desk.run(ana, 'case.set-status', { caseId, status: 'solved' })],
  ['the status, to closed', (desk: OnRows) => desk.run(ana, 'case.set-status', { caseId, status: 'closed' })],
  ['a reply that solves', (desk: OnRows) => desk.run(ana, 'case.reply', { ...written, status: 'solved' })],
  ['a macro that solves', (desk: OnRows) => desk.run(ana, 'macro.apply', { ...written, macroId: solving.id })],
] as const

// Catches a way to solved that forgets to ask, as macros did elsewhere for years.
test.each(ways)('no case is solved by %s while something that is asked is missing', (_way, solve) => {
  expect(solve(deskWith({}))).toEqual({ refused: 'fields-missing', about: 'reason' })
  expect(solve(deskWith({ fields: { reason: 'Late' } }))).toEqual({ refused: 'fields-missing', about: 'refund' })
  expect(solve(deskWith({ ...complete, fields: { reason: '  ', refund: 1 } }))).toEqual({
    refused: 'fields-missing',
    about: 'reason',
  })
  expect(solve(deskWith({ ...complete, driverId: null }))).toEqual({ refused: 'driver-missing' })
  expect(solve(deskWith({ ...complete, checklist: [item] }))).toEqual({ refused: 'checklist-open' })
  expect(solve(deskWith(complete))).toBeNull()
})

test.each(ways)('what solves by %s writes nothing where it is refused', (_way, solve) => {
  const desk = deskWith({})
  solve(desk)
  expect(desk.rows.get('cases', caseId)).toEqual(aCase())
})

test('a case is asked what its own form asks rather than what its queue asks', () => {
  const solve = (desk: OnRows) => desk.run(ana, 'case.set-status', { caseId, status: 'solved' })
  expect(solve(deskWith({ formId: idOf(0x41) }))).toEqual({ refused: 'fields-missing', about: 'short' })
  expect(solve(deskWith({ formId: idOf(0x41), fields: { short: 'Yes' } }))).toBeNull()
  expect(solve(deskWith({}, null))).toBeNull()
})

test('a form that is switched off or gone asks nothing', () => {
  const solve = (formId: string, active: boolean) =>
    new OnRows({ cases: [aCase({ formId })], queues: [aQueue()], forms: [{ ...form, active }] }).run(
      ana,
      'case.set-status',
      { caseId, status: 'solved' },
    )
  expect(solve(form.id, false)).toBeNull()
  expect(solve(idOf(0x99), true)).toBeNull()
})

// Catches answers that are emptied afterwards, and a solved case that nobody can work with since its form grew.
test('a solved case may lack what it lacked before, but no answer is taken from it', () => {
  const desk = deskWith({ ...complete, status: 'solved', fields: { reason: 'Late' } })
  expect(desk.run(ana, 'case.change-tags', { caseId, add: ['vip'], remove: [] })).toBeNull()
  expect(desk.run(ana, 'case.set-fields', { caseId, fields: { reason: null } })).toEqual({
    refused: 'fields-missing',
    about: 'reason',
  })
  expect(desk.run(ana, 'case.set-driver', { caseId, driverId: null })).toEqual({ refused: 'driver-missing' })
  expect(desk.run(ana, 'case.set-fields', { caseId, fields: { reason: 'Lost' } })).toBeNull()
})

test('an import brings solved cases as they are', () => {
  const desk = deskWith({})
  const row = aCase({ id: idOf(0x81), status: 'solved' })
  expect(desk.runAsService('rows.write', { rows: [{ table: 'cases', row }] })).toBeNull()
})

test('neither does a party who writes on an open case meet the form, nor a step that solves nothing', () => {
  const desk = deskWith({})
  expect(desk.runAsService('case.receive', { caseId, messageId: idOf(0x52), text: 'Hello?' })).toBeNull()
  expect(desk.run(ana, 'case.set-status', { caseId, status: 'pending' })).toBeNull()
  expect(desk.run(ana, 'case.move', { caseId, queueId: idOf(0x31) })).toBeNull()
  expect(desk.run(ana, 'case.set-status', { caseId, status: 'solved' })).toBeNull()
})
