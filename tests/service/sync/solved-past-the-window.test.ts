import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Case } from '#shared/domain/case.ts'
import { aField, aForm, aMacro } from '#tests/builders.ts'
import { type TestService, startTestService } from '../test-service.ts'
import { TestWindow } from '../test-window.ts'
import { caseRow, idOf, sent } from '../world.ts'

const inboundToken = 'inbound-token-of-this-test'
const formId = idOf('forms', 'asked')
const macroId = idOf('macros', 'solving')
const caseId = idOf('cases', 'A1')
const unasked = idOf('cases', 'A2')

let on: TestService
beforeAll(async () => {
  on = await startTestService({ inboundToken })
  const setStatus = { do: 'set-status' as const, status: 'solved' as const }
  await on.desk.write([
    { table: 'forms', row: aForm({ id: formId, fields: [aField({ key: 'outcome' })] }) },
    { table: 'macros', row: aMacro({ id: macroId, actions: [setStatus] }) },
    { table: 'cases', row: caseRow('A1', { formId }) },
    { table: 'cases', row: caseRow('A2', {}) },
  ])
})
afterAll(() => on.close())

const statusOf = async (id: string): Promise<Case['status']> => {
  const row = (await on.desk.row('cases', id === caseId ? 'A1' : 'A2')) as Case
  return row.status
}

const written = (id: string) => ({ caseId: id, messageId: randomUUID(), text: 'All done.', afterReplyId: null })

/** Everything by which a program that is no window could say that a case is solved, without asking anybody for what the form asks. */
const ways = [
  ['the status', 'case.set-status', (id: string) => ({ caseId: id, status: 'solved' })],
  ['the status, to closed', 'case.set-status', (id: string) => ({ caseId: id, status: 'closed' })],
  ['a reply', 'case.reply', (id: string) => ({ ...written(id), status: 'solved' })],
  ['a macro that solves', 'macro.apply', (id: string) => ({ ...written(id), macroId })],
  [
    'a status beside a macro',
    'macro.apply',
    (id: string) => ({ ...written(id), macroId, status: 'closed', messageId: randomUUID() }),
  ],
] as const

// Catches required fields that only the window asks for: whoever holds a session can send anything, and nothing of the window stands between.
test.each(ways)(
  '%s, sent past every window, solves no case whose form is not filled in',
  async (_, name, args) => {
    const program = await TestWindow.open(on, 'ana')
    const mutation = sent(1, name, args(caseId))
    expect(await program.push(mutation)).toEqual({ ok: true, last: 1 })
    expect(await program.pull()).toMatchObject({
      changes: [],
      results: [{ opId: mutation.opId, outcome: { refused: 'fields-missing', about: 'outcome' } }],
    })
    expect(await statusOf(caseId)).toBe('open')
    program.close()
  },
)

// Catches a wall that holds back everything: the same words solve a case that is asked nothing.
test('the same solves a case of which nothing is asked', async () => {
  const program = await TestWindow.open(on, 'ana')
  const mutation = sent(1, 'case.set-status', { caseId: unasked, status: 'solved' })
  await program.push(mutation)
  expect(await program.pull()).toMatchObject({ results: [{ opId: mutation.opId, outcome: { applied: true } }] })
  expect(await statusOf(unasked)).toBe('solved')
  program.close()
})

// Catches a message from outside that decides how a case stands: the one way in that needs no session.
test('a message that comes in from outside says nothing of the status', async () => {
  const response = await fetch(`${on.service.url}/inbound/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-tierdesk-token': inboundToken },
    body: JSON.stringify({ caseNumber: 'A1', messageId: randomUUID(), text: 'Thank you.', status: 'solved' }),
  })
  expect(response.status).toBe(400)
  expect(await statusOf(caseId)).toBe('open')
})
