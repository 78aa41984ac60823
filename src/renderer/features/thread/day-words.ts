import { say, sayDay, sayTime } from '#renderer/words/say.ts'

/** The time of day, which is enough below the line that names the day. */
export const timeWords = (at: string): string => sayTime(at)

/** A day as the thread names it: Today, Yesterday, Mon 16 Nov, or with the year where it is another one. */
export function dayWords(at: string, now: Date): string {
  const date = new Date(at)
  const yesterday = new Date(now)
  yesterday.setDate(now.getDate() - 1)
  if (date.toDateString() === now.toDateString()) return say('thread.today')
  if (date.toDateString() === yesterday.toDateString()) return say('thread.yesterday')
  return sayDay(at, now)
}
