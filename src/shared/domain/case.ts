import { z } from 'zod'
import { Id, Instant, LocaleTag, MarketCode, Source } from './base.ts'
import { CaseClock } from './case-clock.ts'
import { DisputeState } from './dispute-state.ts'
import { EscalationState } from './escalation-state.ts'
import { PartyKind } from './party.ts'
import { Unseen } from './unseen.ts'

export const CaseStatus = z.enum(['new', 'open', 'pending', 'on-hold', 'solved', 'closed'])
export type CaseStatus = z.infer<typeof CaseStatus>

export const Priority = z.enum(['low', 'normal', 'high', 'urgent'])
export type Priority = z.infer<typeof Priority>

/** Who has a case, or an escalation, that the service gave out. `openedAt`: when they first looked at it. `isGivenBack`: they do not want it. */
export const Routed = z.looseObject({
  agentId: Id,
  at: Instant,
  openedAt: Instant.optional(),
  isGivenBack: z.boolean().optional(),
})
export type Routed = z.infer<typeof Routed>

/** Who was given a case and did not open it, and when it was taken back. */
export const LeftLying = z.looseObject({ agentId: Id, at: Instant, name: z.string().max(200) })
export type LeftLying = z.infer<typeof LeftLying>

/** So many of those who left a case lying are remembered. */
export const mostLeft = 20

/** The escalation in force on a case, as the list and the rules need it; the whole of it is a row of its own. */
export const CaseEscalation = z.looseObject({
  id: Id,
  state: EscalationState,
  queueId: Id,
  attempt: z.number().int().min(1),
  byAgentId: Id,
  // Missing on rows from before there was such a thing.
  /** Who in Tier 2 has accepted it. */
  holderId: Id.nullish(),
  /** Since when it waits in its queue. */
  since: Instant.optional(),
  /** To whom the service gave it, while it waits. */
  routed: Routed.nullish(),
  leftLying: z.array(LeftLying).max(mostLeft).optional(),
  /** How often a clock has raised it. */
  raised: z.number().int().min(1).optional(),
  /** What Tier 2 owes on it first: what Tier 1 promised, the next update, that somebody accepts it, or that whoever has it takes it further. */
  due: z.looseObject({ at: Instant, by: z.enum(['promise', 'update', 'queue', 'turn']) }).nullish(),
})
export type CaseEscalation = z.infer<typeof CaseEscalation>

/** The dispute that is worked on a case, as lists and rules need it; the whole of it is a row of its own. */
export const CaseDispute = z.looseObject({ id: Id, state: DisputeState, dueAt: Instant.nullable() })

/**
 * Who took a case out of the queue: theirs for as long as they are connected, and a while longer (a lease, kept by the service). It ends
 * when they have answered or settled the case, or it is given to somebody by name: from then on only `assigneeId` counts.
 */
export const CaseClaim = z.looseObject({ agentId: Id, at: Instant })
export type CaseClaim = z.infer<typeof CaseClaim>

/** Put aside until a time, or until a party writes, whichever comes first. */
export const Snooze = z.looseObject({
  /** Null: only a reply wakes it. */
  until: Instant.nullable(),
  byAgentId: Id,
  at: Instant,
})
export type Snooze = z.infer<typeof Snooze>

/** Taken up again after a snooze: by the clock, or because a party wrote. */
export const Woken = z.looseObject({ at: Instant, by: z.enum(['time', 'reply']) })
export type Woken = z.infer<typeof Woken>

/** Another case that this one has to do with; seen only by those who may see that one, but for its number. */
export const CaseLink = z.looseObject({
  caseId: Id,
  number: z.string().max(40),
  kind: z.enum(['related', 'split-from', 'split-to', 'merged-from', 'merged-into']),
})
export type CaseLink = z.infer<typeof CaseLink>

