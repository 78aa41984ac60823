import { newId } from '#shared/new-id.ts'
import type { Row } from '#shared/tables.ts'
import type { Named, Workspace } from './workspace.ts'

const events = () => ({ eventId: newId(), otherEventId: newId() })

export const followCase = (workspace: Workspace, caseId: string): Named => workspace.mutate('case.follow', { caseId })

export const unfollowCase = (workspace: Workspace, caseId: string): Named =>
  workspace.mutate('case.unfollow', { caseId })

/** Has looked at what is new on a case, up to the instant of the mark that was on the screen. */
export const seeCase = (workspace: Workspace, caseId: string, upTo: string): Named =>
  workspace.mutate('case.see', { caseId, upTo })

export const linkCases = (workspace: Workspace, caseId: string, otherId: string): Named =>
  workspace.mutate('case.link', { caseId, otherId, ...events() })

export const unlinkCases = (workspace: Workspace, caseId: string, otherId: string): Named =>
  workspace.mutate('case.unlink', { caseId, otherId, ...events() })

/** Closes a case; `intoId` goes on with what hung on both. */
export const mergeCase = (
  workspace: Workspace,
  caseId: string,
  into: { readonly intoId: string; readonly areOfOtherParties: boolean },
): Named => workspace.mutate('case.merge', { caseId, ...into, eventId: newId(), intoEventId: newId() })

/** Makes a case of its own from what a party wrote. Answers what came of it, and the id of the new case. */
export function splitCase(
  workspace: Workspace,
  row: Row<'cases'>,
  message: Row<'messages'>,
  subject: string,
): { readonly named: Named; readonly newCaseId: string } {
  const newCaseId = newId()
  const { id: messageId, author, text, at } = message
  const copied = { id: newId(), messageId, partyId: author.id ?? row.partyId, text, at }
  const named = workspace.mutate('case.split', {
    caseId: row.id,
    newCaseId,
    subject,
    copied,
    eventId: newId(),
    newEventId: newId(),
  })
  return { named, newCaseId }
}
