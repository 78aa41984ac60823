import { isQueueOf } from '#shared/audience.ts'
import type { SopFeedbackKind } from '#shared/domain/sop-feedback.ts'
import type { SopMark } from '#shared/domain/sop-mark.ts'
import { newId } from '#shared/new-id.ts'
import { can } from '#shared/permissions.ts'
import { acknowledgedVersion } from '#shared/sop-gates.ts'
import type { Row } from '#shared/tables.ts'
import { say, sayMoney } from '#renderer/words/say.ts'
import type { Named, OutboxEntry, Workspace } from './workspace.ts'

type Sop = Row<'sops'>
type Run = Row<'sopRuns'>

/** How far the agent at this window is with an SOP. */
export const markOf = (workspace: Pick<Workspace, 'get' | 'me'>, groupId: string): SopMark | undefined =>
  workspace.get('sopMarks', workspace.me.id)?.marks.find((mark) => mark.groupId === groupId)

/** Notes that the agent has read a version, or has acknowledged it. */
export const markSop = (workspace: Workspace, sopId: string, isAcknowledged: boolean): Named =>
  workspace.mutate('sop.mark', { sopId, agentId: workspace.me.id, isAcknowledged })

const takesCases: ReadonlySet<string> = new Set(['tier-1', 'tier-2'])

/** The queues that ask for an acknowledgement which this agent still owes. */
export function queuesAsking(workspace: Pick<Workspace, 'all' | 'get' | 'me'>, sop: Sop): Row<'queues'>[] {
  const known = acknowledgedVersion(workspace.get('sopMarks', workspace.me.id), sop.groupId)
  return workspace
    .all('queues')
    .filter((queue) => isQueueOf(workspace.me, queue) && takesCases.has(workspace.me.role))
    .filter(({ sopGates = [] }) => sopGates.some((gate) => gate.groupId === sop.groupId && gate.version > known))
}

/** What an agent says of an SOP, or of there being none. */
export interface SaidOfSop {
  readonly kind: SopFeedbackKind
  readonly sopId: string | null
  readonly text: string
  readonly market: string | null
}

export const sayOfSop = (workspace: Workspace, said: SaidOfSop): Named =>
  workspace.mutate('sop.feed-back', { ...said, sopFeedbackId: newId(), locale: workspace.me.locale })

export const answerFeedback = (workspace: Workspace, sopFeedbackId: string, said: string): Named =>
  workspace.mutate('sop.answer-feedback', { sopFeedbackId, said })

/** What this agent may do with SOPs. */
export const sopRights = (workspace: Pick<Workspace, 'me'>) => can({ kind: 'agent', agent: workspace.me })

const runOf = (entry: OutboxEntry): unknown => (entry.args as { sopRunId?: unknown }).sopRunId
const afterRun = (workspace: Workspace, sopRunId: string): string[] =>
  workspace
    .waiting()
    .filter((entry) => runOf(entry) === sopRunId)
    .slice(-1)
    .map(({ opId }) => opId)

/** Begins to work through an SOP on a case. */
export const startRun = (workspace: Workspace, caseId: string, sopId: string): Named =>
  workspace.mutate('sop-run.start', { sopRunId: newId(), caseId, sopId, eventId: newId() })

/** What a step is done with. */
export interface StepGiven {
  readonly choice?: string
  readonly note?: string
  readonly evidence?: { what: string; given: string }[]
  readonly amount?: number
}

export const doStep = (workspace: Workspace, run: Run, key: string, given: StepGiven): Named =>
  workspace.mutate(
    'sop-run.step',
    { sopRunId: run.id, caseId: run.caseId, key, eventId: newId(), ...given },
    afterRun(workspace, run.id),
  )

export const stopRun = (workspace: Workspace, run: Run, why: string): Named =>
  workspace.mutate(
    'sop-run.stop',
    { sopRunId: run.id, caseId: run.caseId, why, eventId: newId() },
    afterRun(workspace, run.id),
  )

/** What Tier 2 is told of the SOP that was worked through last on a case; null: none was. */
export function triedOn(
  workspace: Pick<Workspace, 'children'>,
  caseId: string,
): { sopId: string; done: readonly { step: string; result: string }[]; evidence: string } | null {
  const [run] = runsOn(workspace, caseId)
  if (run === undefined || run.done.length === 0) return null
  const done = run.done.map(({ key, choice, note, amount, currency, evidence = [] }) => {
    const step = run.steps.find((one) => one.key === key)
    const sum = amount === undefined || currency === undefined ? undefined : sayMoney(amount, currency)
    const answer = step?.choices?.find((one) => one.key === choice)?.label
    const result = [answer, sum, ...evidence.map(({ given }) => given), note].filter((part) => part !== undefined)
    return { step: step?.title ?? key, result: result.length === 0 ? say('sop.step-done') : result.join(' · ') }
  })
  const evidence = run.done.flatMap((one) => (one.evidence ?? []).map(({ what, given }) => `${what}: ${given}`))
  return { sopId: run.sopId, done: done.slice(0, 30), evidence: evidence.join('\n') }
}

/** The runs on a case, the latest first. */
export const runsOn = (workspace: Pick<Workspace, 'children'>, caseId: string): Run[] =>
  [...workspace.children('sopRuns', caseId)].sort((a, b) => b.startedAt.localeCompare(a.startedAt))
