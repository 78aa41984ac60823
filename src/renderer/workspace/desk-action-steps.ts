import type { DeskAction } from '#shared/domain/desk-action.ts'
import { newId } from '#shared/new-id.ts'
import type { ArgsOf } from '#shared/mutations/all-mutations.ts'
import { waitingOn } from './case-actions.ts'
import type { Named, Workspace } from './workspace.ts'

// What was asked here and has not reached the service cannot be ordered or taken back without it.
const after = (workspace: Workspace, caseId: string): string[] =>
  waitingOn(workspace, caseId)
    .filter(({ name }) => name.startsWith('action.'))
    .slice(-1)
    .map(({ opId }) => opId)

export const askAction = (workspace: Workspace, given: Omit<ArgsOf<'action.ask'>, 'actionId' | 'eventId'>): Named =>
  workspace.mutate('action.ask', { ...given, actionId: newId(), eventId: newId() }, after(workspace, given.caseId))

interface OfAction {
  readonly caseId: string
  readonly actionId: string
}

export const approveAction = (
  workspace: Workspace,
  { caseId, id, disputeId = null }: Pick<DeskAction, 'caseId' | 'id' | 'disputeId'>,
): Named =>
  workspace.mutate('action.approve', { caseId, actionId: id, eventId: newId(), disputeId }, after(workspace, caseId))

export const declineAction = (workspace: Workspace, of: OfAction, why: string): Named =>
  workspace.mutate('action.decline', { ...of, eventId: newId(), why }, after(workspace, of.caseId))

export const withdrawAction = (workspace: Workspace, of: OfAction): Named =>
  workspace.mutate('action.withdraw', { ...of, eventId: newId() }, after(workspace, of.caseId))
