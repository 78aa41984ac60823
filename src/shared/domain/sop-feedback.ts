import { z } from 'zod'
import { Id, Instant, LocaleTag, MarketCode } from './base.ts'

/** What an agent says of an SOP; `not-found`: what they searched for and found nothing. */
export const SopFeedbackKind = z.enum(['wrong', 'unclear', 'missing', 'not-found'])
export type SopFeedbackKind = z.infer<typeof SopFeedbackKind>

/** Something that an agent said of an SOP, for its owner. */
export const SopFeedback = z.looseObject({
  id: Id,
  kind: SopFeedbackKind,
  /** Null: there is no SOP for it. */
  groupId: Id.nullable(),
  sopId: Id.nullable(),
  title: z.string().max(500),
  version: z.number().int().min(0),
  text: z.string().max(1000),
  market: MarketCode.nullable(),
  locale: LocaleTag,
  ownerId: Id.nullable(),
  byAgentId: Id,
  byName: z.string().max(200),
  at: Instant,
  /** What came of it; null: nobody has answered yet. */
  answer: z
    .looseObject({ byAgentId: Id, byName: z.string().max(200), at: Instant, said: z.string().max(500) })
    .nullable(),
})
export type SopFeedback = z.infer<typeof SopFeedback>
