import type { Holiday, OpenBlock } from '../domain/business-calendar.ts'

// Hours, days and times as people write them in settings.

const twoDigits = (n: number): string => String(n).padStart(2, '0')

function minutesOf(text: string): number | null {
  const [, hours, minutes = '00'] = /^(\d{1,2})(?::(\d\d))?$/.exec(text) ?? []
  const sum = Number(hours) * 60 + Number(minutes)
  return hours === undefined || Number(minutes) > 59 || sum > 1440 ? null : sum
}

const timeOf = (minutes: number): string => `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`

function blockOf(text: string): OpenBlock | null {
  const [from, to, ...more] = text.split(/[-–]/).map((part) => minutesOf(part.trim()))
  if (from === undefined || from === null || to === undefined || to === null || more.length > 0) return null
  return from < to ? { from, to } : null
}

/** Reads `09:00-12:00, 13:00-18:00`; nothing written: no hours. Null where it is none. */
export function readHours(text: string): OpenBlock[] | null {
  const parts = text.split(',').filter((part) => part.trim() !== '')
  const blocks = parts.map((part) => blockOf(part.trim()))
  return blocks.some((block) => block === null) || blocks.length > 12 ? null : blocks.filter((block) => block !== null)
}

/** Hours as they are read again. */
export const writeHours = (blocks: readonly OpenBlock[]): string =>
  blocks.map(({ from, to }) => `${timeOf(from)}-${timeOf(to)}`).join(', ')

const units = { d: 86_400, h: 3600, m: 60, s: 1 } as const

/** Reads `30m`, `4h` or `2d`, in seconds; a day has 24 hours. Null where it is none. */
export function readDuration(text: string): number | null {
  const [, count, unit] = /^(\d{1,5})\s*([dhms])$/i.exec(text.trim()) ?? []
  const name = unit?.toLowerCase()
  const size = Object.entries(units).find(([one]) => one === name)?.[1]
  return count === undefined || size === undefined ? null : Number(count) * size
}

/** A time as it is read again. Hours are not made days: a business day has fewer. */
export function writeDuration(seconds: number): string {
  const unit = (['h', 'm', 's'] as const).find((name) => seconds > 0 && seconds % units[name] === 0) ?? 'm'
  return `${seconds / units[unit]}${unit}`
}

/** Reads several times with spaces between them. Null where one is none. */
export function readDurations(text: string): number[] | null {
  const times = text
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map(readDuration)
  return times.some((time) => time === null) ? null : times.filter((time) => time !== null)
}

export const writeDurations = (times: readonly number[]): string => times.map(writeDuration).join(' ')

const isDay = (text: string): boolean => {
  const at = Date.parse(`${text}T00:00:00.000Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text
}

/** Reads `2026-12-24 Christmas Eve 09:00-13:00`; without hours nobody works on it. Null where it is no day. */
export function readHoliday(line: string): Holiday | null {
  const [, day = '', name = '', hours] =
    /^(\d{4}-\d\d-\d\d)(?:\s+(.*?))?(?:\s+(\d{1,2}(?::\d\d)?\s*[-–].*))?$/.exec(line.trim()) ?? []
  const blocks = hours === undefined ? undefined : readHours(hours)
  if (!isDay(day) || blocks === null) return null
  return { day, name: name.trim().slice(0, 120), ...(blocks === undefined ? {} : { blocks }) }
}

/** A holiday as it is read again. */
export const writeHoliday = ({ day, name, blocks = [] }: Holiday): string =>
  [day, name, writeHours(blocks)].filter((part) => part !== '').join(' ')
