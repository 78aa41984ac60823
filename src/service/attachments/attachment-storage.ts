import type { Readable } from 'node:stream'

/** Where the bytes of attachments lie, each under its id. */
export interface AttachmentStorage {
  /** Takes over the bytes of a file, which may be gone then. They would survive a power cut when this answers. */
  keep(id: string, path: string): Promise<void>
  /** The bytes, or null where there are none under this id. Rejects where the storage cannot be reached. */
  read(id: string): Promise<Readable | null>
  remove(id: string): Promise<void>
}
