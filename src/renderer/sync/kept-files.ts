import { Dexie, type Table } from 'dexie'
import type { Attachment } from '#shared/domain/attachment.ts'
import type { Seal } from './seal.ts'
import { openJson, sealJson } from './sealed-record.ts'

/** A file that waits on this computer until the service has it. */
export interface KeptFile {
  readonly caseId: string
  readonly attachment: Attachment
}

interface Sealed {
  readonly id: string
  readonly sealed: Uint8Array<ArrayBuffer>
}

// What agents wrote stays when a computer is told to forget what it holds; so the name begins as the outbox's does.
class FilesDatabase extends Dexie {
  readonly heads!: Table<Sealed, string>
  readonly bytes!: Table<Sealed, string>

  constructor(agentId: string) {
    super(`tierdesk-outbox-files-${agentId}`, { chromeTransactionDurability: 'strict' })
    this.version(1).stores({ heads: 'id', bytes: 'id' })
  }
}

const headPlace = (id: string): string => `files/heads/${id}`
const bytesPlace = (id: string): string => `files/bytes/${id}`

/** The bytes of attachments that the service does not have yet, sealed. */
export class KeptFiles {
  readonly #database: FilesDatabase
  readonly #seal: Seal

  constructor(agentId: string, seal: Seal) {
    this.#database = new FilesDatabase(agentId)
    this.#seal = seal
  }

  /** On disk when this resolves. Rejects where the disk refuses it. */
  async put(file: KeptFile, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const { id } = file.attachment
    const [head, body] = await Promise.all([
      sealJson(this.#seal, headPlace(id), file),
      this.#seal.seal(bytesPlace(id), bytes),
    ])
    const { heads, bytes: bodies } = this.#database
    await this.#database.transaction('rw', heads, bodies, async () => {
      await heads.put({ id, sealed: head })
      await bodies.put({ id, sealed: body })
    })
  }

  /** Every file that is kept; one that does not open is left out. */
  async all(): Promise<KeptFile[]> {
    const found = await this.#database.heads.toArray()
    const opened = await Promise.all(
      found.map(({ id, sealed }) => openJson(this.#seal, headPlace(id), sealed).catch(() => null)),
    )
    // It opened, so it is what this program wrote.
    return opened.filter((head): head is KeptFile => head !== null)
  }

  /** Null where there are none, or they do not open. */
  async bytes(id: string): Promise<Uint8Array<ArrayBuffer> | null> {
    const found = await this.#database.bytes.get(id)
    return found === undefined ? null : this.#seal.open(bytesPlace(id), found.sealed).catch(() => null)
  }

  async remove(id: string): Promise<void> {
    const { heads, bytes } = this.#database
    await this.#database.transaction('rw', heads, bytes, async () => {
      await heads.delete(id)
      await bytes.delete(id)
    })
  }

  close(): void {
    this.#database.close()
  }
}
