import { z } from 'zod'
import { Id, LocaleTag, MarketCode } from './base.ts'
import { CalendarDay } from './business-calendar.ts'
import { CaseStatus, Priority } from './case.ts'
import { PartyKind } from './party.ts'
import { SlaKind } from './case-clock.ts'

const year = 366 * 86_400
const Seconds = z.number().int().min(0).max(year)

/** Which cases a policy is for: those that fit everything that is said here; of several values, any. Nothing said: all of them. */
export const ClockConditions = z.looseObject({
  markets: z.array(MarketCode).max(60).optional(),
  queueIds: z.array(Id).max(100).optional(),
  /** Of the queue the case is in. */
  teamIds: z.array(Id).max(100).optional(),
  siteIds: z.array(Id).max(100).optional(),
  priorities: z.array(Priority).max(4).optional(),
  partyKinds: z.array(PartyKind).max(3).optional(),
  driverIds: z.array(Id).max(100).optional(),
  locales: z.array(LocaleTag).max(60).optional(),
  tags: z.array(z.string().min(1).max(100)).max(60).optional(),
})
export type ClockConditions = z.infer<typeof ClockConditions>

/** What is promised about one kind of clock, in seconds by priority. */
export const ClockTarget = z.looseObject({
  kind: SlaKind,
  seconds: z.record(Priority, z.number().int().min(15).max(year)),
  /** `business`: only while people work by the calendar of the case. */
  counts: z.enum(['always', 'business']),
  /** While the case has one of these, the clock stands still. It always does while the case is solved. */
  pausedBy: z.array(CaseStatus).max(6),
})
export type ClockTarget = z.infer<typeof ClockTarget>

/** What a law or a rule of the platform demands. Data with an owner, since laws differ and sources conflict. It never pauses. */
export const LegalTerm = z.looseObject({
  amount: z.number().int().min(1).max(3660),
  unit: z.enum(['hour', 'calendar-day', 'business-day']),
  isRolling: z.boolean(),
  /** From when the case came in, until the party was answered or the case is solved. */
  endsOn: z.enum(['first-reply', 'solved']),
  source: z.string().max(500),
  verifiedOn: CalendarDay.nullable(),
  owner: z.string().max(200),
})
export type LegalTerm = z.infer<typeof LegalTerm>

/**
 * What is promised on some cases, or demanded of them. Of those that fit a case the first with targets counts; every legal term of one
 * that fits runs beside it.
 */
export const ClockPolicy = z.looseObject({
  id: Id,
  name: z.string().min(1).max(120),
  position: z.number().int(),
  active: z.boolean(),
  when: ClockConditions,
  targets: z.array(ClockTarget).max(4),
  legal: LegalTerm.nullable(),
  /** Null: the calendar of the site, or else that of the market. */
  calendarId: Id.nullable(),
  /** How long before the end it warns: of the time that the clock counts. */
  warnSeconds: Seconds,
  /** So long after the end, in seconds of real time, the case is raised by a level, each time. */
  raiseAfter: z.array(Seconds).max(3),
})
export type ClockPolicy = z.infer<typeof ClockPolicy>
