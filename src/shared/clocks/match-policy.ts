import type { BusinessCalendar } from '../domain/business-calendar.ts'
import type { Case } from '../domain/case.ts'
import type { ClockConditions, ClockPolicy } from '../domain/clock-policy.ts'
import type { Queue } from '../domain/queue.ts'
import { zoneOfMarket } from '../market-zones.ts'
import { type OpenHours, alwaysOpen, openHours } from './open-hours.ts'

/** What clocks go by. */
export interface ClockRules {
  readonly policies: readonly ClockPolicy[]
  readonly calendars: readonly BusinessCalendar[]
  readonly queues: readonly Queue[]
}

/** What of a case says which policies it has. */
export type Matched = Pick<
  Case,
  'market' | 'queueId' | 'priority' | 'partyKind' | 'driverId' | 'locale' | 'tags' | 'waitingSince' | 'createdAt'
>

const none: readonly string[] = []
const isAny = (wanted: readonly string[] | undefined, of: readonly string[]): boolean =>
  wanted === undefined || wanted.length === 0 || of.some((one) => wanted.includes(one))
const listOf = (value: string | null | undefined): readonly string[] =>
  value === null || value === undefined ? none : [value]

/** Whether a case fits everything that a policy asks. */
export const fits = (when: ClockConditions, row: Matched, queue: Queue | undefined): boolean =>
  isAny(when.markets, [row.market]) &&
  isAny(when.queueIds, [row.queueId]) &&
  isAny(when.priorities, [row.priority]) &&
  isAny(when.partyKinds, [row.partyKind]) &&
  isAny(when.driverIds, listOf(row.driverId)) &&
  isAny(when.locales, listOf(row.locale)) &&
  isAny(when.tags, row.tags) &&
  isAny(when.teamIds, queue?.teamIds ?? none) &&
  isAny(when.siteIds, queue?.siteIds ?? none)

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Policies in the order in which they are asked. */
export const inOrder = (policies: readonly ClockPolicy[]): ClockPolicy[] =>
  [...policies].sort((a, b) => a.position - b.position || byText(a.id, b.id))

/** The policies of a case: the first that fits and promises something, and every one that fits and has a legal term. */
export function policiesFor(
  row: Matched,
  { policies, queues }: ClockRules,
): { sla: ClockPolicy | null; legal: ClockPolicy[] } {
  const queue = queues.find(({ id }) => id === row.queueId)
  const fitting = inOrder(policies.filter(({ active, when }) => active && fits(when, row, queue)))
  return {
    sla: fitting.find(({ targets }) => targets.length > 0) ?? null,
    legal: fitting.filter(({ legal }) => legal !== null),
  }
}

/** Of several that would do always the same one. */
function first(
  calendars: readonly BusinessCalendar[],
  isWanted: (one: BusinessCalendar) => boolean,
): BusinessCalendar | undefined {
  let least: BusinessCalendar | undefined
  for (const one of calendars) if ((least === undefined || one.id < least.id) && isWanted(one)) least = one
  return least
}

/** The calendar of a market; where several are, always the same one. */
export const calendarIn = (market: string, calendars: readonly BusinessCalendar[]): BusinessCalendar | undefined =>
  first(calendars, (one) => one.markets.includes(market))

/** The opening hours that a policy counts by on a case: its own calendar, that of the site, or that of the market; a legal term knows no sites. */
export function hoursFor(
  policy: ClockPolicy,
  row: Matched,
  { calendars, queues }: ClockRules,
  isLegal: boolean,
): OpenHours {
  const siteIds = isLegal ? none : (queues.find(({ id }) => id === row.queueId)?.siteIds ?? none)
  const found =
    calendars.find(({ id }) => id === policy.calendarId) ??
    first(calendars, (one) => one.siteIds.some((id) => siteIds.includes(id)) && isAny(one.markets, [row.market])) ??
    calendarIn(row.market, calendars)
  return found === undefined ? alwaysOpen(zoneOfMarket(row.market) ?? 'UTC') : openHours(found)
}