/** Something to be done on a case before it is solved. */
export const ChecklistItem = z.looseObject({
  id: Id,
  text: z.string().min(1).max(300),
  /** `isLeftOut`: it was decided that the case does without it. */
  done: z
    .looseObject({ at: Instant, byAgentId: Id, byName: z.string().max(200), isLeftOut: z.boolean().optional() })
    .nullable(),
})
export type ChecklistItem = z.infer<typeof ChecklistItem>

/** Somebody with a part in a case: what the desk writes to one of them no other one of them sees. */
export const CaseParty = z.looseObject({ id: Id, kind: PartyKind, name: z.string().max(200) })
export type CaseParty = z.infer<typeof CaseParty>

/** What a reply made of one field of its case; a side that is missing: there was no such field. */
export const FieldChange = z.looseObject({
  field: z.string().max(60),
  from: z.json().optional(),
  to: z.json().optional(),
})
export type FieldChange = z.infer<typeof FieldChange>

/**
 * A reply that the desk has written and that has not left yet: it can be taken back until then, and the case is as it was before.
 */
export const HeldReply = z.looseObject({
  messageId: Id,
  /** The note that a macro wrote beside it, which goes with it. */
  noteId: Id.optional(),
  byAgentId: Id,
  /** By the service's clock. Null, in the window that wrote it alone: it has not reached the service yet. */
  until: Instant.nullable(),
  undo: z.array(FieldChange).max(60),
})
export type HeldReply = z.infer<typeof HeldReply>

/** A party that waits for an answer. */
export const PartyWait = z.looseObject({ partyId: Id, since: Instant })
export type PartyWait = z.infer<typeof PartyWait>

/** What its clocks are worked out from, beside the row as it is. Kept from when there are policies. */
export const CaseTimes = z.looseObject({
  /** Every status it has had, the first first, and since when. */
  statuses: z.array(z.looseObject({ status: CaseStatus, at: Instant })).max(60),
  /** When the desk first answered, and when last. */
  firstReplyAt: Instant.nullable(),
  deskReplyAt: Instant.nullable(),
  /** Whom the desk last wrote to, where that was not the case's own party. */
  askedKind: PartyKind.optional(),
})
export type CaseTimes = z.infer<typeof CaseTimes>

