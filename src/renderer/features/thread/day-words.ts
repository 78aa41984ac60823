import { say } from '#renderer/words/say.ts'

const day = new Intl.DateTimeFormat('en', { weekday: 'short', day: 'numeric', month: 'short' })
const dayOfYear = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' })

const time = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** The time of day, which is enough below the line that names the day. */
export const timeWords = (at: string): string => time.format(new Date(at))

/** A day as the thread names it: Today, Yesterday, Mon 16 Nov, or with the year where it is another one. */
export function dayWords(at: string, now: Date): string {
  const date = new Date(at)
  const yesterday = new Date(now)
  yesterday.setDate(now.getDate() - 1)
  if (date.toDateString() === now.toDateString()) return say('thread.today')
  if (date.toDateString() === yesterday.toDateString()) return say('thread.yesterday')
  return (date.getFullYear() === now.getFullYear() ? day : dayOfYear).format(date)
}
