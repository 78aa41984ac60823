import type { BusinessCalendar, OpenBlock } from '../domain/business-calendar.ts'
import { type OffsetSpan, type ZoneOffsets, dayMs, zoneOffsets } from './zone-offsets.ts'

/** A day by the clocks of a place: how many days after 1 January 1970. */
export type LocalDay = number

/** What a walk through opening hours came to: when so much time was used up, or how much of it was left at the end. Milliseconds. */
export type Spent = { readonly at: number } | { readonly left: number }

/** From and to, in milliseconds since midnight as clocks show it. */
type Hours = readonly (readonly [number, number])[]

const minuteMs = 60_000
/** Whoever never opens in so long never will. */
const farthestMs = 3660 * dayMs

/** 1 is Monday: the first day of 1970 was a Thursday. */
const weekdayOf = (day: LocalDay): number => ((((day + 3) % 7) + 7) % 7) + 1

const dayNamed = (text: string): LocalDay => Math.floor(Date.parse(`${text}T00:00:00.000Z`) / dayMs)

/** Blocks in order, without those that overlap or are none. */
function hoursOf(blocks: readonly OpenBlock[]): Hours {
  const hours: [number, number][] = []
  for (const { from, to } of [...blocks].sort((a, b) => a.from - b.from)) {
    const last = hours.at(-1)
    if (from >= to) continue
    if (last !== undefined && from * minuteMs <= last[1]) last[1] = Math.max(last[1], to * minuteMs)
    else hours.push([from * minuteMs, to * minuteMs])
  }
  return hours
}

/**
 * When people work by a calendar. It is open at an instant if the clocks there show a time within a block of that day: so an hour that the
 * clocks leave out is not worked, and one that they show twice is worked twice.
 */
export class OpenHours {
  readonly #zone: ZoneOffsets
  readonly #week: readonly Hours[]
  readonly #special: ReadonlyMap<LocalDay, Hours>

  constructor({ timeZone, week, holidays }: Pick<BusinessCalendar, 'timeZone' | 'week' | 'holidays'>) {
    this.#zone = zoneOffsets(timeZone)
    this.#week = Array.from({ length: 8 }, (_, day) => hoursOf(week.filter((block) => block.day === day)))
    this.#special = new Map(holidays.map(({ day, blocks = [] }) => [dayNamed(day), hoursOf(blocks)]))
  }

  /** Whether anybody works on that day. */
  isWorked(day: LocalDay): boolean {
    return this.#hoursOn(day).length > 0
  }

  /** Which day it is there. */
  dayAt(instant: number): LocalDay {
    return Math.floor((instant + this.#zone.at(instant)) / dayMs)
  }

  /** The instant at which a day is over there for good. */
  endOf(day: LocalDay): number {
    let end = 0
    const midnight = (day + 1) * dayMs
    for (const { from, to, offset } of this.#zone.from(midnight - 2 * dayMs)) {
      if (from > midnight + 2 * dayMs) break
      // Clocks that are set back at midnight show the day twice: the second time counts.
      if (midnight - offset > from) end = Math.min(to, midnight - offset)
    }
    return end
  }

  /** Uses up so much working time, more than none, from one instant on until another (Infinity: without an end). All in milliseconds. */
  spend(from: number, to: number, amount: number): Spent {
    let spent: Spent = { left: amount }
    const last = Math.min(to, from + farthestMs)
    for (const span of this.#zone.from(from)) {
      if (span.from >= last) break
      spent = this.#spendIn(span, Math.max(span.from, from), Math.min(span.to, last), spent.left)
      if ('at' in spent) break
    }
    return spent
  }

  /** The same within a stretch with one offset. Plain loops: it is done for every clock of every case that changes. */
  #spendIn({ offset }: OffsetSpan, from: number, to: number, amount: number): Spent {
    let left = amount
    const lastDay = Math.floor((to - 1 + offset) / dayMs)
    for (let day = Math.floor((from + offset) / dayMs); day <= lastDay; day++) {
      const midnight = day * dayMs - offset
      for (const [opens, closes] of this.#hoursOn(day)) {
        const begin = Math.max(from, midnight + opens)
        const open = Math.min(to, midnight + closes) - begin
        if (open >= left) return { at: begin + left }
        if (open > 0) left -= open
      }
    }
    return { left }
  }

  #hoursOn(day: LocalDay): Hours {
    return this.#special.get(day) ?? this.#week[weekdayOf(day)] ?? []
  }
}

const everyDay = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: 0, to: 1440 }))
const always = new Map<string, OpenHours>()

/** Every hour of every day, for those who have no calendar of their own. Its days are those of the zone. */
export function alwaysOpen(timeZone: string): OpenHours {
  const known = always.get(timeZone) ?? new OpenHours({ timeZone, week: everyDay, holidays: [] })
  always.set(timeZone, known)
  return known
}

const weekdays = new Map<string, OpenHours>()

/** Monday to Friday, where deadlines ask for days on which people work and nobody has said which those are. */
export function mondayToFriday(timeZone: string): OpenHours {
  const week = everyDay.filter(({ day }) => day <= 5)
  const known = weekdays.get(timeZone) ?? new OpenHours({ timeZone, week, holidays: [] })
  weekdays.set(timeZone, known)
  return known
}

// Calendars are rows, and rows are never changed in place.
const made = new WeakMap<BusinessCalendar, OpenHours>()

/** The opening hours of a calendar. */
export function openHours(calendar: BusinessCalendar): OpenHours {
  const known = made.get(calendar) ?? new OpenHours(calendar)
  made.set(calendar, known)
  return known
}
