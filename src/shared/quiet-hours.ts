import { z } from 'zod'

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** Hours of the day in which nothing is told outside of the window, e.g. from 20:00 until 08:00. The same time twice: none. */
export const QuietHours = z.object({ from: TimeOfDay, to: TimeOfDay })
export type QuietHours = z.infer<typeof QuietHours>

/** How a policy writes them: `20:00-08:00`, or nothing. */
export const quietHoursPattern = /^(|([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d)$/

/** Reads what a policy says; null where it names no hours. */
export function quietHoursOf(written: string): QuietHours | null {
  const [from, to] = written.split('-')
  const read = QuietHours.safeParse({ from, to })
  return read.success ? read.data : null
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** Whether it is quiet at this moment, by the time zone of this computer. Hours may go over midnight; their last minute is not quiet any more. */
export function isQuietAt(hours: QuietHours | null, at: Date): boolean {
  if (hours === null) return false
  const [from, to, now] = [minutesOf(hours.from), minutesOf(hours.to), at.getHours() * 60 + at.getMinutes()]
  return from <= to ? now >= from && now < to : now >= from || now < to
}
