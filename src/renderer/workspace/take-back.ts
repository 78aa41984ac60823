import type { HeldReply } from '#shared/domain/case.ts'
import type { Row } from '#shared/tables.ts'
import { waitingMessage } from './case-actions.ts'
import { useComposeRequests } from './compose-request.ts'
import { useScreen } from './screen-store.ts'
import type { Named, Workspace } from './workspace.ts'

/** How long a reply can still be taken back, in milliseconds by this computer's clock: Infinity before it has reached the service. */
export function leftToTakeBack({ heard }: Pick<Workspace, 'heard'>, held: HeldReply, now: number): number {
  return held.until === null ? Infinity : Date.parse(held.until) - heard.aheadMs - now
}

/** The agent's latest reply on a case that can still be taken back, or null. */
export function takableReply(workspace: Workspace, row: Row<'cases'>, now: number): HeldReply | null {
  const mine = (row.held ?? []).filter(({ byAgentId }) => byAgentId === workspace.me.id)
  return mine.filter((held) => leftToTakeBack(workspace, held, now) > 0).at(-1) ?? null
}

/** What the message said, from the outbox where it waits there, else from the thread. */
async function writtenOf(
  workspace: Workspace,
  caseId: string,
  messageId: string,
): Promise<Row<'messages'> | undefined> {
  const messages = workspace.coldNow('messages', caseId) ?? (await workspace.cold('messages', caseId))
  return messages.find(({ id }) => id === messageId)
}

/** Takes a reply back, and puts its text where it was written: into the composer, or into the draft of a case that is not in front. */
export async function takeBack(workspace: Workspace, caseId: string, messageId: string): Promise<Named> {
  const message = await writtenOf(workspace, caseId, messageId)
  // It must not be sent without the reply that it is about.
  const waiting = waitingMessage(workspace, messageId)
  const named = workspace.mutate('case.take-back', { caseId, messageId }, waiting === undefined ? [] : [waiting.opId])
  if ('refused' in named || message === undefined) return named
  giveBack(workspace, caseId, message)
  return named
}

/** Puts a text that was sent back to where it was written. */
export function giveBack(
  workspace: Workspace,
  caseId: string,
  { text, macroId, partyIds, attachments = [] }: Pick<Row<'messages'>, 'text' | 'macroId' | 'partyIds' | 'attachments'>,
): void {
  const { caseId: inFront, write, writeTo } = useScreen.getState()
  if (inFront === caseId) {
    useComposeRequests.getState().ask({ caseId, kind: 'reply', text, macroId, attachments, how: 'insert' })
    writeTo(partyIds?.[0] ?? null)
    return write('reply')
  }
  const draft = workspace.draft(caseId)
  const [partyId] = partyIds ?? []
  void workspace
    .saveDraft({
      caseId,
      kind: 'reply',
      text: draft === undefined ? text : `${draft.text}\n\n${text}`,
      macroId: draft?.macroId ?? macroId,
      afterReplyId: workspace.get('cases', caseId)?.lastReplyId ?? null,
      at: new Date().toISOString(),
      ...(partyId === undefined ? {} : { partyId }),
      attachments: [...(draft?.attachments ?? []), ...attachments],
    })
    // The composer says so as soon as somebody looks at it.
    .catch(() => undefined)
}
