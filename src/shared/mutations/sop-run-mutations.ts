import { z } from 'zod'
import type { Agent } from '../domain/agent.ts'
import { Id } from '../domain/base.ts'
import { type Case, isMerged } from '../domain/case.ts'
import { type SopRun, type SopRunState, type StepDone, runMoves } from '../domain/sop-run.ts'
import { type SopStep, StepKey } from '../domain/sop-step.ts'
import { can } from '../permissions.ts'
import type { Refusal } from '../refusals.ts'
import { isInForce } from '../sop-force.ts'
import { type StepPlace, limitOf, nextStep } from '../sop-steps.ts'
import { changedWith } from './case-event.ts'
import { type Context, children, create, defineMutation, every, one, put, refuse } from './define-mutation.ts'
import { agentOf } from './escalation-turns.ts'

/** Why nobody may work through an SOP on this case, or null. */
function caseRefusal(row: Case, context: Context): Refusal | null {
  if (!can(context.actor).change(row)) return refuse('not-allowed')
  return isMerged(row) ? refuse('case-merged') : null
}

const canEnd = (state: SopRunState, to: SopRunState): boolean => runMoves[state].includes(to)

/** Begins to work through an SOP on a case, in the version that is in force; it stays that version to the end. */
export const sopRunStart = defineMutation({
  name: 'sop-run.start',
  by: 'agent',
  args: z.strictObject({ sopRunId: Id, caseId: Id, sopId: Id, eventId: Id }),
  reads: (args) => ({ row: one('cases', args.caseId), sop: one('sops', args.sopId) }),
  apply({ row, sop }, args, context) {
    const by = agentOf(context)
    const refusal = caseRefusal(row, context)
    if (by === null || refusal !== null) return refusal ?? refuse('not-allowed')
    const steps = sop.steps ?? []
    if (steps.length === 0) return refuse('bad-steps', 'none')
    // One that was begun offline while it was in force is begun, whatever became of it meanwhile: the steps are kept.
    const wasInForce = sop.ended?.why === 'superseded' || isInForce(sop, row.market, Date.parse(context.at))
    if (!wasInForce) return refuse('sop-not-in-force')
    const { groupId, version, title, locale } = sop
    const run: SopRun = {
      id: args.sopRunId,
      caseId: row.id,
      groupId,
      sopId: sop.id,
      version,
      title,
      locale,
      steps,
      done: [],
      state: 'running',
      startedBy: { agentId: by.id, name: by.name },
      startedAt: context.at,
      endedAt: null,
    }
    const detail = { title, version: String(version) }
    const happened = { id: args.eventId, name: 'sop-run-started' as const, detail }
    return { changes: [create('sopRuns', run), ...changedWith(context, row, happened)] }
  },
})

const given = z.strictObject({ what: z.string().min(1).max(200), given: z.string().min(1).max(500) })
const stepArgs = z.strictObject({
  sopRunId: Id,
  caseId: Id,
  key: StepKey,
  choice: StepKey.optional(),
  note: z.string().max(1000).optional(),
  evidence: z.array(given).max(5).optional(),
  amount: z.number().min(0).max(1e12).optional(),
  /** For the entry in the thread, where it is the last step. */
  eventId: Id,
})
type StepArgs = z.infer<typeof stepArgs>

/** Why a step is not done by this, or null. */
function stepRefusal(step: SopStep, args: StepArgs): Refusal | null {
  if (step.kind === 'choice' && !(step.choices ?? []).some(({ key }) => key === args.choice))
    return refuse('step-needs-choice', step.key)
  const lacks = (step.evidence ?? []).some(
    (what) => !(args.evidence ?? []).some((one) => one.what === what && one.given.trim() !== ''),
  )
  return lacks ? refuse('step-needs-evidence', step.key) : null
}

