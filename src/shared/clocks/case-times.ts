import type { Case, CaseTimes } from '../domain/case.ts'
import type { PartyKind } from '../domain/party.ts'

/** More are not kept: the time counts as if the status before had gone on. */
const mostStatuses = 60

/** What can be told of a case that nobody has kept time of yet, from the row alone. */
export function firstTimes(row: Case): CaseTimes {
  const { status, createdAt, lastReplyAt, lastReplyBy } = row
  const repliedAt = lastReplyBy === 'desk' ? lastReplyAt : null
  const isWorkedOn = status !== 'new' && status !== 'open'
  const since = status === 'pending' ? (repliedAt ?? row.updatedAt) : row.updatedAt
  // Of what went to and fro before only the last is known: whoever has written more than once was answered.
  const isAnswered = status !== 'new' && row.messageCount > 1
  return {
    statuses: isWorkedOn
      ? [
          { status: 'open', at: createdAt },
          { status, at: since < createdAt ? createdAt : since },
        ]
      : [{ status, at: createdAt }],
    firstReplyAt: repliedAt ?? (isAnswered ? createdAt : null),
    deskReplyAt: repliedAt,
  }
}

function withStatus(statuses: CaseTimes['statuses'], row: Case, at: string): CaseTimes['statuses'] {
  if (statuses.at(-1)?.status === row.status) return statuses
  const [first, ...rest] = [...statuses, { status: row.status, at }]
  if (first === undefined) return statuses
  return [first, ...rest.slice(Math.max(0, rest.length + 1 - mostStatuses))]
}

/** Whom a reply went to, where not to the case's own party. */
export type Asked = PartyKind | undefined

/** The times of a case after a change. `before` is undefined where the case is new; `asked` of a reply that was written with it. */
export function timesAfter(before: Case | undefined, after: Case, at: string, asked: Asked): CaseTimes {
  // Whoever takes a reply back puts the times back as well.
  const isPutBack = before !== undefined && before.times !== after.times
  const was = isPutBack ? (after.times ?? firstTimes(after)) : (before?.times ?? firstTimes(before ?? after))
  const statuses = withStatus(was.statuses, after, at)
  const isReply = after.lastReplyBy === 'desk' && after.lastReplyAt === at && before?.lastReplyId !== after.lastReplyId
  if (!isReply) return statuses === was.statuses ? was : { ...was, statuses }
  const { askedKind: _gone, ...rest } = was
  return {
    ...rest,
    statuses,
    firstReplyAt: was.firstReplyAt ?? at,
    deskReplyAt: at,
    ...(asked === undefined ? {} : { askedKind: asked }),
  }
}
