import fc from 'fast-check'
import { expect, test } from 'vitest'
import { en } from '#renderer/words/en.ts'
import { SopRunState, runMoves, unclockedRun } from '#shared/domain/sop-run.ts'
import type { SopStep } from '#shared/domain/sop-step.ts'
import { aCase, aSop, anAgent, idOf, someInstant } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

const ana = anAgent()
const ben = anAgent({ id: idOf(0x20), name: 'Ben Tan', role: 'tier-2' })
const row = aCase()
const steps: SopStep[] = [
  { key: 'photo', title: 'Ask for a photo', kind: 'check', evidence: ['Photo of the box'] },
  {
    key: 'broken',
    title: 'Is it broken?',
    kind: 'choice',
    choices: [
      { key: 'yes', label: 'Yes' },
      { key: 'no', label: 'No', next: 'end' },
    ],
  },
  {
    key: 'refund',
    title: 'Refund',
    kind: 'check',
    limits: [
      { role: 'tier-1', amount: 50, currency: 'USD' },
      { role: 'tier-2', amount: 500, currency: 'USD' },
    ],
  },
]
const sop = aSop({ version: 3, steps })
const sopRunId = idOf(0xe1)
let events = 0x1000
const of = () => ({ sopRunId, caseId: row.id, eventId: idOf((events += 1)) })
const photo = { key: 'photo', evidence: [{ what: 'Photo of the box', given: 'In the thread, 10:02' }] }

const begun = (): OnRows => {
  const desk = new OnRows({ cases: [row], sops: [sop] })
  expect(desk.run(ana, 'sop-run.start', { ...of(), sopId: sop.id })).toBeNull()
  return desk
}
const runOf = (desk: OnRows) => desk.rows.get('sopRuns', sopRunId)

test('steps are done in their order, each with who and when, and the thread tells of the beginning and the end', () => {
  const desk = begun()
  expect(desk.run(ana, 'sop-run.step', { ...of(), key: 'refund', amount: 5 })).toEqual({
    refused: 'step-locked',
    about: 'refund',
  })
  expect(desk.run(ana, 'sop-run.step', { ...of(), key: 'photo' })).toEqual({
    refused: 'step-needs-evidence',
    about: 'photo',
  })
  expect(desk.run(ana, 'sop-run.step', { ...of(), ...photo })).toBeNull()
  expect(desk.run(ana, 'sop-run.step', { ...of(), key: 'broken' })).toMatchObject({ refused: 'step-needs-choice' })
  expect(desk.run(ben, 'sop-run.step', { ...of(), key: 'broken', choice: 'no', note: 'Only scratched' })).toBeNull()
  expect(runOf(desk)).toMatchObject({
    state: 'finished',
    endedAt: someInstant,
    done: [
      { key: 'photo', byName: 'Ana Reyes', role: 'tier-1', at: someInstant },
      { key: 'broken', byName: 'Ben Tan', choice: 'no', note: 'Only scratched' },
    ],
  })
  expect(desk.rows.get('cases', row.id)?.messageCount).toBe(2)
})

test('an amount above what a role may decide is refused, and somebody who may goes on', () => {
  const desk = begun()
  desk.run(ana, 'sop-run.step', { ...of(), ...photo })
  desk.run(ana, 'sop-run.step', { ...of(), key: 'broken', choice: 'yes' })
  expect(desk.run(ana, 'sop-run.step', { ...of(), key: 'refund' })).toMatchObject({ refused: 'step-needs-amount' })
  expect(desk.run(ana, 'sop-run.step', { ...of(), key: 'refund', amount: 51 })).toEqual({
    refused: 'over-limit',
    about: 'refund',
  })
  expect(desk.run(ben, 'sop-run.step', { ...of(), key: 'refund', amount: 51 })).toBeNull()
  expect(runOf(desk)?.done.at(-1)).toMatchObject({ amount: 51, currency: 'USD', role: 'tier-2' })
})

// Catches steps that change under the hands of somebody who is in the middle of them.
test('a version that is replaced meanwhile leaves a run as it began, and one begun offline is begun', () => {
  const desk = begun()
  desk.run(ana, 'sop-run.step', { ...of(), ...photo })
  desk.rows.write([
    {
      do: 'put',
      table: 'sops',
      row: { ...sop, state: 'archived', ended: { why: 'superseded', at: someInstant }, steps: [] },
    },
  ])
  expect(desk.run(ana, 'sop-run.step', { ...of(), key: 'broken', choice: 'no' })).toBeNull()
  expect(runOf(desk)).toMatchObject({ state: 'finished', version: 3, steps })
})

test.each(['expired', 'withdrawn'] as const)('an SOP that is %s is not begun any more', (why) => {
  const desk = new OnRows({ cases: [row], sops: [{ ...sop, state: 'archived', ended: { why, at: someInstant } }] })
  expect(desk.run(ana, 'sop-run.start', { ...of(), sopId: sop.id })).toEqual({ refused: 'sop-not-in-force' })
})

test('only who works on the case works through its steps, and no step is done on another case', () => {
  const desk = begun()
  const reader = anAgent({ role: 'quality' })
  expect(desk.run(reader, 'sop-run.step', { ...of(), ...photo })).toEqual({ refused: 'not-allowed' })
  const other = aCase({ id: idOf(0x99), number: '9' })
  desk.rows.write([{ do: 'put', table: 'cases', row: other }])
  expect(desk.run(ana, 'sop-run.step', { ...of(), caseId: other.id, ...photo })).toEqual({
    refused: 'not-found',
    about: 'sopRuns',
  })
})

const walk = [
  { to: 'finished', run: (desk: OnRows) => desk.run(ana, 'sop-run.step', { ...of(), ...photo }) },
  { to: 'finished', run: (desk: OnRows) => desk.run(ana, 'sop-run.step', { ...of(), key: 'broken', choice: 'no' }) },
  { to: 'stopped', run: (desk: OnRows) => desk.run(ana, 'sop-run.stop', { ...of(), why: 'Wrong SOP' }) },
] as const

test('a run goes only where its table has a way; every state is reached, and what is over stays as it is', () => {
  const reached = new Set<SopRunState>()
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...walk), { maxLength: 8 }), (some) => {
      const desk = begun()
      for (const { run } of some) {
        const before = runOf(desk)
        const refusal = run(desk)
        const after = runOf(desk)
        if (before === undefined || after === undefined) throw new Error('The run is gone.')
        reached.add(after.state)
        expect([before.state, ...runMoves[before.state]]).toContain(after.state)
        const isOver = before.state !== 'running'
        expect(isOver ? [refusal?.refused, after] : []).toEqual(isOver ? ['run-is-over', before] : [])
        expect(refusal === null || Object.hasOwn(en, `refused.${refusal.refused}`)).toBe(true)
      }
    }),
    { numRuns: 200 },
  )
  expect([...reached].sort()).toEqual([...SopRunState.options].sort())
  // Whoever works through it is held to the clocks of the case: only what is over waits for nobody.
  for (const state of SopRunState.options) {
    expect([state, unclockedRun[state] === 'it-is-over']).toEqual([state, runMoves[state].length === 0])
  }
})
