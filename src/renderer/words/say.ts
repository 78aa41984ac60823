import { type IntlShape, createIntl, createIntlCache } from 'react-intl'
import { en } from './en.ts'

/** The key of a text on the screen. */
export type WordKey = keyof typeof en
/** The texts of another language. What it lacks is said in English; `npm test` lists what that would be. */
export type Words = { readonly [key in WordKey]?: string }

const intlOf = (formats: string, words: Words): IntlShape =>
  createIntl({ locale: formats, messages: { ...en, ...words } }, createIntlCache())

let intl = intlOf('en', {})

/** From now on texts are these, and dates and numbers are written as in the locale `formats`. */
export function sayIn(words: Words, formats: string): void {
  intl = intlOf(formats, words)
}

/** How dates and numbers are written now, as a locale tag. */
export const formatsNow = (): string => intl.locale

const writtenToTheLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/**
 * A value as it stands among other words: one with letters that are written from right to left would pull what follows it to its other side, so
 * it is set apart (FSI … PDI of Unicode's bidirectional algorithm, UAX 9).
 */
export const apart = (value: string): string => (writtenToTheLeft.test(value) ? `\u2068${value}\u2069` : value)

/** A text for the screen: an ICU message by its key, filled with values. */
export function say(key: WordKey, values?: { [name: string]: string | number }): string {
  if (values === undefined) return intl.formatMessage({ id: key })
  return intl.formatMessage(
    { id: key },
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? apart(value) : value]),
    ),
  )
}

const sameDay = (a: Date, b: Date): boolean => a.toDateString() === b.toDateString()
const sameYear = (a: Date, b: Date): boolean => a.getFullYear() === b.getFullYear()

const timeParts = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const

const dayParts = (date: Date, now: Date) =>
  sameYear(date, now)
    ? ({ weekday: 'short', day: 'numeric', month: 'short' } as const)
    : ({ day: 'numeric', month: 'short', year: 'numeric' } as const)

/** An instant as people say it: 10:42 today, otherwise Mon 16 Nov, 10:42; with the year where it is another one. */
export function sayAt(at: string | number, now: Date = new Date()): string {
  const date = new Date(at)
  return sameDay(date, now) ? sayTime(at) : intl.formatDate(date, { ...dayParts(date, now), ...timeParts })
}

/** The time of day: 10:42. */
export const sayTime = (at: string | number): string => intl.formatTime(new Date(at), timeParts)

/** An instant as it is somewhere else, short: Mon 09:00. `zone` as the time zone database calls it; left out, here. */
export const sayAtIn = (at: number, zone?: string): string =>
  intl.formatDate(new Date(at), {
    weekday: 'short',
    ...timeParts,
    ...(zone === undefined ? {} : { timeZone: zone }),
  })

const week = 6 * 24 * 3_600_000

/** An instant ahead in few letters: 14:15 today, Mon 09:00 within a week, otherwise its day. */
export function sayAhead(at: string, now: number): string {
  const date = new Date(at)
  if (sameDay(date, new Date(now))) return sayAt(at, new Date(now))
  return date.getTime() - now < week ? sayAtIn(date.getTime()) : sayDay(at, new Date(now))
}

/** A day without its time: Mon 16 Nov; with the year where it is another one. */
export function sayDay(at: string | number, now: Date = new Date()): string {
  const date = new Date(at)
  return intl.formatDate(date, dayParts(date, now))
}

/** A day of the calendar, given as `2026-11-16`, wherever one is. */
export function sayDate(day: string, now: Date = new Date()): string {
  const noon = new Date(`${day}T12:00:00.000Z`)
  return intl.formatDate(noon, { ...dayParts(noon, now), timeZone: 'UTC' })
}

/** How long ago, short: `now`, `12 min`, `3 h`, `5 d`, `4 mo`, `6 y`. */
export function sayAge(at: string, now: number): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(at)) / 60_000))
  if (minutes < 1) return say('age.now')
  if (minutes < 60) return say('age.minutes', { n: minutes })
  if (minutes < 48 * 60) return say('age.hours', { n: Math.floor(minutes / 60) })
  const days = Math.floor(minutes / 1440)
  if (days < 90) return say('age.days', { n: days })
  if (days < 730) return say('age.months', { n: Math.floor(days / 30.44) })
  return say('age.years', { n: Math.floor(days / 365.25) })
}

/** Money in its own currency. */
export const sayMoney = (amount: number, currency: string): string =>
  intl.formatNumber(amount, { style: 'currency', currency })

/** Several names in a row: A, B and C. */
export const sayList = (names: readonly string[]): string => intl.formatList([...names])

/** A count with separators. */
export const sayCount = (count: number): string => intl.formatNumber(count)

const steps = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** An amount of storage in the largest unit that it fills, to three digits: 4.2 MB, never broken over two lines. */
export function sayBytes(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(steps.length - 1, Math.floor(Math.log10(bytes) / 3))
  const amount = { style: 'unit', unit: steps[step] ?? 'byte', maximumSignificantDigits: 3 } as const
  return intl.formatNumber(bytes / 1000 ** step, amount).replace(' ', '\u00a0')
}
