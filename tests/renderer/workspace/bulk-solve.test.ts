import { expect, test } from 'vitest'
import { BulkRun } from '#renderer/workspace/bulk-run.ts'
import { completed, missingForAll } from '#renderer/workspace/bulk-solve.ts'
import { statusStep } from '#renderer/workspace/bulk-steps.ts'
import { macroStep } from '#renderer/workspace/macro-bulk.ts'
import type { CaseForm } from '#shared/domain/case-form.ts'
import { aCase, aMacro, anAgent, aQueue, idOf } from '#tests/builders.ts'
import { workspaceOnRows } from './workspace-on-rows.ts'

const ports = { now: () => 0, later: (work: () => void) => work() }
const field = { kind: 'text' as const, options: [], isRequiredToSolve: true }
const form: CaseForm = {
  id: idOf(0x61),
  name: 'Returns',
  fields: [
    { ...field, key: 'cause', label: 'Cause' },
    { ...field, key: 'parcel', label: 'Parcel' },
  ],
  isDriverRequired: true,
  active: true,
}
const heading = { id: idOf(0x62), name: 'Delivery', parentId: null, position: 1, active: true }
const driver = { id: idOf(0x63), name: 'Late', parentId: heading.id, position: 1, active: true }
const bare = aCase({ id: idOf(0x81), number: '1', status: 'open', formId: form.id })
const said = aCase({ id: idOf(0x82), number: '2', status: 'open', formId: form.id, fields: { cause: 'own' } })
const listed = aCase({
  id: idOf(0x83),
  number: '3',
  status: 'open',
  formId: form.id,
  checklist: [{ id: idOf(0x91), text: 'Weigh it', done: null }],
})
const free = aCase({ id: idOf(0x84), number: '4', status: 'open' })
const cases = [bare, said, listed, free]
const ids = cases.map(({ id }) => id)

const desk = (more: object = {}) =>
  workspaceOnRows(anAgent(), { cases, forms: [form], drivers: [heading, driver], queues: [aQueue()], ...more })

const solvingOf = (step: ReturnType<typeof statusStep>) => {
  if (step.solving === undefined) throw new Error('It solves.')
  return step.solving
}

test('what many cases lack to be solved is found once, with how many of them', () => {
  const { workspace } = desk()
  const missing = missingForAll(workspace, solvingOf(statusStep(workspace, 'solved')), ids)
  expect(missing?.fields.map(({ field: { key }, n }) => [key, n])).toEqual([
    ['cause', 2],
    ['parcel', 3],
  ])
  expect(missing?.withoutDriver).toBe(3)
  expect(statusStep(workspace, 'pending').solving).toBeUndefined()
  expect(missingForAll(workspace, solvingOf(statusStep(workspace, 'solved')), [free.id])).toBeNull()
})

// Catches answers that overwrite what a case said, a case that is changed and then not solved, and a way past the gate.
test('answers go where one is missing, what still lacks something is left whole, and all of it goes back', () => {
  const { workspace, named } = desk()
  const step = statusStep(workspace, 'solved')
  const answers = new Map([[form.id, { cause: 'damp', parcel: 'P1' }]])
  const solve = completed(workspace, step, solvingOf(step), { fields: answers, driverId: driver.id })
  const run = BulkRun.start(workspace, solve, ids, ports)
  expect(run.done.map(({ before }) => before.number)).toEqual(['1', '2', '4'])
  expect(run.refusals().map(({ number, reason }) => [number, reason])).toEqual([['3', 'checklist-open']])
  expect(workspace.get('cases', said.id)).toMatchObject({
    status: 'solved',
    fields: { cause: 'own', parcel: 'P1' },
    driverId: driver.id,
  })
  expect(workspace.get('cases', listed.id)).toEqual(listed)
  expect(named.at(2)).toMatchObject({ name: 'case.set-status', dependsOn: ['op 1', 'op 2'] })
  const undo = BulkRun.undo(workspace, run, ports)
  expect([undo?.done.length, undo?.refused.length]).toEqual([3, 0])
  for (const row of cases) {
    expect(workspace.get('cases', row.id)).toMatchObject({ status: row.status, fields: row.fields })
  }
})

test('what is left open leaves the cases that need it as they are, and a macro is asked about no more than it leaves open', () => {
  const macro = aMacro({
    kind: 'note',
    template: 'Solved',
    actions: [
      { do: 'set-status', status: 'solved' },
      { do: 'set-field', key: 'cause', value: 'damp' },
      { do: 'set-driver', driverId: driver.id },
    ],
  })
  const { workspace } = desk({ macros: [macro] })
  const step = macroStep(workspace, { macroId: macro.id, content: macro })
  const missing = missingForAll(workspace, solvingOf(step), ids)
  expect([missing?.fields.map(({ field: { key } }) => key), missing?.withoutDriver]).toEqual([['parcel'], 0])
  const solve = completed(workspace, step, solvingOf(step), { fields: new Map(), driverId: null })
  const run = BulkRun.start(workspace, solve, ids, ports)
  expect(run.done.map(({ before }) => before.number)).toEqual(['4'])
  expect(new Set(run.refusals().map(({ reason }) => reason))).toEqual(new Set(['fields-missing']))
  expect(workspace.get('cases', bare.id)).toEqual(bare)
})
