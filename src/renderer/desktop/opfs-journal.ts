import { sha256 } from '@noble/hashes/sha2.js'
import type { OpenedJournal } from '#shared/desktop-bridge.ts'
import {
  type Chain,
  type JournalFileContent,
  chainStart,
  readRecords,
  writeRecords,
} from '#shared/sync/journal-format.ts'
import { type SegmentName, currentSegments, nameSegment, segmentsOf } from './journal-segments.ts'

/** A file that is written at once, without waiting: there is one in workers only, and TypeScript's types for windows do not have it. */
interface SyncAccessHandle {
  write(bytes: Uint8Array<ArrayBuffer>, options: { at: number }): number
  truncate(size: number): void
  flush(): void
  close(): void
}
type WorkerFile = FileSystemFileHandle & { createSyncAccessHandle(): Promise<SyncAccessHandle> }

/** The segment that this worker adds to. */
interface OwnSegment {
  readonly name: string
  readonly handle: SyncAccessHandle
  chain: Chain
  bytes: number
}

interface ReadSegment extends SegmentName {
  readonly isComplete: boolean
  readonly content: JournalFileContent
}

/** From how many segments on they are made one: each window that ever wrote has left one. */
const manySegments = 8

/** A journal in the browser's own file system: in files beside its databases, flushed after each write [S10]. For a worker. */
export class OpfsJournal {
  readonly #name: string
  #folder: FileSystemDirectoryHandle
  #own: OwnSegment | null = null
  #last = 0

  private constructor(name: string, folder: FileSystemDirectoryHandle) {
    this.#name = name
    this.#folder = folder
  }

  /** The journal of that name; null where this browser has no such file system, or lets no page use it. */
  static async at(name: string): Promise<OpfsJournal | null> {
    if (!('createSyncAccessHandle' in FileSystemFileHandle.prototype)) return null
    try {
      return new OpfsJournal(name, await folderOf(name))
    } catch (error) {
      if (error instanceof DOMException && error.name === 'SecurityError') return null
      throw error
    }
  }

  /** Every record that this and earlier windows wrote. */
  async open(): Promise<{ payloads: readonly Uint8Array[] } & Pick<OpenedJournal, 'damagedBytes' | 'brokenLinks'>> {
    this.close()
    const all = await Promise.all((await this.#segments()).map((segment) => this.#read(segment)))
    this.#last = all.at(-1)?.number ?? 0
    const contents = currentSegments(all).map(({ content }) => content)
    const opened = {
      payloads: contents.flatMap(({ payloads }) => payloads),
      damagedBytes: contents.reduce((sum, { damagedBytes }) => sum + damagedBytes, 0),
      brokenLinks: contents.reduce((sum, { brokenLinks }) => sum + brokenLinks, 0),
    }
    // Where there is no room for it they stay as many as they are: all of them are read.
    if (all.length > manySegments) await this.rewrite(opened.payloads).catch(() => undefined)
    return opened
  }

  async append(payloads: readonly Uint8Array[]): Promise<void> {
    this.#own ??= await this.#begin(0)
    const own = this.#own
    const { bytes, chain } = writeRecords(payloads, own.chain, sha256)
    try {
      writeAt(own.handle, bytes, own.bytes)
    } catch (error) {
      // The next append begins a segment of its own: what this one holds by now is not known.
      this.close()
      throw error
    }
    own.chain = chain
    own.bytes += bytes.length
  }

  async rewrite(payloads: readonly Uint8Array[]): Promise<void> {
    const { bytes, chain } = writeRecords(payloads, chainStart, sha256)
    // The browser may have cleared the site's files under the window: then the folder that was opened is none any more.
    this.#folder = await folderOf(this.#name)
    const before = await this.#segments()
    const own = await this.#begin(bytes.length)
    try {
      writeAt(own.handle, bytes, 0)
    } catch (error) {
      own.handle.close()
      // A full disk needs the room; where it stays it is passed over, because it is not complete.
      await this.#remove([own])
      throw error
    }
    this.close()
    this.#own = { ...own, chain, bytes: bytes.length }
    // It counts from here on. One that a dying window still holds open is passed over until it can be removed.
    await this.#remove(before)
  }

  async #remove(segments: readonly { readonly name: string }[]): Promise<void> {
    await Promise.allSettled(segments.map(({ name }) => this.#folder.removeEntry(name)))
  }

  async #begin(whole: number): Promise<OwnSegment> {
    // A worker that took over from one that hung has not opened it: what it writes comes after what is there.
    this.#last = Math.max(this.#last, (await this.#segments()).at(-1)?.number ?? 0) + 1
    const { name } = nameSegment(this.#last, whole)
    const file = (await this.#folder.getFileHandle(name, { create: true })) as WorkerFile
    return { name, handle: await file.createSyncAccessHandle(), chain: chainStart, bytes: 0 }
  }

  async #segments(): Promise<SegmentName[]> {
    const names: string[] = []
    for await (const name of this.#folder.keys()) names.push(name)
    return segmentsOf(names)
  }

  async #read(segment: SegmentName): Promise<ReadSegment> {
    const file = await (await this.#folder.getFileHandle(segment.name)).getFile()
    const bytes = new Uint8Array(await file.arrayBuffer())
    const asBegun = readRecords(bytes.subarray(0, segment.whole), sha256)
    const isComplete = bytes.length >= segment.whole && asBegun.damagedBytes === 0
    return { ...segment, isComplete, content: readRecords(bytes, sha256) }
  }

  /** Lets go of the file; a later call begins another. */
  close(): void {
    this.#own?.handle.close()
    this.#own = null
  }
}

async function folderOf(name: string): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory()
  const journals = await root.getDirectoryHandle('journals', { create: true })
  return journals.getDirectoryHandle(name, { create: true })
}

/** On disk when it returns. Throws where not all of it fits. */
function writeAt(handle: SyncAccessHandle, bytes: Uint8Array<ArrayBuffer>, at: number): void {
  const written = handle.write(bytes, { at })
  if (written < bytes.length) throw new DOMException('The disk is full.', 'QuotaExceededError')
  handle.flush()
}
