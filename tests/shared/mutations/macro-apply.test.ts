import { expect, test } from 'vitest'
import type { Macro } from '#shared/domain/macro.ts'
import type { MacroVersion } from '#shared/domain/macro-version.ts'
import { aCase, aMacro, anAgent, anOrder, idOf, someInstant } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

const ana = anAgent()
const row = aCase({ orderIds: [idOf(6)], tags: ['late'], fields: { channel: 'chat', tier: 'gold' } })
const apply = {
  caseId: row.id,
  macroId: idOf(10),
  messageId: idOf(0x51),
  noteId: idOf(0x52),
  text: 'Sorry for the wait.',
  afterReplyId: null,
}
const deskWith = (macro: Partial<Macro>, more: readonly Macro[] = []) =>
  new OnRows({ cases: [row], orders: [anOrder()], agents: [ana], macros: [aMacro(macro), ...more] })

test('a macro changes everything that it names: tags whole, subject, fields, language, followers, a snooze, a note beside', () => {
  const desk = deskWith({
    actions: [
      { do: 'set-tags', tags: ['refund', 'vip'] },
      { do: 'set-subject', subject: 'Refund for {{order.number}}' },
      { do: 'set-field', key: 'refund', value: '{{order.total}}' },
      { do: 'set-field', key: 'tier', value: null },
      { do: 'set-language', locale: 'de' },
      { do: 'follow', agentId: 'me' },
      { do: 'snooze', hours: 24 },
      { do: 'add-note', text: 'Refunded by {{agent.name}}' },
      { do: 'assign', agentId: ana.id },
    ],
  })
  const filled = [
    { macro: 0, action: 1, text: 'Refund for A-100' },
    { macro: 0, action: 2, text: '12.50 USD' },
    { macro: 0, action: 7, text: 'Refunded by Ana Reyes' },
  ]
  expect(desk.run(ana, 'macro.apply', { ...apply, filled, named: { assigneeId: ana.id } })).toBeNull()
  expect(desk.rows.get('cases', row.id)).toMatchObject({
    tags: ['refund', 'vip'],
    subject: 'Refund for A-100',
    fields: { channel: 'chat', refund: '12.50 USD' },
    locale: 'de',
    followerIds: [ana.id],
    snooze: { until: '2026-11-23T07:00:00.000Z', byAgentId: ana.id },
    assigneeId: ana.id,
    messageCount: 2,
    snippet: 'Sorry for the wait.',
  })
  expect(desk.rows.changed('messages', apply.noteId)).toMatchObject({ kind: 'note', text: 'Refunded by Ana Reyes' })
})

// Catches a subject that reads "Refund for {{order.number}}" on the screen of a party.
test('a text of an action that nothing filled refuses the whole macro', () => {
  const desk = deskWith({ actions: [{ do: 'set-subject', subject: 'For {{order.number}}' }] })
  expect(desk.run(ana, 'macro.apply', apply)).toEqual({ refused: 'unresolved-placeholder', about: 'set-subject' })
})

// Catches an action of a newer build that is passed over, and a macro that is then half applied.
test('a macro with an action that this build does not know is refused by name, and nothing of it is done', () => {
  const desk = deskWith({
    actions: [
      { do: 'set-priority', priority: 'high' },
      { do: 'launch-rocket', at: 'dawn' },
    ],
  })
  expect(desk.run(ana, 'macro.apply', apply)).toEqual({ refused: 'macro-needs-newer', about: 'launch-rocket' })
  expect(desk.rows.get('cases', row.id)).toEqual(row)
})

test('a condition that does not hold refuses the macro and says which one', () => {
  const of = (condition: NonNullable<Macro['conditions']>[number]) =>
    deskWith({ conditions: [condition] }).run(ana, 'macro.apply', { ...apply, orderId: idOf(6) })
  expect(of({ if: 'market', markets: ['MY'] })).toEqual({ refused: 'macro-condition-failed', about: 'market' })
  expect(of({ if: 'order-state', states: ['delivered'] })).toMatchObject({ about: 'order-state' })
  expect(of({ if: 'language', languages: ['de'] })).toMatchObject({ about: 'language' })
  expect(of({ if: 'phase-of-the-moon' })).toMatchObject({ about: 'newer' })
  expect(of({ if: 'order-state', states: ['Shipped'] })).toBeNull()
  expect(of({ if: 'channel', channels: ['chat'] })).toBeNull()
  expect(of({ if: 'field', key: 'tier', values: ['gold'] })).toBeNull()
})

// Catches an order of somebody else's that lets a macro through.
test('only an order of the case itself counts for a condition', () => {
  const other = anOrder({ id: idOf(0x66), status: 'delivered' })
  const macro = aMacro({ conditions: [{ if: 'order-state', states: ['delivered'] }] })
  const desk = new OnRows({ cases: [row], orders: [other], macros: [macro] })
  expect(desk.run(ana, 'macro.apply', { ...apply, orderId: other.id })).toMatchObject({ about: 'order-state' })
})

