import { z } from 'zod'
import { Id } from './base.ts'

/** A file that belongs to a message. Its bytes are with the service, under this id; the row says only what it is. */
export const Attachment = z.looseObject({
  id: Id,
  name: z.string().min(1).max(255),
  /** In bytes. */
  size: z.number().int().min(0),
  /** A media type such as `image/png`, as found by looking at the bytes, not as claimed. */
  type: z.string().max(120),
  /** SHA-256 of the bytes, in lower-case hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Shown within the text instead of below it. */
  isInline: z.boolean(),
})
export type Attachment = z.infer<typeof Attachment>
