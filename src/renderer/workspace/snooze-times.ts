/** A time that a case can be put aside until. `at` in milliseconds since 1970; null: until they reply. */
export interface SnoozeTime {
  readonly id: 'later' | 'three-hours' | 'tomorrow' | 'monday' | 'next-week' | 'reply'
  readonly at: number | null
}

const hour = 3_600_000
/** In whole hours by the clock of this computer. */
const morning = 9
const endOfDay = 17

/** `days` after the day of `now`, at an hour by the clock of this computer: also where the clocks are changed in between. */
function dayAt(now: number, days: number, hours: number): number {
  const date = new Date(now)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days, hours).getTime()
}

/** The times that are offered at this moment, the earliest first. */
export function snoozeTimes(now: number): readonly SnoozeTime[] {
  const evening = dayAt(now, 0, endOfDay)
  const weekday = new Date(now).getDay()
  const toMonday = (8 - weekday) % 7 === 0 ? 7 : (8 - weekday) % 7
  const times: SnoozeTime[] = [
    { id: 'three-hours', at: now + 3 * hour },
    // In the afternoon it would be no later than that.
    ...(evening - now > 2 * hour ? [{ id: 'later' as const, at: evening }] : []),
    { id: 'tomorrow', at: dayAt(now, 1, morning) },
    // On a Sunday tomorrow is Monday.
    ...(toMonday === 1 ? [] : [{ id: 'monday' as const, at: dayAt(now, toMonday, morning) }]),
    { id: 'next-week', at: dayAt(now, 7, morning) },
  ]
  return [...times.sort((a, b) => (a.at ?? 0) - (b.at ?? 0)), { id: 'reply', at: null }]
}

/** Reads a date and time as an agent types one: `28 14:30`, `2026-11-28 14:30`, `14:30`, `fri 9`, `2h`, `3d`; null where it is none or not ahead. */
export function typedTime(text: string, now: number): number | null {
  const at = readTyped(text.trim().toLowerCase(), now)
  return at !== null && at > now ? at : null
}

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const spans: { readonly [unit: string]: number } = { m: 60_000, h: hour, d: 24 * hour, w: 7 * 24 * hour }

function readTyped(text: string, now: number): number | null {
  const [, count, unit] = /^(\d{1,3})\s*([mhdw])$/.exec(text) ?? []
  const span = unit === undefined ? undefined : spans[unit]
  if (count !== undefined && span !== undefined) return now + Number(count) * span
  const [, day = '', hours, minutes = '00'] = /^(?:(\S+)\s+)?(\d{1,2})(?::(\d\d))?$/.exec(text) ?? []
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59) return wholeDay(text, now)
  const from = day === '' ? dayOnward(now, Number(hours), Number(minutes)) : dayNamed(day, now)
  return from === null ? null : new Date(from).setHours(Number(hours), Number(minutes), 0, 0)
}

/** A day without a time is its morning. */
function wholeDay(text: string, now: number): number | null {
  const from = dayNamed(text, now)
  return from === null ? null : new Date(from).setHours(morning, 0, 0, 0)
}

/** Today, or tomorrow where that time is over. */
const dayOnward = (now: number, hours: number, minutes: number): number =>
  new Date(now).setHours(hours, minutes, 0, 0) > now ? dayAt(now, 0, 0) : dayAt(now, 1, 0)

function dayNamed(name: string, now: number): number | null {
  const weekday = name.length < 3 ? -1 : weekdays.indexOf(name.slice(0, 3))
  if (weekday !== -1) return dayAt(now, (weekday - new Date(now).getDay() + 7) % 7 || 7, 0)
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(name) ?? []
  if (year === undefined || month === undefined || day === undefined) return null
  const date = new Date(Number(year), Number(month) - 1, Number(day))
  return date.getMonth() === Number(month) - 1 ? date.getTime() : null
}
