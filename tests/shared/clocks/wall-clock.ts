import type { BusinessCalendar } from '#shared/domain/business-calendar.ts'

const minuteMs = 60_000
const quarterMs = 15 * minuteMs
const minutesOfDay = 1440

/**
 * What the clocks of a zone show at every minute of a stretch of time, as `Intl` says for each quarter of an hour in turn: no change of the clocks is
 * looked for. (Zones set their clocks at full quarters; `Intl` is asked about the minutes between in the test.)
 */
export class WallClock {
  readonly timeZone: string
  readonly begin: number
  readonly end: number
  /** Minutes from 1970 to what the clocks show, by quarter. */
  readonly #shown: Int32Array

  constructor(timeZone: string, from: string, to: string) {
    this.timeZone = timeZone
    this.begin = Date.parse(from)
    this.end = Date.parse(to)
    this.#shown = new Int32Array((this.end - this.begin) / quarterMs)
    const read = wallReader(timeZone)
    for (let quarter = 0; quarter < this.#shown.length; quarter++) {
      this.#shown[quarter] = read(this.begin + quarter * quarterMs)
    }
  }

  /** How many minutes the stretch has. */
  get length(): number {
    return this.#shown.length * 15
  }

  /** What the clocks show in the nth minute of the stretch, in minutes from 1970. */
  shownIn(minute: number): number {
    return (this.#shown[Math.floor(minute / 15)] ?? 0) + (minute % 15)
  }

  /** The quarters at whose beginning the clocks are set, in milliseconds since 1970. */
  changes(): number[] {
    const changes: number[] = []
    for (let quarter = 1; quarter < this.#shown.length; quarter++) {
      if ((this.#shown[quarter] ?? 0) - (this.#shown[quarter - 1] ?? 0) !== 15) {
        changes.push(this.begin + quarter * quarterMs)
      }
    }
    return changes
  }
}

/** Reads a clock on the wall, in minutes from 1970. */
export function wallReader(timeZone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  return (instant) => Date.parse(`${format.format(instant).replace(' ', 'T')}:00.000Z`) / minuteMs
}

/** Of every minute of a stretch, whether anybody works in it: what the calendar says about what the clocks show then. */
export function openMinutes(wall: WallClock, { week, holidays }: BusinessCalendar): Uint8Array {
  const open = new Uint8Array(wall.length)
  const ofDay = new Map<number, Uint8Array>()
  for (let minute = 0; minute < wall.length; minute++) {
    const shown = wall.shownIn(minute)
    const day = Math.floor(shown / minutesOfDay)
    let hours = ofDay.get(day)
    if (hours === undefined) ofDay.set(day, (hours = openMinutesOf(day, week, holidays)))
    open[minute] = hours[shown - day * minutesOfDay] ?? 0
  }
  return open
}

function openMinutesOf(
  day: number,
  week: BusinessCalendar['week'],
  holidays: BusinessCalendar['holidays'],
): Uint8Array {
  const date = new Date(day * minutesOfDay * minuteMs)
  const holiday = holidays.find((one) => one.day === date.toISOString().slice(0, 10))
  const isoDay = date.getUTCDay() === 0 ? 7 : date.getUTCDay()
  const blocks = holiday === undefined ? week.filter((block) => block.day === isoDay) : (holiday.blocks ?? [])
  const hours = new Uint8Array(minutesOfDay)
  for (const { from, to } of blocks) for (let minute = from; minute < to; minute++) hours[minute] = 1
  return hours
}

/** Whether anybody works on a day, which is named by what the clocks show. */
export const isWorkedOn = (day: number, { week, holidays }: BusinessCalendar): boolean =>
  openMinutesOf(day, week, holidays).includes(1)

/** Counts open milliseconds one minute after the other. `left` at the end, or when nothing was left. */
export function stepThrough(
  open: Uint8Array,
  begin: number,
  { from, to, left }: { readonly from: number; readonly to: number; readonly left: number },
): { at: number | null; left: number } {
  let [at, rest] = [from, left]
  while (at < to) {
    const minute = Math.floor((at - begin) / minuteMs)
    const next = Math.min(to, begin + (minute + 1) * minuteMs)
    if (minute >= open.length) throw new RangeError('The stretch is too short for this case.')
    if (open[minute] === 1) {
      if (next - at >= rest) return { at: at + rest, left: 0 }
      rest -= next - at
    }
    at = next
  }
  return { at: null, left: rest }
}

/** The instant after the last minute in which the clocks show this day. */
export function endOfDayByWall(wall: WallClock, day: number): number {
  // Wherever it is, it is over two days after it began in Greenwich, and was not a day before.
  const near = day * minutesOfDay - wall.begin / minuteMs
  let end = near
  for (let minute = near - minutesOfDay; minute < near + 2 * minutesOfDay; minute++) {
    if (minute >= wall.length) throw new RangeError('The stretch is too short for this case.')
    if (dayShown(wall, minute) <= day) end = minute + 1
  }
  return wall.begin + end * minuteMs
}

/** The day that the clocks show in a minute. */
export const dayShown = (wall: WallClock, minute: number): number => Math.floor(wall.shownIn(minute) / minutesOfDay)
