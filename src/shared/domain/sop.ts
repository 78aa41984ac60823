import { z } from 'zod'
import { Id, Instant, LocaleTag, MarketCode, Source } from './base.ts'

/** The head of a standard operating procedure in one language. The body is a row of its own, kept on disk. */
export const Sop = z.looseObject({
  id: Id,
  /** Joins the translations of one SOP. */
  groupId: Id,
  title: z.string().min(1).max(500),
  locale: LocaleTag,
  sourceLocale: LocaleTag,
  section: z.string().max(300),
  labels: z.array(z.string().max(100)),
  /** Null: holds in every market. */
  market: MarketCode.nullable(),
  state: z.enum(['draft', 'published', 'archived']),
  internal: z.boolean(),
  version: z.number().int().min(1),
  updatedAt: Instant,
  source: Source.nullable(),
})
export type Sop = z.infer<typeof Sop>

/** The text of an SOP. Its id is the SOP's own. */
export const SopBody = z.looseObject({
  id: Id,
  sopId: Id,
  format: z.enum(['markdown', 'html']),
  body: z.string(),
})
export type SopBody = z.infer<typeof SopBody>
