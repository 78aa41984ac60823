import type { Attachment } from '#shared/domain/attachment.ts'
import { mediaTypeOf, sniffedBytes } from '#shared/media-type.ts'
import { newId } from '#shared/new-id.ts'
import { mostAttachmentBytes } from '#shared/sync/attachments-protocol.ts'
import type { KeptFile, KeptFiles } from '#renderer/sync/kept-files.ts'
import { say } from '#renderer/words/say.ts'
import type { AttachmentCalls } from './attachment-calls.ts'

/** How far a file of this agent is on its way to the service; `part` from 0 to 1. */
export type FileState =
  | { readonly is: 'waiting' }
  | { readonly is: 'uploading'; readonly part: number }
  | { readonly is: 'failed'; readonly sentence: string }
  /** The service had it and let go of it before it was sent, and it does not lie here any more. */
  | { readonly is: 'gone'; readonly sentence: string }

/** What waits on this computer for the service may be this much, in bytes. */
const mostKept = 200 * 1024 * 1024
/** As many files as one question may be about. */
const mostAsked = 500

interface FilePorts {
  readonly kept: KeptFiles
  readonly calls: AttachmentCalls
  /** Runs `work` while no other window of the agent does. */
  readonly alone: (work: () => Promise<void>) => Promise<void>
}

const hex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** The files that an agent attaches: kept here, sealed, until the service has them, whatever becomes of the window meanwhile. */
export class AttachmentFiles {
  readonly #ports: FilePorts
  readonly #states = new Map<string, FileState>()
  readonly #waiting = new Map<string, KeptFile>()
  readonly #listeners = new Set<() => void>()
  #isSending = false
  #isWanted = false

  constructor(ports: FilePorts) {
    this.#ports = ports
  }

  /** Takes up what an earlier window left, and sends it. */
  async begin(): Promise<void> {
    for (const file of await this.#ports.kept.all()) this.#expect(file)
    this.sendAgain()
  }

  /** Undefined once the service has it, and for the files of others. */
  stateOf(id: string): FileState | undefined {
    return this.#states.get(id)
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Keeps a file for a case and begins to send it. A sentence for people where it cannot be kept. */
  async add(caseId: string, file: File, isInline: boolean): Promise<Attachment | string> {
    const kept = [...this.#waiting.values()].reduce((sum, { attachment }) => sum + attachment.size, 0)
    if (file.size === 0) return say('attach.empty', { name: file.name })
    if (file.size > mostAttachmentBytes) return say('attach.too-large', { name: file.name })
    if (kept + file.size > mostKept) return say('attach.too-many')
    const bytes = new Uint8Array(await file.arrayBuffer())
    const sha256 = hex(await crypto.subtle.digest('SHA-256', bytes))
    const type = mediaTypeOf(bytes.subarray(0, sniffedBytes))
    const attachment: Attachment = { id: newId(), name: nameOf(file), size: bytes.length, type, sha256, isInline }
    try {
      await this.#ports.kept.put({ caseId, attachment }, bytes)
    } catch {
      return say('attach.not-kept', { name: file.name })
    }
    this.#expect({ caseId, attachment })
    this.sendAgain()
    return attachment
  }

  /** The agent does not want it any more. */
  async remove(id: string): Promise<void> {
    this.#settle(id)
    await this.#ports.kept.remove(id)
  }

  /**
   * Tells the service that these are still to be sent, so that it keeps them, and marks those that it has no more and that do not lie here
   * either. Where it cannot be asked nothing is known, and nothing changes.
   */
  async keep(files: readonly Attachment[]): Promise<void> {
    for (let at = 0; at < files.length; at += mostAsked) await this.#keepSome(files.slice(at, at + mostAsked))
  }

  /** The connection may be back, or the agent wants it tried again. */
  sendAgain(): void {
    this.#isWanted = true
    if (this.#isSending) return
    this.#isSending = true
    void this.#ports
      .alone(() => this.#sendAll())
      .catch((error: unknown) => reportError(error))
      .finally(() => {
        this.#isSending = false
        // Something came while the last of them was settled.
        if (this.#isWanted) this.sendAgain()
      })
  }

  /** The bytes, from this computer where they still wait here, else from the service. A sentence for people where there are none. */
  async open({ id, type }: Pick<Attachment, 'id' | 'type'>): Promise<Blob | string> {
    const own = this.#waiting.has(id) ? await this.#ports.kept.bytes(id) : null
    return own === null ? this.#ports.calls.download(id) : new Blob([own], { type })
  }

  close(): void {
    this.#ports.kept.close()
  }

  async #keepSome(files: readonly Attachment[]): Promise<void> {
    const ask = (some: readonly Attachment[]) => this.#ports.calls.keep(some.map(({ id }) => id))
    const missing = await this.#among(files, await ask(files))
    // One that another window sent in between is neither there at the first question nor here after it.
    const gone = missing.length === 0 ? [] : await this.#among(missing, await ask(missing))
    for (const { id, name } of gone) this.#say(id, { is: 'gone', sentence: say('attach.gone', { name }) })
  }

  /** Those of the files with these ids that do not lie on this computer. */
  async #among(files: readonly Attachment[], ids: readonly string[] | null): Promise<readonly Attachment[]> {
    if (ids === null || ids.length === 0) return []
    const here = new Set((await this.#ports.kept.all()).map(({ attachment }) => attachment.id))
    return files.filter(({ id }) => ids.includes(id) && !here.has(id))
  }

  #expect(file: KeptFile): void {
    this.#waiting.set(file.attachment.id, file)
    this.#say(file.attachment.id, { is: 'waiting' })
  }

  #settle(id: string): void {
    this.#waiting.delete(id)
    this.#states.delete(id)
    this.#tell()
  }

  #say(id: string, state: FileState): void {
    this.#states.set(id, state)
    this.#tell()
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }

  async #sendAll(): Promise<void> {
    while (this.#isWanted) {
      this.#isWanted = false
      for (const file of this.#waiting.values()) if (!(await this.#sendOne(file))) return
    }
  }

  /** False where there is no connection: the others would fare no better. */
  async #sendOne({ caseId, attachment }: KeptFile): Promise<boolean> {
    const { id } = attachment
    const bytes = await this.#ports.kept.bytes(id)
    if (bytes === null) {
      this.#say(id, { is: 'failed', sentence: say('attach.lost', { name: attachment.name }) })
      return true
    }
    this.#say(id, { is: 'uploading', part: 0 })
    const sent = await this.#ports.calls.upload({ caseId, attachment }, bytes, (part) =>
      this.#say(id, { is: 'uploading', part }),
    )
    if (sent === 'no-connection') {
      this.#say(id, { is: 'waiting' })
      return false
    }
    if (sent !== 'here') {
      this.#say(id, { is: 'failed', sentence: sent.sentence })
      return true
    }
    await this.#ports.kept.remove(id)
    this.#settle(id)
    return true
  }
}

// A picture from the clipboard has a name that says nothing; the longest that the rules take.
const nameOf = ({ name }: File): string => (name === '' ? say('attach.picture-name') : name.slice(-255))