/** Why the amount is not for this agent to decide, or null. */
function limitRefusal(step: SopStep, amount: number | undefined, { actor }: Context, place: StepPlace): Refusal | null {
  const limit = actor.kind === 'agent' ? limitOf(step, actor.agent.role, place) : null
  if (limit === null) return null
  if (amount === undefined) return refuse('step-needs-amount', step.key)
  return amount > limit.amount ? refuse('over-limit', step.key) : null
}

/** Why this is not done in this run now, or null. */
function runRefusal(
  run: SopRun,
  step: SopStep | null,
  args: StepArgs,
  context: Context,
  place: StepPlace,
): Refusal | null {
  if (run.state !== 'running') return refuse('run-is-over', run.state)
  if (step?.key !== args.key) return refuse('step-locked', args.key)
  return stepRefusal(step, args) ?? limitRefusal(step, args.amount, context, place)
}

/** A step as it was done. */
function doneBy(by: Agent, step: SopStep, { key, choice, note, evidence, amount }: StepArgs, at: string): StepDone {
  const [limit] = step.limits ?? []
  return {
    key,
    at,
    byAgentId: by.id,
    byName: by.name,
    role: by.role,
    ...(step.kind === 'choice' && choice !== undefined ? { choice } : {}),
    ...(note === undefined || note.trim() === '' ? {} : { note }),
    ...(evidence === undefined || evidence.length === 0 ? {} : { evidence }),
    ...(limit === undefined || amount === undefined ? {} : { amount, currency: limit.currency }),
  }
}

const isOf = (run: SopRun, row: Case): boolean => run.caseId === row.id

/** Does the next step of an SOP on a case; any other is locked. With the last one the run is finished. */
export const sopRunStep = defineMutation({
  name: 'sop-run.step',
  by: 'agent',
  args: stepArgs,
  reads: (args) => ({
    row: one('cases', args.caseId),
    run: one('sopRuns', args.sopRunId),
    limits: every('limits'),
    actions: children('actions', args.caseId),
  }),
  apply({ row, run, limits, actions }, args, context) {
    const by = agentOf(context)
    const refusal = caseRefusal(row, context)
    if (by === null || refusal !== null) return refusal ?? refuse('not-allowed')
    if (!isOf(run, row)) return refuse('not-found', 'sopRuns')
    const step = nextStep(run.steps, run.done)
    const wrong = runRefusal(run, step, args, context, { market: row.market, limits, actions })
    if (step === null || wrong !== null) return wrong ?? refuse('step-locked', args.key)
    const all = [...run.done, doneBy(by, step, args, context.at)]
    const isLast = nextStep(run.steps, all) === null
    if (!isLast) return { changes: [put('sopRuns', { ...run, done: all })] }
    const finished = { ...run, done: all, state: 'finished' as const, endedAt: context.at }
    const detail = { title: run.title, version: String(run.version) }
    const happened = { id: args.eventId, name: 'sop-run-finished' as const, detail }
    return { changes: [put('sopRuns', finished), ...changedWith(context, row, happened)] }
  },
})

/** Stops working through an SOP before its last step, and says why. What was done stays. */
export const sopRunStop = defineMutation({
  name: 'sop-run.stop',
  by: 'agent',
  args: z.strictObject({ sopRunId: Id, caseId: Id, why: z.string().min(1).max(500), eventId: Id }),
  reads: (args) => ({ row: one('cases', args.caseId), run: one('sopRuns', args.sopRunId) }),
  apply({ row, run }, args, context) {
    const refusal = caseRefusal(row, context)
    if (refusal !== null) return refusal
    if (!isOf(run, row)) return refuse('not-found', 'sopRuns')
    if (!canEnd(run.state, 'stopped')) return refuse('run-is-over', run.state)
    const stopped = { ...run, state: 'stopped' as const, endedAt: context.at, why: args.why }
    const detail = { title: run.title, version: String(run.version), why: args.why }
    const happened = { id: args.eventId, name: 'sop-run-stopped' as const, detail }
    return { changes: [put('sopRuns', stopped), ...changedWith(context, row, happened)] }
  },
})
