import type { Row } from '#shared/tables.ts'

type CaseRow = Row<'cases'>

/** What the slow rules know beside a case: who looks, what time it is (milliseconds since 1970), and what the queues and people are called. */
export interface Moment {
  readonly meId: string
  readonly now: number
  readonly names: ReadonlyMap<string, string>
}

/** Whether a case belongs in a list, as the documents say it. */
export type Belongs = (row: CaseRow, at: Moment) => boolean

const minute = 60_000
const hour = 60 * minute

// Written anew from docs/search.md and docs/features.md, in the plainest way there is: nothing here may come from the code that is judged.
const isOver = ({ status }: CaseRow): boolean => ['solved', 'closed'].includes(status)
const isAside = (row: CaseRow, { now }: Moment): boolean => {
  if (isOver(row) || !row.snooze) return false
  return row.snooze.until === null || new Date(row.snooze.until).getTime() > now
}
const isWorked = (row: CaseRow, at: Moment): boolean => !isOver(row) && !isAside(row, at)
const isBack = (row: CaseRow, at: Moment): boolean => {
  if (isOver(row) || isAside(row, at)) return false
  return row.snooze ? true : row.woken?.at === row.updatedAt
}
const isYoungerThan = (instant: string, ms: number, { now }: Moment): boolean => new Date(instant).getTime() > now - ms
const dayOf = (at: number): string => new Date(at).toDateString()

/** The lists that are always there. */
export const slowLists: { readonly [view: string]: Belongs } = {
  mine: (row, at) => isWorked(row, at) && row.assigneeId === at.meId,
  unassigned: (row, at) => isWorked(row, at) && row.assigneeId === null,
  'escalated-by-me': (row, { meId }) => row.escalation?.byAgentId === meId,
  'returned-to-me': (row, { meId }) =>
    row.escalation?.byAgentId === meId && ['returned', 'handed-back'].includes(row.escalation.state),
  'for-you': (row, { meId }) => (row.unseen ?? []).some(({ agentId }) => agentId === meId),
  following: (row, { meId }) => (row.followerIds ?? []).includes(meId),
  snoozed: (row, at) => isAside(row, at) && [row.assigneeId, row.snooze?.byAgentId].includes(at.meId),
  'all-open': (row) => !isOver(row),
  solved: isOver,
}

/** The list of a queue, and of one of Tier 2. */
export const inQueue =
  (queueId: string): Belongs =>
  (row, at) =>
    isWorked(row, at) && row.queueId === queueId
export const atTierTwo =
  (queueId: string): Belongs =>
  ({ escalation }) =>
    escalation?.queueId === queueId && ['queued', 'accepted', 'in-progress', 'waiting'].includes(escalation.state)

const isEscalated = ({ escalation }: CaseRow): boolean =>
  escalation !== null && !['closed', 'withdrawn'].includes(escalation.state)

/** What a `queue:` means: the one of just this name, else those that have it in their names. */
function isInNamed(row: CaseRow, name: string, { names }: Moment): boolean {
  const called = (id: string): string => (names.get(id) ?? '').toLowerCase()
  const isAnyExact = [...names.values()].some((one) => one.toLowerCase() === name)
  const fits = (id: string): boolean => (isAnyExact ? called(id) === name : called(id).includes(name))
  return fits(row.queueId) || (isEscalated(row) && fits(row.escalation?.queueId ?? ''))
}

/** Searches that become views, each with what it says in plain words of code. */
export const slowFilters: readonly (readonly [filter: string, belongs: Belongs])[] = [
  ['status:open,pending', ({ status }) => status === 'open' || status === 'pending'],
  [
    'is:open waiting:>2h -is:snoozed',
    (row, at) =>
      !isOver(row) && !isAside(row, at) && row.waitingSince !== null && !isYoungerThan(row.waitingSince, 2 * hour, at),
  ],
  ['is:snoozed or updated:<30m', (row, at) => isAside(row, at) || isYoungerThan(row.updatedAt, 30 * minute, at)],
  ['is:woken', isBack],
  ['-is:woken is:open', (row, at) => !isBack(row, at) && !isOver(row)],
  ['queue:refunds', (row, at) => isInNamed(row, 'refunds', at)],
  [
    'assignee:me priority:>=high',
    ({ assigneeId, priority }, { meId }) => assigneeId === meId && (priority === 'high' || priority === 'urgent'),
  ],
  ['assignee:none tag:late', ({ assigneeId, tags }) => assigneeId === null && tags.includes('late')],
  ['parcel -tag:late', ({ subject, tags }) => subject.toLowerCase().includes('parcel') && !tags.includes('late')],
  ['created:today', ({ createdAt }, { now }) => dayOf(new Date(createdAt).getTime()) === dayOf(now)],
  [
    'created:yesterday or updated:>1d',
    (row, at) =>
      dayOf(new Date(row.createdAt).getTime()) === dayOf(at.now - 24 * hour) ||
      !isYoungerThan(row.updatedAt, 24 * hour, at),
  ],
  ['is:unread', ({ lastReplyBy, waitingSince }) => lastReplyBy === 'party' && waitingSince !== null],
]
