import type { Day, TimeRange } from './query-node.ts'

const second = 1000
const units = { s: second, m: 60 * second, h: 3600 * second, d: 86_400 * second, w: 7 * 86_400 * second } as const
const isUnit = (name: string | undefined): name is keyof typeof units =>
  name !== undefined && Object.hasOwn(units, name)
/** Ten years: beyond it nobody means a number. */
const longestAge = 3650 * units.d

const firstDay = '1899-12-31'
const lastDay = '2100-01-01'

/** The day so many days after another, within two centuries. Days have no zone: they are counted in UTC and read wherever one is. */
export function dayAfter(day: Day, days: number): Day {
  const after = new Date(Date.parse(`${day}T00:00:00.000Z`) + days * units.d).toISOString().slice(0, 10)
  return after < firstDay ? firstDay : after > lastDay ? lastDay : after
}

function dayOf(text: string): Day | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text < firstDay || text > lastDay) return null
  const at = Date.parse(`${text}T00:00:00.000Z`)
  // The 31st of a month of 30 days is read as the 1st of the next.
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text ? null : text
}

function ageOf(text: string): TimeRange | null {
  const [, sign = '', count, unit] = /^([<>]=?)?(\d{1,6})([smhdw])$/i.exec(text) ?? []
  const name = unit?.toLowerCase()
  if (count === undefined || !isUnit(name)) return null
  const ms = Number(count) * units[name]
  return ms > longestAge ? null : { age: sign.startsWith('>') ? '>' : '<', ms }
}

function daysFrom(day: Day, sign: string | undefined): TimeRange {
  switch (sign) {
    case '<':
      return { from: null, to: dayAfter(day, -1) }
    case '<=':
      return { from: null, to: day }
    case '>':
      return { from: dayAfter(day, 1), to: null }
    case '>=':
      return { from: day, to: null }
    default:
      return { from: day, to: day }
  }
}

function daysOf(text: string): TimeRange | null {
  const [, sign, one = ''] = /^([<>]=?)?(.*)$/s.exec(text) ?? []
  const day = dayOf(one)
  if (day !== null) return daysFrom(day, sign)
  const [first, last, ...more] = text.split('..')
  if (first === undefined || last === undefined || more.length > 0 || first + last === '') return null
  const [from, to] = [dayOf(first), dayOf(last)]
  return (first !== '' && from === null) || (last !== '' && to === null) ? null : { from, to }
}

/** Reads `<2h`, `>4h`, `2026-11-01`, `2026-11-01..2026-11-10`, `>=2026-11-01`, `today` or `yesterday`; null for everything else. */
export function readTime(text: string): TimeRange | null {
  const lower = text.toLowerCase()
  if (lower === 'today' || lower === 'yesterday') return { day: lower }
  return ageOf(text) ?? daysOf(text)
}

/** A time as it is read back. */
export function writeTime(range: TimeRange): string {
  if ('age' in range) {
    const { age, ms } = range
    const unit = (['w', 'd', 'h', 'm'] as const).find((name) => ms > 0 && ms % units[name] === 0) ?? 's'
    return `${age}${ms / units[unit]}${unit}`
  }
  if ('day' in range) return range.day
  const { from, to } = range
  return from === to && from !== null ? from : `${from ?? ''}..${to ?? ''}`
}
