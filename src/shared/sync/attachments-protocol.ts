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

/** `POST /api/attachments/keep`: the uploads that what this agent wrote and has not sent still names. */
export const KeepFiles = z.strictObject({ ids: z.array(Id).max(500) })

/** Those that the service does not have: let go of, or never come. The others stay. */
export const KeptFilesReply = z.object({ gone: z.array(Id) })

/** What came of it. `unscanned`: it is here, and nobody may read it until it was looked at. */
export const UploadReply = z.object({
  id: Id,
  type: z.string(),
  state: z.enum(['unscanned', 'clean', 'refused']),
})
export type UploadReply = z.infer<typeof UploadReply>
