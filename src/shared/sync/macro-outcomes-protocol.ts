import { z } from 'zod'
import { Id } from '../domain/base.ts'

const count = z.number().int().min(0)

/** What came of one macro lately: counts, so that whoever shows a share knows how many it is of. */
export const MacroOutcome = z.object({
  macroId: Id,
  uses: count,
  /** Replies that a party answered within 3 days, of all that are 3 days old. */
  bounced: count,
  bounceOf: count,
  /** Uses that solved the case and were answered within 7 days, of all such that are 7 days old. */
  reopened: count,
  reopenOf: count,
  /** Cases rated good, of all rated cases that it was used on. */
  good: count,
  rated: count,
})
export type MacroOutcome = z.infer<typeof MacroOutcome>

/** The answer of `POST /api/macro-outcomes`. */
export const MacroOutcomesReply = z.object({ macros: z.array(MacroOutcome) })
export type MacroOutcomesReply = z.infer<typeof MacroOutcomesReply>
