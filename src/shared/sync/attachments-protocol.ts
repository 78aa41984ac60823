import { z } from 'zod'
import { Id } from '../domain/base.ts'

/** The largest file that may be attached, in bytes. */
export const mostAttachmentBytes = 25 * 1024 * 1024

/** `POST /api/attachments?…` with the bytes as the body, `application/octet-stream`: what the file is said to be. */
export const UploadQuery = z.strictObject({
  id: Id,
  caseId: Id,
  name: z.string().min(1).max(255),
  size: z.coerce.number().int().min(1).max(mostAttachmentBytes),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
export type UploadQuery = z.infer<typeof UploadQuery>

/** What came of it. `unscanned`: it is here, and nobody may read it until it was looked at. */
export const UploadReply = z.object({
  id: Id,
  type: z.string(),
  state: z.enum(['unscanned', 'clean', 'refused']),
})
export type UploadReply = z.infer<typeof UploadReply>
