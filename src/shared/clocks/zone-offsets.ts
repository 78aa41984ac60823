/** A stretch of time in which the clocks of a zone are ahead of UTC by the same amount. Milliseconds since 1970; `to` is not part of it. */
export interface OffsetSpan {
  readonly from: number
  readonly to: number
  readonly offset: number
}

export const dayMs = 86_400_000
/** How much of a zone's history is worked out at a time. */
const chunkMs = 64 * dayMs
/** No zone sets its clocks forward and back again within this. */
const sampleMs = 4 * dayMs
/** After 400 years the calendar repeats itself: used to keep clear of years below 100, which `Date.UTC` takes for others. */
const cycleMs = 146_097 * dayMs

/** Whether this computer knows a zone of this name. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

const wallFormat = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })

/**
 * By how much a zone's clocks are ahead of UTC, and since when and until when. Taken from `Intl`, which is slow, so that each stretch is asked for
 * once: changes of the clocks are looked for between samples, by halving.
 */
export class ZoneOffsets {
  readonly #format: Intl.DateTimeFormat
  readonly #chunks = new Map<number, readonly OffsetSpan[]>()

  constructor(timeZone: string) {
    this.#format = wallFormat(timeZone)
  }

  /** What covers the time from one instant on, without an end, in order. The first may begin earlier. */
  *from(instant: number): Generator<OffsetSpan> {
    for (let index = Math.floor(instant / chunkMs); ; index++) {
      for (const span of this.#chunk(index)) if (span.to > instant) yield span
    }
  }

  /** Milliseconds by which clocks are ahead of UTC at an instant. */
  at(instant: number): number {
    for (const { offset } of this.from(instant)) return offset
    return 0
  }

  #chunk(index: number): readonly OffsetSpan[] {
    const known = this.#chunks.get(index)
    if (known !== undefined) return known
    const spans = this.#spans(index * chunkMs, (index + 1) * chunkMs)
    this.#chunks.set(index, spans)
    return spans
  }

  #spans(from: number, to: number): OffsetSpan[] {
    const spans: OffsetSpan[] = []
    let [since, offset] = [from, this.#read(from)]
    for (let at = from; at < to; at += sampleMs) {
      const end = at + sampleMs
      const next = this.#read(end)
      if (next === offset) continue
      const change = this.#changeBetween(at, end, offset)
      // What changes at the very end of the chunk belongs to the next one.
      if (change >= to) break
      spans.push({ from: since, to: change, offset })
      ;[since, offset] = [change, next]
    }
    return [...spans, { from: since, to, offset }]
  }

  /** The first instant after `from` at which the clocks show something else than `offset`. They change on whole seconds. */
  #changeBetween(from: number, to: number, offset: number): number {
    let [low, high] = [Math.floor(from / 1000), Math.ceil(to / 1000)]
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (this.#read(middle * 1000) === offset) low = middle
      else high = middle
    }
    return high * 1000
  }

  #read(instant: number): number {
    const part: { [name: string]: number } = {}
    for (const { type, value } of this.#format.formatToParts(instant)) part[type] = Number(value)
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
    const wall = Date.UTC(year + 400, month - 1, day, hour, minute, second) - cycleMs
    return wall - Math.floor(instant / 1000) * 1000
  }
}

const utc = new ZoneOffsets('UTC')
/** What was worked out of a zone holds for good: under its one proper name, so that there are never more than there are zones. */
const known = new Map<string, ZoneOffsets>()

/** The offsets of a zone; those of UTC for one that this computer does not know, so that an old one goes on working. */
export function zoneOffsets(timeZone: string): ZoneOffsets {
  const found = known.get(timeZone)
  if (found !== undefined) return found
  if (!isTimeZone(timeZone)) return utc
  const name = wallFormat(timeZone).resolvedOptions().timeZone
  const offsets = known.get(name) ?? new ZoneOffsets(name)
  known.set(name, offsets)
  return offsets
}
