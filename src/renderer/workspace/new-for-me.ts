import { unseenBy } from '#shared/domain/unseen.ts'
import type { NoticeKind } from '#shared/notices.ts'
import type { CaseRow } from './case-list.ts'
import { newlyTold } from './told-clocks.ts'

/** Something that happened to a case and that its agent would leave other work for. */
export interface NewForMe {
  readonly row: CaseRow
  readonly kind: NoticeKind
}

const isBack = ({ escalation }: CaseRow, me: string): boolean =>
  escalation?.byAgentId === me && (escalation.state === 'returned' || escalation.state === 'handed-back')

/** Whether somebody else, or the service, made it this agent's. */
function isGiven({ assigneeId, claim, routed }: CaseRow, me: string): boolean {
  if (assigneeId !== me) return false
  return claim?.agentId !== me || routed?.agentId === me
}

/** Whether the service offers this agent the escalation on it. */
const isOffered = ({ escalation }: CaseRow, me: string): boolean =>
  escalation?.state === 'queued' && escalation.routed?.agentId === me && escalation.routed.isGivenBack !== true

/** When they were last named in a note that they have not looked at. */
const namedAt = (row: CaseRow, me: string): string | undefined => {
  const mark = unseenBy(row, me)
  return mark?.what === 'mention' ? mark.at : undefined
}

const wasAnswered = (before: CaseRow | undefined, now: CaseRow, me: string): boolean =>
  before !== undefined && now.assigneeId === me && now.lastReplyBy === 'party' && before.lastReplyId !== now.lastReplyId

/**
 * What is new for an agent on a case between two of its rows (none before: it came into sight): the most pressing of it, or null. What they have
 * looked at while it happened is for whoever asks to leave out.
 */
export function newForMe(before: CaseRow | undefined, now: CaseRow, me: string): NoticeKind | null {
  const told = before === undefined || now.assigneeId !== me ? null : newlyTold(before, now)
  if (told?.what === 'over') return 'clock-over'
  const became = (test: (row: CaseRow, agentId: string) => boolean): boolean =>
    test(now, me) && (before === undefined || !test(before, me))
  const hadIt = before?.assigneeId === me
  if ((!hadIt && isGiven(now, me)) || became(isOffered)) return 'case-given'
  if (became(isBack)) return 'came-back'
  if (wasAnswered(before, now, me)) return 'answered'
  const named = namedAt(now, me)
  if (named !== undefined && (before === undefined || namedAt(before, me) !== named)) return 'named'
  return told === null ? null : 'clock-close'
}
