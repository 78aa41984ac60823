import { isOpenAction } from '#shared/domain/desk-action.ts'
import { can } from '#shared/permissions.ts'
import {
  type DisputeMove,
  disputeMoves,
  canMoveFrom,
  disputeSteps,
  isOpenDispute,
} from '#shared/domain/dispute-state.ts'
import { type WorkedDispute, isWorked } from '#shared/domain/dispute.ts'
import type { Row } from '#shared/tables.ts'
import { say } from '#renderer/words/say.ts'
import type { DisputeStepName } from '#renderer/workspace/dispute-request.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'

/** A step that makes sense now, and why this agent may not take it; null where they may. */
export interface OfferedStep {
  readonly name: DisputeStepName
  readonly why: string | null
}

/** The ways out come last: they are seldom meant. */
const exits: readonly DisputeMove[] = ['withdraw', 'leave-scope', 'hold', 'go-external']

/** The dispute that is worked on a case, the latest one where there were several. */
export function disputeOn(workspace: Workspace, row: Row<'cases'>): WorkedDispute | undefined {
  const dispute = row.dispute ? workspace.get('disputes', row.dispute.id) : undefined
  return dispute !== undefined && isWorked(dispute) ? dispute : undefined
}

/** Whether the money was asked for and has not gone yet. */
const isUnderWay = (workspace: Workspace, row: Row<'cases'>, disputeId: string): boolean =>
  workspace.children('actions', row.id).some((action) => action.disputeId === disputeId && isOpenAction(action.state))

function whyNot(
  workspace: Workspace,
  row: Row<'cases'>,
  { id, work }: WorkedDispute,
  move: DisputeMove,
): string | null {
  const may = can({ kind: 'agent', agent: workspace.me })
  if (move === 'decide-appeal' && may.adjudicate(row) && !may.reviewAppeal(work.decision))
    return say('refused.own-decision')
  if (move === 'execute' && isUnderWay(workspace, row, id)) return say('dispute.pay-out-under-way')
  const isAllowed = disputeSteps[move].by.includes('desk') ? may.dispute(row) : may.adjudicate(row)
  return isAllowed ? null : say('dispute.why-not-reviewer')
}

/** What can be done about the dispute of a case now, the usual first. */
export function stepsOn(workspace: Workspace, row: Row<'cases'>, dispute: WorkedDispute | undefined): OfferedStep[] {
  const mayWork = can({ kind: 'agent', agent: workspace.me }).dispute(row)
  const plainWhy = mayWork ? null : say('refused.not-allowed')
  if (dispute === undefined || !isOpenDispute(dispute.work.state)) {
    return row.orderIds.length === 0 || row.status === 'closed' ? [] : [{ name: 'opened', why: plainWhy }]
  }
  const { state } = dispute.work
  const moves = disputeMoves
    .filter((move) => canMoveFrom(state, move) && disputeSteps[move].by.some((by) => by !== 'clock'))
    .filter((move) => move !== 'tell-both')
    .map((name): OfferedStep => ({ name, why: whyNot(workspace, row, dispute, name) }))
  const isExit = ({ name }: OfferedStep): boolean => exits.some((exit) => exit === name)
  return [...moves.filter((step) => !isExit(step)), { name: 'evidence', why: plainWhy }, ...moves.filter(isExit)]
}
