import { newId } from '#shared/new-id.ts'
import type { ArgsOf } from '#shared/mutations/all-mutations.ts'
import type { Row } from '#shared/tables.ts'
import { afterReply, waitingOn } from './case-actions.ts'
import type { Named, Workspace } from './workspace.ts'

type Given<T> = Omit<T, 'caseId' | 'disputeId' | 'eventId'>

/** The dispute that a step is about, with the case it is worked on. */
export interface OfDispute {
  readonly row: Row<'cases'>
  readonly disputeId: string
}

// A step on what has not reached the service must not count where that does not; nor must a decision on a reply that still waits.
const after = (workspace: Workspace, row: Row<'cases'>): string[] => [
  ...waitingOn(workspace, row.id)
    .filter(({ name }) => name.startsWith('dispute.'))
    .slice(-1)
    .map(({ opId }) => opId),
  ...afterReply(workspace, row.lastReplyId),
]

const ids = ({ row, disputeId }: OfDispute) => ({ caseId: row.id, disputeId, eventId: newId() })

/** A text to one side, as the mutations take it: it goes out on the thread as the agent has it before their eyes [S18]. */
export const toSide = ({ row }: OfDispute, text: string) => ({
  messageId: newId(),
  text,
  afterReplyId: row.lastReplyId,
})

export const openDispute = (workspace: Workspace, of: OfDispute, given: Given<ArgsOf<'dispute.open'>>): Named =>
  workspace.mutate('dispute.open', { ...ids(of), ...given }, after(workspace, of.row))

export const moveDispute = (workspace: Workspace, of: OfDispute, given: Given<ArgsOf<'dispute.move'>>): Named =>
  workspace.mutate('dispute.move', { ...ids(of), ...given }, after(workspace, of.row))

export const addEvidence = (
  workspace: Workspace,
  of: OfDispute,
  evidence: ArgsOf<'dispute.add-evidence'>['evidence'],
): Named => workspace.mutate('dispute.add-evidence', { ...ids(of), evidence }, after(workspace, of.row))

export const requestEvidence = (
  workspace: Workspace,
  of: OfDispute,
  from: ArgsOf<'dispute.request-evidence'>['from'],
  text: string,
): Named =>
  workspace.mutate('dispute.request-evidence', { ...ids(of), from, told: toSide(of, text) }, after(workspace, of.row))

/** A decision as it is written: the ids of its two messages are made here. */
export type Decided = Pick<ArgsOf<'dispute.decide'>, 'outcome' | 'clause' | 'amount' | 'reasons'> & {
  readonly toCustomer: string
  readonly toSeller: string
}

/** Decides the dispute, or the appeal against its decision. */
export function decideDispute(
  workspace: Workspace,
  of: OfDispute,
  what: 'dispute.decide' | 'dispute.decide-appeal',
  { toCustomer, toSeller, ...decided }: Decided,
): Named {
  const told = { customer: { messageId: newId(), text: toCustomer }, seller: { messageId: newId(), text: toSeller } }
  const args = { ...ids(of), ...decided, told, afterReplyId: of.row.lastReplyId }
  return workspace.mutate(what, args, after(workspace, of.row))
}

export const appealDispute = (workspace: Workspace, of: OfDispute, given: Given<ArgsOf<'dispute.appeal'>>): Named =>
  workspace.mutate('dispute.appeal', { ...ids(of), ...given }, after(workspace, of.row))

/** Has what was decided paid out. */
export const executeDispute = (workspace: Workspace, of: OfDispute, orderId: string, reason: string): Named =>
  workspace.mutate('dispute.execute', { ...ids(of), orderId, actionId: newId(), reason }, after(workspace, of.row))

export const saveDeadline = (workspace: Workspace, deadline: ArgsOf<'deadline.save'>['deadline']): Named =>
  workspace.mutate('deadline.save', { deadline })
