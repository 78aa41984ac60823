import { readHoliday, readHours, writeHoliday, writeHours } from '#shared/clocks/written-hours.ts'
import { isTimeZone } from '#shared/clocks/zone-offsets.ts'
import { MarketCode } from '#shared/domain/base.ts'
import { BusinessCalendar } from '#shared/domain/business-calendar.ts'
import type { WordKey } from '#renderer/words/say.ts'
import { listed } from './policy-draft.ts'

/** A calendar as it is being written. */
export interface CalendarDraft {
  readonly name: string
  readonly timeZone: string
  readonly markets: string
  readonly siteIds: ReadonlySet<string>
  /** The hours of each day of the week, Monday first. */
  readonly days: readonly string[]
  /** One on each line. */
  readonly holidays: string
}

/** What is wrong with a part of a draft; of the days it is the number of the day, from 0. */
export interface CalendarFault {
  readonly part: Exclude<keyof CalendarDraft, 'days'> | number
  readonly why: WordKey
}

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const

/** What a calendar is written from; a new one works from Monday to Friday. */
export const draftOf = (calendar: BusinessCalendar | undefined): CalendarDraft => ({
  name: calendar?.name ?? '',
  timeZone: calendar?.timeZone ?? '',
  markets: (calendar?.markets ?? []).join(', '),
  siteIds: new Set(calendar?.siteIds),
  days: weekdays.map((day) =>
    calendar === undefined
      ? day < 6
        ? '09:00-17:00'
        : ''
      : writeHours(calendar.week.filter((block) => block.day === day)),
  ),
  holidays: (calendar?.holidays ?? []).map(writeHoliday).join('\n'),
})

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '')

/** What is wrong in a draft, in the order in which it stands. */
export function faultsOf(draft: CalendarDraft): CalendarFault[] {
  const isMarkets = listed(draft.markets).every((code) => MarketCode.safeParse(code).success)
  const days = linesOf(draft.holidays).map((line) => readHoliday(line)?.day)
  const areDays = days.every((day) => day !== undefined) && new Set(days).size === days.length && days.length <= 400
  const wrong: readonly (readonly [CalendarFault['part'], boolean, WordKey])[] = [
    ['name', draft.name.trim() === '', 'clock-set.needs-name'],
    ['timeZone', !isTimeZone(draft.timeZone.trim()), 'clock-set.needs-zone'],
    ['markets', !isMarkets, 'clock-set.needs-markets'],
    ...draft.days.map((hours, day) => [day, readHours(hours) === null, 'clock-set.needs-hours'] as const),
    ['holidays', !areDays, 'clock-set.needs-days'],
  ]
  return wrong.flatMap(([part, isWrong, why]) => (isWrong ? [{ part, why }] : []))
}

/** The calendar that a draft without faults comes to. */
export const calendarFrom = (draft: CalendarDraft, id: string, old: BusinessCalendar | undefined): BusinessCalendar =>
  BusinessCalendar.parse({
    ...old,
    id,
    name: draft.name.trim(),
    timeZone: draft.timeZone.trim(),
    markets: listed(draft.markets),
    siteIds: [...draft.siteIds],
    week: draft.days.flatMap((hours, at) => (readHours(hours) ?? []).map((block) => ({ ...block, day: at + 1 }))),
    holidays: linesOf(draft.holidays).flatMap((line) => readHoliday(line) ?? []),
  })
