const two = (value: number): string => String(value).padStart(2, '0')

/**
 * An instant as a photograph must say it, so that nobody has to guess which day or which clock: 2026-11-23 17:05 UTC+8. `at`: milliseconds
 * since 1970; `aheadMinutes`: by how much the place is ahead of UTC.
 */
export function watermarkStamp(at: number, aheadMinutes: number): string {
  const there = new Date(at + aheadMinutes * 60_000)
  const day = [there.getUTCFullYear(), two(there.getUTCMonth() + 1), two(there.getUTCDate())].join('-')
  const [hours, minutes] = [Math.floor(Math.abs(aheadMinutes) / 60), Math.abs(aheadMinutes) % 60]
  const offset = `${aheadMinutes < 0 ? '−' : '+'}${hours}${minutes === 0 ? '' : `:${two(minutes)}`}`
  return `${day} ${two(there.getUTCHours())}:${two(there.getUTCMinutes())} UTC${offset}`
}
