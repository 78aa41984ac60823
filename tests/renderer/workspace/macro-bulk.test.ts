import { expect, test } from 'vitest'
import { reasonWords } from '#renderer/features/bulk/report-groups.ts'
import { BulkRun, type BulkStep } from '#renderer/workspace/bulk-run.ts'
import { macroStep } from '#renderer/workspace/macro-bulk.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { aCase, aMacro, anAgent, anOrder, aQueue, idOf } from '#tests/builders.ts'
import { workspaceOnRows } from './workspace-on-rows.ts'

const ports = { now: () => 0, later: (work: () => void) => work() }
const runOn = (workspace: Workspace, step: BulkStep, ids: readonly string[]) =>
  BulkRun.start(workspace, step, ids, ports)

const macro = aMacro({
  title: 'Late::Order',
  template: 'Order {{order.number}}: {{input.what}}',
  conditions: [{ if: 'market', markets: ['US'] }],
  inputs: [{ key: 'what', label: 'What', kind: 'text', options: [], isRequired: true }],
  actions: [
    { do: 'add-tags', tags: ['told'] },
    { do: 'add-note', text: 'Told about {{order.number}}' },
  ],
})
const source = { macroId: macro.id, content: macro }
const given = { inputs: { what: 'sent' } }
const fitting = aCase({ number: '1', orderIds: [idOf(6)] })
const orderless = aCase({ id: idOf(0x82), number: '2' })
const elsewhere = aCase({ id: idOf(0x83), number: '3', market: 'MY', orderIds: [idOf(6)] })
const closed = aCase({ id: idOf(0x84), number: '4', status: 'closed', orderIds: [idOf(6)] })
const ids = [fitting, orderless, elsewhere, closed].map(({ id }) => id)

const desk = () =>
  workspaceOnRows(anAgent(), {
    cases: [fitting, orderless, elsewhere, closed],
    orders: [anOrder()],
    macros: [macro],
    queues: [aQueue()],
  })

// Catches a macro on five hundred cases that stops at the first one it does not fit, sends one of them a hole, or does not say why not.
test('each of many cases is filled by itself, or left out with its reason', () => {
  const { workspace, named } = desk()
  const run = runOn(workspace, macroStep(workspace, source, given), [...ids, idOf(0x99)])
  expect(run.title).toBe('Macro: Order')
  expect(run.done.map(({ before }) => before.number)).toEqual(['1'])
  expect(named.map(({ args }) => (args as { text: string }).text)).toEqual(['Order A-100: sent'])
  expect(run.refusals().map(({ number, reason }) => [number, reasonWords(reason)])).toEqual([
    ['2', 'One placeholder has no value on this case and must be filled in before sending: {{order.number}}'],
    ['3', 'Only in US'],
    ['4', 'The case is closed and takes no more replies. Open a new case for the party.'],
    ['', 'No longer here for you: it was moved or removed.'],
  ])
  const unanswered = runOn(workspace, macroStep(workspace, source), [fitting.id])
  expect(unanswered.refusals().map(({ reason }) => reasonWords(reason))).toEqual(['Still to answer: What'])
})

// Catches an undo of a bulk that leaves five hundred replies to go out, or puts five hundred texts into drafts.
test('taken back, the cases are as they were, with their replies and notes, and no draft is written', () => {
  const { workspace, desk: rows, named } = desk()
  const run = runOn(workspace, macroStep(workspace, source, given), ids)
  expect(workspace.get('cases', fitting.id)?.tags).toContain('told')
  const undo = BulkRun.undo(workspace, run, ports)
  expect(undo?.done.map(({ before, stays }) => [before.number, stays])).toEqual([['1', null]])
  expect(workspace.get('cases', fitting.id)).toMatchObject({ tags: fitting.tags, lastReplyId: null, held: [] })
  expect(rows.rows.changedChildren('messages', fitting.id).map(({ event }) => event)).toMatchObject([
    { name: 'note-taken-back' },
    { name: 'reply-taken-back' },
  ])
  expect(named.map(({ name }) => name)).toEqual(['macro.apply', 'macro.undo'])
  expect(workspace.drafts()).toEqual([])
})

// Catches a report that calls a case put right while its note stands there for everyone to read.
test('what an undo cannot take back is counted', () => {
  const note = aMacro({ id: idOf(0x71), kind: 'note', template: 'Seen', actions: [{ do: 'add-tags', tags: ['told'] }] })
  const { workspace } = workspaceOnRows(anAgent(), { cases: [fitting], macros: [note], queues: [aQueue()] })
  const run = runOn(workspace, macroStep(workspace, { macroId: note.id, content: note }), [fitting.id])
  expect(BulkRun.undo(workspace, run, ports)?.done.map(({ stays }) => stays)).toEqual(['note'])
})
