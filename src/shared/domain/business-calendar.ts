import { z } from 'zod'
import { Id, MarketCode } from './base.ts'

/** When people work on a day: minutes since midnight as clocks there show them, the end not part of it. 1440 is midnight at its end. */
export const OpenBlock = z.looseObject({
  from: z.number().int().min(0).max(1439),
  to: z.number().int().min(1).max(1440),
})
export type OpenBlock = z.infer<typeof OpenBlock>

/** A day as it is called where it is: `2026-12-25`. */
export const CalendarDay = z.iso.date()

/** A day that is not like the others of its kind. Without blocks nobody works on it. */
export const Holiday = z.looseObject({
  day: CalendarDay,
  name: z.string().max(120),
  blocks: z.array(OpenBlock).max(12).optional(),
})
export type Holiday = z.infer<typeof Holiday>

/** When people work, for whom: those deadlines that count business hours or business days go by it. */
export const BusinessCalendar = z.looseObject({
  id: Id,
  name: z.string().min(1).max(120),
  /** As the time zone database calls it. */
  timeZone: z.string().min(1).max(60),
  /** The markets and sites whose calendar it is. */
  markets: z.array(MarketCode).max(60),
  siteIds: z.array(Id).max(60),
  /** Blocks of each day of the week, 1 is Monday. Several on one day: there are breaks between them. */
  week: z.array(OpenBlock.extend({ day: z.number().int().min(1).max(7) })).max(84),
  holidays: z.array(Holiday).max(400),
})
export type BusinessCalendar = z.infer<typeof BusinessCalendar>
