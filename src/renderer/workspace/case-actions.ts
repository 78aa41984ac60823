import { newId } from '#shared/new-id.ts'
import { type CaseStatus, type Priority, isOpenCase } from '#shared/domain/case.ts'
import type { EscalationPacket, ReturnReason } from '#shared/domain/escalation.ts'
import type { ArgsOf } from '#shared/mutations/all-mutations.ts'
import { can } from '#shared/permissions.ts'
import type { Row } from '#shared/tables.ts'
import type { Named, OutboxEntry, Workspace } from './workspace.ts'

const caseIdOf = (entry: OutboxEntry): unknown => (entry.args as { caseId?: unknown }).caseId

/** The waiting mutations of one case, oldest first. */
export const waitingOn = (workspace: Workspace, caseId: string): OutboxEntry[] =>
  workspace.waiting().filter((entry) => caseIdOf(entry) === caseId)

/** The waiting mutation that wrote this message, if it still waits. */
export const waitingMessage = (workspace: Workspace, messageId: string): OutboxEntry | undefined =>
  workspace.waiting().find((entry) => (entry.args as { messageId?: unknown }).messageId === messageId)

// What follows a waiting reply must not go out if that one does not; so must a turn of an escalation that waits itself.
/** What a text that follows this reply has to wait for. */
export const afterReply = (workspace: Workspace, afterReplyId: string | null): string[] => {
  const waiting = afterReplyId === null ? undefined : waitingMessage(workspace, afterReplyId)
  return waiting === undefined ? [] : [waiting.opId]
}
/** What a turn of an escalation has to wait for: the one before it on the same case. */
export const afterEscalation = (workspace: Workspace, caseId: string): string[] =>
  waitingOn(workspace, caseId)
    .filter(({ name }) => name.startsWith('escalation.'))
    .slice(-1)
    .map(({ opId }) => opId)

/** What is written besides its text: the optional arguments of whichever mutation carries it. */
export type WrittenMore = Pick<ArgsOf<'case.reply'>, 'partyIds' | 'quotes' | 'attachments' | 'language' | 'status'>

/** A reply to a party. `afterReplyId`: the last reply the agent had seen when they wrote it [S18]. */
export const sendReply = (
  workspace: Workspace,
  caseId: string,
  written: { text: string; afterReplyId: string | null } & WrittenMore,
): Named =>
  workspace.mutate(
    'case.reply',
    { caseId, messageId: newId(), ...written },
    afterReply(workspace, written.afterReplyId),
  )

export const addNote = (
  workspace: Workspace,
  caseId: string,
  text: string,
  more: Pick<ArgsOf<'case.note'>, 'mentionIds' | 'attachments' | 'language'> = {},
): Named => workspace.mutate('case.note', { caseId, messageId: newId(), text, ...more })

/** Notes that an SOP was opened beside a case, where that says anything new: from this is learnt what it helps with. */
export function noteOpenedSop(workspace: Workspace, caseId: string, sopId: string): void {
  const row = workspace.get('cases', caseId)
  if (row === undefined || !isOpenCase(row) || row.sopIds?.includes(sopId) === true) return
  if (can({ kind: 'agent', agent: workspace.me }).change(row)) workspace.mutate('case.open-sop', { caseId, sopId })
}

export const setStatus = (workspace: Workspace, caseId: string, status: Exclude<CaseStatus, 'new'>): Named =>
  workspace.mutate('case.set-status', { caseId, status })

export const setPriority = (workspace: Workspace, caseId: string, priority: Priority): Named =>
  workspace.mutate('case.set-priority', { caseId, priority })

// The queue is named as it is on the screen: where the service gives the cases out, not everyone chooses.
const queueOf = (workspace: Workspace, caseId: string): { queueId?: string } => {
  const row = workspace.get('cases', caseId)
  return row === undefined ? {} : { queueId: row.queueId }
}

export const assign = (workspace: Workspace, caseId: string, assigneeId: string | null): Named =>
  workspace.mutate('case.assign', { caseId, assigneeId, ...queueOf(workspace, caseId) })

export const changeTags = (workspace: Workspace, caseId: string, add: string[], remove: string[]): Named =>
  workspace.mutate('case.change-tags', { caseId, add, remove })

/** Takes a case from whoever has it on the screen: nobody, as a rule. Refused where somebody else was first. */
export const claimCase = (workspace: Workspace, row: Row<'cases'>): Named =>
  workspace.mutate('case.claim', {
    caseId: row.id,
    insteadOf: row.assigneeId,
    queueId: row.queueId,
    marksOf: workspace.me.id,
  })

