import { z } from 'zod'
import { Id, Instant } from './base.ts'
import { MacroContent } from './macro.ts'
import { VersionState } from './version-state.ts'

/** One version of a macro: written as a draft, reviewed, published, and in the end archived. What is in force stands in the macro's own row. */
export const MacroVersion = z.looseObject({
  id: Id,
  /** The macro, which is not there before its first version is published. */
  macroId: Id,
  /** The one it becomes, or became, when it is published; 0: as it came from elsewhere. */
  number: z.number().int().min(0),
  /** The version in force when the writing began; 0: none. */
  basedOn: z.number().int().min(0),
  state: VersionState,
  content: MacroContent,
  /** What changed, in the author's words. */
  note: z.string().max(500),
  authorId: Id,
  authorName: z.string().max(200),
  createdAt: Instant,
  updatedAt: Instant,
  /** Who published it or sent it back, and what they said. */
  review: z
    .looseObject({ byAgentId: Id, byName: z.string().max(200), at: Instant, said: z.string().max(500) })
    .nullable(),
  publishedAt: Instant.nullable(),
})
export type MacroVersion = z.infer<typeof MacroVersion>
