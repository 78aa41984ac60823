import { rm } from 'node:fs/promises'
import type { AttachmentRecord, AttachmentRecords } from './attachment-records.ts'
import type { AttachmentStorage } from './attachment-storage.ts'
import { arrivalPath } from './take-upload.ts'

const hour = 3_600_000
const day = 24 * hour
/** How long an upload may lie in a draft that no window speaks of, beside the longest time a device may be without the service, milliseconds. */
export const draftMs = 30 * day
/** An upload that has not come whole by then never will: each is bounded to minutes. */
const arrivalMs = day
/** Nothing is removed on the first look: what was being sent at that moment is found by the second. */
const lookAgainMs = day
const batch = 200

interface UnusedPorts {
  readonly records: AttachmentRecords
  readonly storage: AttachmentStorage
  /** Where bytes lie while they arrive. */
  readonly arrivalsFolder: string
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** The longest that a device may work without the service, milliseconds. */
  readonly longestLeaseMs: () => number
  /** Of these files, the ids of those that a message of their case names. */
  readonly named: (files: readonly Pick<AttachmentRecord, 'id' | 'caseId'>[]) => Promise<ReadonlySet<string>>
}

/**
 * Lets go of uploads that were attached and never sent: the text was dropped, or the program ended on the way. Files of messages stay as long
 * as the messages do, and those of drafts as long as the window that has the draft says so once in a while: drafts lie with the windows alone.
 */
export class UnusedUploads {
  readonly #ports: UnusedPorts

  constructor(ports: UnusedPorts) {
    this.#ports = ports
  }

  /** Looks once through everything that is old enough. Answers how many were let go of. Rejects where the storage cannot be reached. */
  async step(): Promise<number> {
    await this.#dropHalfArrived()
    await this.#lookAtOld()
    return this.#letGo()
  }

  async #dropHalfArrived(): Promise<void> {
    const { records, arrivalsFolder, now } = this.#ports
    for (const id of await records.dropArriving(now() - arrivalMs)) {
      await rm(arrivalPath(arrivalsFolder, id), { force: true })
    }
  }

  /** Tells apart what a message names and what none does. Each is looked at once. */
  async #lookAtOld(): Promise<void> {
    const { records, named, now, longestLeaseMs } = this.#ports
    for (;;) {
      const old = await records.unlookedAt(now() - longestLeaseMs() - draftMs, batch)
      const found = await named(old)
      await records.noteUse(old, found)
      if (old.length < batch) return
    }
  }

  async #letGo(): Promise<number> {
    const { records, storage, named, now } = this.#ports
    let gone = 0
    for (;;) {
      const unused = await records.unusedSince(now() - lookAgainMs, batch)
      const found = await named(unused)
      await records.noteUse(unused, found)
      const left = unused.filter(({ id }) => !found.has(id))
      for (const { id } of left) if (await records.letGo(id, () => storage.remove(id))) gone += 1
      if (unused.length < batch) return gone
    }
  }
}