/** Gives a case of one's own back to its queue. */
export const releaseCase = (workspace: Workspace, caseId: string): Named => workspace.mutate('case.release', { caseId })

export const moveCase = (workspace: Workspace, caseId: string, queueId: string): Named =>
  workspace.mutate('case.move', { caseId, queueId })

export const submitEscalation = (
  workspace: Workspace,
  caseId: string,
  handed: { queueId: string; packet: EscalationPacket },
): Named =>
  workspace.mutate(
    'escalation.submit',
    { caseId, escalationId: newId(), eventId: newId(), ...handed },
    afterEscalation(workspace, caseId),
  )

interface OfCase {
  readonly caseId: string
  readonly escalationId: string
}

export const resubmitEscalation = (
  workspace: Workspace,
  of: OfCase,
  handed: { queueId: string; packet: EscalationPacket },
): Named =>
  workspace.mutate('escalation.resubmit', { ...of, eventId: newId(), ...handed }, afterEscalation(workspace, of.caseId))

export const withdrawEscalation = (workspace: Workspace, of: OfCase): Named =>
  workspace.mutate('escalation.withdraw', { ...of, eventId: newId() }, afterEscalation(workspace, of.caseId))

export const acceptEscalation = (workspace: Workspace, of: OfCase, queueId: string): Named =>
  workspace.mutate('escalation.accept', { ...of, queueId, eventId: newId() }, afterEscalation(workspace, of.caseId))

export const returnEscalation = (
  workspace: Workspace,
  of: OfCase,
  why: { queueId: string; reason: ReturnReason; step: string; sentence: string },
): Named =>
  workspace.mutate('escalation.return', { ...of, eventId: newId(), ...why }, afterEscalation(workspace, of.caseId))

export const handBackEscalation = (
  workspace: Workspace,
  of: OfCase,
  decided: Pick<ArgsOf<'escalation.hand-back'>, 'decision' | 'replyText' | 'code'>,
): Named =>
  workspace.mutate(
    'escalation.hand-back',
    { ...of, eventId: newId(), ...decided },
    afterEscalation(workspace, of.caseId),
  )

export const closeEscalation = (workspace: Workspace, of: OfCase): Named =>
  workspace.mutate('escalation.close', { ...of, eventId: newId() }, afterEscalation(workspace, of.caseId))

/** Tier 2 does not take it, and says why. */
export const rejectEscalation = (
  workspace: Workspace,
  of: OfCase,
  why: Parameters<typeof returnEscalation>[2],
): Named =>
  workspace.mutate('escalation.reject', { ...of, eventId: newId(), ...why }, afterEscalation(workspace, of.caseId))

export const redirectEscalation = (workspace: Workspace, of: OfCase, queueId: string, toQueueId: string): Named =>
  workspace.mutate(
    'escalation.redirect',
    { ...of, eventId: newId(), queueId, toQueueId },
    afterEscalation(workspace, of.caseId),
  )

export const waitWithEscalation = (
  workspace: Workspace,
  of: OfCase,
  waits: Pick<ArgsOf<'escalation.wait'>, 'waitingFor' | 'nextUpdateAt'>,
): Named =>
  workspace.mutate('escalation.wait', { ...of, eventId: newId(), ...waits }, afterEscalation(workspace, of.caseId))

export const beginEscalation = (workspace: Workspace, of: OfCase): Named =>
  workspace.mutate('escalation.begin', { ...of, eventId: newId() }, afterEscalation(workspace, of.caseId))

export const resolveEscalation = (workspace: Workspace, of: OfCase, decision: string): Named =>
  workspace.mutate('escalation.resolve', { ...of, eventId: newId(), decision }, afterEscalation(workspace, of.caseId))

/** Sends the reply that Tier 2 wrote as it stands, and closes the escalation: the one key that Tier 1 needs. */
export function sendHandedBack(workspace: Workspace, row: Row<'cases'>, escalation: Row<'escalations'>): Named {
  const sent = sendReply(workspace, row.id, { text: escalation.replyText ?? '', afterReplyId: row.lastReplyId })
  if ('refused' in sent) return sent
  // Not closed where the reply does not go out.
  const args = { caseId: row.id, escalationId: escalation.id, eventId: newId() }
  return workspace.mutate('escalation.close', args, [sent.opId, ...afterEscalation(workspace, row.id)])
}

/** Puts a case aside until an instant, or until a party writes where there is none. */
export const snoozeCase = (workspace: Workspace, caseId: string, until: string | null): Named =>
  workspace.mutate('case.snooze', { caseId, until })

/** Takes a case up again before its time. */
export const wakeCase = (workspace: Workspace, caseId: string): Named => workspace.mutate('case.wake', { caseId })
