import { rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import type { Attachment } from '#shared/domain/attachment.ts'
import { type UploadQuery, mostAttachmentBytes } from '#shared/sync/attachments-protocol.ts'
import type { AttachmentRecord, AttachmentRecords } from './attachment-records.ts'
import type { AttachmentStorage } from './attachment-storage.ts'
import { takeUpload } from './take-upload.ts'

interface AttachmentsPorts {
  readonly records: AttachmentRecords
  readonly storage: AttachmentStorage
  /** Where bytes lie while they arrive. */
  readonly arrivalsFolder: string
  /** Whether there is a scanner; without one what arrived may be read at once. */
  readonly isScanned: boolean
  /** What an agent may send within a day, in bytes. */
  readonly mostBytesPerDay: number
  /** An attachment is here: a scan, or a reply, may have waited for it. */
  readonly arrived: () => void
}

export type Uploaded =
  | { readonly record: AttachmentRecord }
  | { readonly refused: 'id-taken' | 'over-quota' | 'too-large' | 'wrong-bytes' }

/** What can be done about the attachment of a reply: wait for it, send it, or leave it out. */
export interface Deliverable {
  readonly clean: readonly AttachmentRecord[]
  readonly refusedIds: readonly string[]
  /** Some have not arrived or are not scanned. */
  readonly isWaiting: boolean
}

/** Takes in files, hands them out, and knows how far each is. */
export class Attachments {
  readonly #ports: AttachmentsPorts

  constructor(ports: AttachmentsPorts) {
    this.#ports = ports
  }

  /** Takes in the bytes of a file. The same file under the same id again changes nothing. Rejects where the storage fails. */
  async upload(asked: UploadQuery, agentId: string | null, bytes: Readable): Promise<Uploaded> {
    const { records, mostBytesPerDay } = this.#ports
    const known = await records.find(asked.id)
    const isSame = known !== null && known.agentId === agentId && known.caseId === asked.caseId
    if (known !== null && (!isSame || known.sha256 !== asked.sha256)) return { refused: 'id-taken' }
    const isToCome = known === null || known.state === 'arriving' || known.state === 'forgotten'
    if (!isToCome) return { record: known }
    if (!(await records.begin({ ...asked, agentId }, mostBytesPerDay))) return { refused: 'over-quota' }
    return this.#take(asked, bytes)
  }

  async #take({ id, size, sha256 }: UploadQuery, bytes: Readable): Promise<Uploaded> {
    const { records, storage, arrivalsFolder: folder, isScanned, arrived } = this.#ports
    const came = await takeUpload(bytes, { folder, id, mostBytes: mostAttachmentBytes })
    if (came === null || came.size !== size || came.sha256 !== sha256) {
      if (came !== null) await rm(came.path, { force: true })
      await records.forget(id)
      return { refused: came === null ? 'too-large' : 'wrong-bytes' }
    }
    await storage.keep(id, came.path)
    await records.arrived(id, came.type, isScanned ? 'unscanned' : 'clean')
    arrived()
    const record = await records.find(id)
    return record === null ? { refused: 'wrong-bytes' } : { record }
  }

  /** The files that a channel brought for a message, as the message tells of them; null where one is not there. */
  async broughtFor(ids: readonly string[], caseId: string): Promise<{ attachments?: Attachment[] } | null> {
    if (ids.length === 0) return {}
    const found = await this.#ports.records.ofCase(ids, caseId)
    const isHere = ({ state }: AttachmentRecord): boolean => state !== 'arriving' && state !== 'forgotten'
    const brought = found.filter((record) => isHere(record) && record.agentId === null)
    if (brought.length < new Set(ids).size) return null
    const attachments = brought.map(({ id, name, size, type, sha256 }) => ({
      id,
      name,
      size,
      type,
      sha256,
      isInline: false,
    }))
    return { attachments }
  }

  /** Keeps what this agent has not sent yet; answers what is not there. */
  keep(ids: readonly string[], agentId: string): Promise<string[]> {
    return this.#ports.records.keep(ids, agentId)
  }

  find(id: string): Promise<AttachmentRecord | null> {
    return this.#ports.records.find(id)
  }

  /** The bytes of one that may be read, else null. */
  async open(record: AttachmentRecord): Promise<Readable | null> {
    return record.state === 'clean' ? this.#ports.storage.read(record.id) : null
  }

  /** How far the attachments of a reply are. One of another case, or that was let go of, is as good as one that never comes: it is left out. */
  async ofReply(ids: readonly string[], caseId: string): Promise<Deliverable> {
    const found = new Map((await this.#ports.records.ofCase(ids, null)).map((record) => [record.id, record]))
    const own = ids.map((id) => ({ id, record: found.get(id) }))
    const isOut = ({ record }: { record: AttachmentRecord | undefined }): boolean =>
      record !== undefined && (record.caseId !== caseId || record.state === 'refused' || record.state === 'forgotten')
    const left = own.filter((one) => !isOut(one))
    return {
      clean: left.flatMap(({ record }) => (record?.state === 'clean' ? [record] : [])),
      refusedIds: own.filter(isOut).map(({ id }) => id),
      isWaiting: left.some(({ record }) => record?.state !== 'clean'),
    }
  }
}
