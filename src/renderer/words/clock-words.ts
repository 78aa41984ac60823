import type { CaseClock } from '#shared/domain/case-clock.ts'
import { say } from './say.ts'

const minuteMs = 60_000

/** A span of time as people count it: `45 s`, `12 min`, `3 h 20 min`, `4 h`, `14 h`, `3 d 4 h`, `12 d`. */
export function saySpan(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  if (seconds < 60) return say('clock.seconds', { n: seconds })
  const minutes = Math.floor(ms / minuteMs)
  if (minutes < 90) return say('age.minutes', { n: minutes })
  const hours = Math.floor(minutes / 60)
  if (hours < 10 && minutes % 60 > 0) return say('clock.hours-minutes', { h: hours, m: minutes % 60 })
  if (hours < 48) return say('age.hours', { n: hours })
  const days = Math.floor(hours / 24)
  return days < 10 && hours % 24 > 0
    ? say('clock.days-hours', { d: days, h: hours % 24 })
    : say('age.days', { n: days })
}

export type Standing = 'running' | 'close' | 'over' | 'still' | 'still-over' | 'met' | 'missed'

/** How a clock stands. `now`: the service's time, milliseconds since 1970. */
export function standingOf(clock: CaseClock, now: number): Standing {
  if (clock.endedAt !== undefined) return clock.dueAt === null ? 'met' : 'missed'
  const isOver = clock.dueAt !== null && Date.parse(clock.dueAt) <= now
  if (clock.isPaused === true || clock.dueAt === null) return isOver ? 'still-over' : 'still'
  if (isOver) return 'over'
  return clock.warnAt !== undefined && Date.parse(clock.warnAt) <= now ? 'close' : 'running'
}

/** How much time there is, or was too little: milliseconds. */
function spanOf({ dueAt, leftMs = 0, endedAt }: CaseClock, now: number): number {
  if (dueAt === null) return leftMs
  return Math.abs(Date.parse(dueAt) - (endedAt === undefined ? now : Date.parse(endedAt)))
}

/** How a clock stands, in words: `42 min left`, `5 min over`, `Stands still, 3 h 10 min left`, `Met`. */
export function sayStanding(clock: CaseClock, now: number): string {
  const time = saySpan(spanOf(clock, now))
  switch (standingOf(clock, now)) {
    case 'running':
    case 'close':
      return say('clock.left', { time })
    case 'over':
      return say('clock.over', { time })
    case 'still':
      return say('clock.paused', { time })
    case 'still-over':
      return say('clock.paused-over', { time })
    case 'met':
      return say('clock.met')
    case 'missed':
      return say('clock.missed', { time })
  }
}

/** The colour of a clock: quiet until it is close. */
export const clockTone = (clock: CaseClock, now: number): 'plain' | 'warn' | 'bad' => {
  const standing = standingOf(clock, now)
  return standing === 'over' || standing === 'still-over' ? 'bad' : standing === 'close' ? 'warn' : 'plain'
}

/** What goes with each colour. */
export const toneClasses = { plain: '', warn: 'font-medium text-warn', bad: 'font-medium text-bad' } as const