/** One matter of one party: the summary that lists, counts and rules work on. The messages are rows of their own. */
export const Case = z.looseObject({
  id: Id,
  number: z.string().min(1).max(40),
  subject: z.string().max(500),
  status: CaseStatus,
  priority: Priority,
  queueId: Id,
  market: MarketCode,
  locale: LocaleTag.nullable(),
  partyId: Id,
  partyKind: PartyKind,
  partyName: z.string().max(200),
  /** Everyone with a part in it, the party first. */
  partyIds: z.array(Id),
  orderIds: z.array(Id),
  assigneeId: Id.nullable(),
  /** Missing on rows from before there were claims. */
  claim: CaseClaim.nullish(),
  tags: z.array(z.string().max(100)),
  createdAt: Instant,
  updatedAt: Instant,
  /** The last message that a party wrote or was sent: what "the thread moved on" is judged by [S18]. */
  lastReplyId: Id.nullable(),
  lastReplyAt: Instant.nullable(),
  lastReplyBy: z.enum(['party', 'desk']).nullable(),
  /** Since when a party has been waiting for an answer; null while none is owed. */
  waitingSince: Instant.nullable(),
  messageCount: z.number().int(),
  snippet: z.string().max(200),
  escalation: CaseEscalation.nullable(),
  satisfaction: z.enum(['good', 'bad', 'offered']).nullable(),
  fields: z.record(z.string(), z.json()),
  source: Source.nullable(),
  // Missing on rows from before there was such a thing.
  /** The form that says what is asked; missing: the queue's. */
  formId: Id.nullish(),
  driverId: Id.nullish(),
  snooze: Snooze.nullish(),
  /** How the last snooze ended, where it was not ended by hand. */
  woken: Woken.nullish(),
  followerIds: z.array(Id).optional(),
  links: z.array(CaseLink).optional(),
  checklist: z.array(ChecklistItem).optional(),
  /** Everyone in `partyIds`, with names. */
  parties: z.array(CaseParty).optional(),
  /** Who of several parties waits for an answer; `waitingSince` is the earliest of them. */
  waits: z.array(PartyWait).max(20).optional(),
  /** Replies that can still be taken back. What is over stays until the next one is written. */
  held: z.array(HeldReply).optional(),
  /** SOPs that were opened to work on it, the latest last. */
  sopIds: z.array(Id).max(20).optional(),
  dispute: CaseDispute.nullish(),
  /** Who had it last on a queue whose cases are given out, and since when. */
  routed: Routed.nullish(),
  /** Who was given it since somebody last opened it, and let it lie. */
  leftLying: z.array(LeftLying).max(mostLeft).optional(),
  /** Where it came from when nobody was free there for too long. */
  overflowed: z.looseObject({ fromQueueId: Id, at: Instant }).nullish(),
  times: CaseTimes.optional(),
  /** What is promised and demanded of it, until when: worked out by the service. */
  clocks: z.array(CaseClock).max(30).optional(),
  /** When the service looks at its clocks again; missing: not before something changes. */
  clocksAt: Instant.optional(),
  /** How often a clock that ran out has raised it, and when last. */
  raised: z.looseObject({ level: z.number().int().min(1).max(9), at: Instant }).nullish(),
  /** What is asked on it of whoever leads at a site; the question itself is seen there alone. */
  ask: z
    .looseObject({
      id: Id,
      state: EscalationState,
      siteId: Id,
      byAgentId: Id,
      /** Until when they answer; null while it is not their turn. */
      dueAt: Instant.nullable(),
      raised: z.number().int().min(1).optional(),
    })
    .nullish(),
  /** Who has not looked at what. */
  unseen: z.array(Unseen).optional(),
})
export type Case = z.infer<typeof Case>

/** Where the case came in, as far as its field says so. */
export const channelOf = ({ fields }: Pick<Case, 'fields'>): string | null => {
  const channel = Object.hasOwn(fields, 'channel') ? fields['channel'] : null
  return typeof channel === 'string' && channel !== '' ? channel : null
}

/** Whether work on the case is still to be done. */
export const isOpenCase = (row: Pick<Case, 'status'>): boolean => row.status !== 'solved' && row.status !== 'closed'

/** Whether the case lives on in another one. */
export const isMerged = ({ links }: Pick<Case, 'links'>): boolean =>
  links?.some(({ kind }) => kind === 'merged-into') === true

/** Whether the case is put aside at this moment, in milliseconds since 1970. A solved case needs no putting aside. */
export function isSnoozed({ snooze, status }: Pick<Case, 'snooze' | 'status'>, now: number): boolean {
  if (snooze === null || snooze === undefined || !isOpenCase({ status })) return false
  return snooze.until === null || Date.parse(snooze.until) > now
}

/** How the case came back from a snooze, where nothing has been done on it since; else null. By a window's own clock it is back when the time is over. */
export function wokenBy(row: Pick<Case, 'snooze' | 'status' | 'woken' | 'updatedAt'>, now: number): Woken['by'] | null {
  if (!isOpenCase(row)) return null
  if (row.snooze !== null && row.snooze !== undefined) return isSnoozed(row, now) ? null : 'time'
  return row.woken?.at === row.updatedAt ? row.woken.by : null
}

/** The case without its snooze, where it had one. */
export const awake = (row: Case): Case =>
  row.snooze === undefined || row.snooze === null ? row : { ...row, snooze: null }

/** The first 160 characters of a text on one line, for lists. */
export const snippetOf = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  // A cut through a surrogate pair would leave half a character.
  return line.length <= 160 ? line : `${line.slice(0, 159).replace(/[\uD800-\uDBFF]$/, '')}…`
}