test('several macros go out as one: their actions in order, the later ones over the earlier', () => {
  const second = aMacro({
    id: idOf(0xb2),
    actions: [
      { do: 'set-status', status: 'solved' },
      { do: 'add-tags', tags: ['b'] },
    ],
  })
  const desk = deskWith(
    {
      actions: [
        { do: 'set-status', status: 'pending' },
        { do: 'add-tags', tags: ['a'] },
      ],
    },
    [second],
  )
  expect(desk.run(ana, 'macro.apply', { ...apply, withMacroIds: [second.id] })).toBeNull()
  expect(desk.rows.get('cases', row.id)).toMatchObject({ status: 'solved', tags: ['late', 'a', 'b'] })
  expect(desk.rows.changed('messages', apply.messageId)).toMatchObject({ macroIds: [idOf(10), second.id] })
})

test('one that is off, gone or of the other kind refuses the whole stack', () => {
  const off = aMacro({ id: idOf(0xb3), active: false })
  const note = aMacro({ id: idOf(0xb4), kind: 'note' })
  const desk = deskWith({}, [off, note])
  const withOne = (id: string) => desk.run(ana, 'macro.apply', { ...apply, withMacroIds: [id] })
  expect(withOne(off.id)).toEqual({ refused: 'macro-is-off' })
  expect(withOne(idOf(0xff))).toMatchObject({ refused: 'not-found' })
  expect(withOne(note.id)).toMatchObject({ refused: 'bad-arguments' })
  expect(desk.rows.get('cases', row.id)).toEqual(row)
})

// Catches macros that are used a hundred times a day and counted never.
test('a macro without a text writes nothing, and the thread says that it was applied; one with a text is never applied without it', () => {
  const bare = deskWith({ template: '', actions: [{ do: 'set-status', status: 'solved' }] })
  expect(bare.run(ana, 'macro.apply', { ...apply, text: '' })).toBeNull()
  expect(bare.rows.get('cases', row.id)).toMatchObject({ status: 'solved', messageCount: 1, waitingSince: null })
  expect(bare.rows.changed('messages', apply.messageId)).toMatchObject({
    kind: 'event',
    text: '',
    macroId: apply.macroId,
    event: { name: 'macro-applied' },
  })
  const texted = deskWith({ actions: [{ do: 'set-status', status: 'solved' }] })
  expect(texted.run(ana, 'macro.apply', { ...apply, text: '' })).toMatchObject({ refused: 'bad-arguments' })
})

test('whom or what an action names must be there: an agent who left, a form or a driver that is off', () => {
  const gone = anAgent({ id: idOf(0x99), active: false })
  const assign = new OnRows({
    cases: [row],
    agents: [gone],
    macros: [aMacro({ actions: [{ do: 'assign', agentId: gone.id }] })],
  })
  expect(assign.run(ana, 'macro.apply', { ...apply, named: { assigneeId: gone.id } })).toEqual({
    refused: 'not-an-agent',
  })
  expect(assign.run(ana, 'macro.apply', apply)).toEqual({ refused: 'not-an-agent' })
  const form = deskWith({ actions: [{ do: 'set-form', formId: idOf(0x77) }] })
  expect(form.run(ana, 'macro.apply', { ...apply, named: { formId: idOf(0x77) } })).toEqual({
    refused: 'not-found',
    about: 'forms',
  })
})

const version = (set: Partial<MacroVersion> = {}): MacroVersion => ({
  id: idOf(0xc1),
  macroId: idOf(10),
  number: 1,
  basedOn: 0,
  state: 'draft',
  content: {
    ...aMacro(),
    scope: { of: 'agent', agentId: ana.id },
    actions: [{ do: 'set-priority', priority: 'urgent' }],
  },
  note: '',
  authorId: ana.id,
  authorName: ana.name,
  createdAt: someInstant,
  updatedAt: someInstant,
  review: null,
  publishedAt: null,
  ...set,
})

test('a draft is tried by its author before it is in force, and by nobody else', () => {
  const desk = new OnRows({ cases: [row], macroVersions: [version()] })
  const tried = { ...apply, versionId: idOf(0xc1) }
  expect(desk.run(anAgent({ id: idOf(0x44) }), 'macro.apply', tried)).toEqual({ refused: 'not-allowed' })
  expect(desk.run(ana, 'macro.apply', apply)).toMatchObject({ refused: 'not-found' })
  expect(desk.run(ana, 'macro.apply', tried)).toBeNull()
  expect(desk.rows.get('cases', row.id)?.priority).toBe('urgent')
})
