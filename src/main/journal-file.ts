import { createHash } from 'node:crypto'
import * as nodeFs from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { GroupCommit } from '#shared/sync/group-commit.ts'
import {
  type Chain,
  chainStart,
  type JournalFileContent,
  readRecords,
  writeRecords,
} from '#shared/sync/journal-format.ts'

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()

/** What a journal needs of the file system. */
export type JournalFs = Pick<typeof nodeFs, 'open' | 'readFile' | 'rename' | 'mkdir' | 'rm' | 'stat'>

type Job =
  | { readonly do: 'append'; readonly payloads: readonly Uint8Array[] }
  | { readonly do: 'rewrite'; readonly payloads: readonly Uint8Array[] }
  | { readonly do: 'close' }
  | { readonly do: 'read'; readonly told: (content: JournalFileContent) => void }

/**
 * One journal: an append-only file whose records survive a power cut once `append` has resolved [S9]. It is the only writer of its file;
 * calls take effect in their order, and appends that come while a write is under way share the next write and its fsync. After an error
 * the file is read again before it is written to. A file that somebody removes or replaces while it is open is put back with all it held:
 * what is written to a file without a name is gone with the program.
 */
export class JournalFile {
  readonly #path: string
  readonly #fs: JournalFs
  readonly #toldPutBack: () => void
  readonly #commit = new GroupCommit<Job>((jobs) => this.#run(jobs))
  /** Null until it was read. */
  #open: { readonly file: FileHandle; readonly inode: number; chain: Chain; bytes: number } | null = null

  /** `putBack` hears of each time the file was gone under the program. */
  constructor(path: string, { fs = nodeFs, putBack = () => undefined }: { fs?: JournalFs; putBack?: () => void } = {}) {
    this.#path = path
    this.#fs = fs
    this.#toldPutBack = putBack
  }

  /** Every record of the file; an empty file where there is none. */
  async read(): Promise<JournalFileContent> {
    let content: JournalFileContent | null = null
    await this.#commit.add({ do: 'read', told: (found) => (content = found) })
    if (content === null) throw new Error('journal-not-read')
    return content
  }

  /** Adds records at the end. Rejects with the system's error (ENOSPC, EIO), and then none of them may be relied on. */
  append(payloads: readonly Uint8Array[]): Promise<void> {
    return this.#commit.add({ do: 'append', payloads })
  }

  /** Puts these records in place of all; after an error or a power cut the file is the old or the new one, whole. */
  rewrite(payloads: readonly Uint8Array[]): Promise<void> {
    return this.#commit.add({ do: 'rewrite', payloads })
  }

  /** Lets go of the file once everything before is written; a later call opens it again. */
  close(): Promise<void> {
    return this.#commit.add({ do: 'close' })
  }

  async #run(jobs: readonly Job[]): Promise<void> {
    try {
      for (const job of inTurns(jobs)) {
        if (job.do === 'append') await this.#append(job.payloads)
        else if (job.do === 'rewrite') await this.#rewrite(job.payloads)
        else if (job.do === 'close') await this.#close()
        else job.told(await this.#read())
      }
    } catch (error) {
      // What reached the disk is not known: the next call finds out. Should closing fail as well, the file is given up all the same.
      await this.#close().catch(() => undefined)
      throw error
    }
  }

  async #read(): Promise<JournalFileContent> {
    await this.#close()
    await this.#makeFolder()
    const bytes = await this.#bytes()
    const content = readRecords(bytes, sha256)
    await this.#opened(await this.#openFile(), content.chain, bytes.length)
    return content
  }

  async #append(payloads: readonly Uint8Array[]): Promise<void> {
    if (this.#open === null) await this.#read()
    else if (!(await this.#isInPlace(this.#open.inode))) await this.#putBack()
    const open = this.#open
    if (open === null) throw new Error('journal-not-read')
    const { bytes, chain } = writeRecords(payloads, open.chain, sha256)
    await writeAll(open.file, bytes, open.bytes)
    await open.file.datasync()
    open.chain = chain
    open.bytes += bytes.length
  }

  async #rewrite(payloads: readonly Uint8Array[]): Promise<void> {
    const { bytes, chain } = writeRecords(payloads, chainStart, sha256)
    await this.#replaceBy(bytes, chain)
  }

  async #replaceBy(bytes: Uint8Array, chain: Chain): Promise<void> {
    await this.#makeFolder()
    await this.#writeNew(bytes)
    // Windows renames nothing over a file that is open.
    await this.#close()
    await this.#fs.rename(`${this.#path}.new`, this.#path)
    await this.#syncFolder(dirname(this.#path))
    await this.#opened(await this.#fs.open(this.#path, 'r+'), chain, bytes.length)
  }

  async #opened(file: FileHandle, chain: Chain, bytes: number): Promise<void> {
    this.#open = { file, inode: (await file.stat()).ino, chain, bytes }
  }

  /** Whether the file that is open is the one that the next start will find. */
  async #isInPlace(inode: number): Promise<boolean> {
    try {
      return (await this.#fs.stat(this.#path)).ino === inode
    } catch (error) {
      if (isCode(error, 'ENOENT')) return false
      throw error
    }
  }

  /** What was written is still in the file that is open, though it has no name any more. */
  async #putBack(): Promise<void> {
    const open = this.#open
    if (open === null) return
    const bytes = new Uint8Array(open.bytes)
    let at = 0
    while (at < bytes.length) {
      const { bytesRead } = await open.file.read(bytes, at, bytes.length - at, at)
      if (bytesRead === 0) break
      at += bytesRead
    }
    await this.#replaceBy(bytes.subarray(0, at), open.chain)
    this.#toldPutBack()
  }

  async #writeNew(bytes: Uint8Array): Promise<void> {
    const path = `${this.#path}.new`
    const file = await this.#fs.open(path, 'w', 0o600)
    try {
      await writeAll(file, bytes, 0)
      await file.datasync()
      await file.close()
    } catch (error) {
      // A full disk needs the room. What went wrong first is what the caller has to know.
      await Promise.allSettled([file.close(), this.#fs.rm(path, { force: true })])
      throw error
    }
  }

  async #close(): Promise<void> {
    const open = this.#open
    this.#open = null
    await open?.file.close()
  }

  async #bytes(): Promise<Uint8Array> {
    try {
      return await this.#fs.readFile(this.#path)
    } catch (error) {
      if (isCode(error, 'ENOENT')) return new Uint8Array()
      throw error
    }
  }

  /** The file, made where there is none, and then its name in the folder survives a power cut too. */
  async #openFile(): Promise<FileHandle> {
    try {
      return await this.#fs.open(this.#path, 'r+')
    } catch (error) {
      if (!isCode(error, 'ENOENT')) throw error
      const file = await this.#fs.open(this.#path, 'wx+', 0o600)
      await this.#syncFolder(dirname(this.#path))
      return file
    }
  }

  async #makeFolder(): Promise<void> {
    const folder = dirname(this.#path)
    const made = await this.#fs.mkdir(folder, { recursive: true, mode: 0o700 })
    if (made !== undefined) await this.#syncFolder(dirname(folder))
  }

  async #syncFolder(folder: string): Promise<void> {
    // Windows opens no folder as a file; NTFS keeps names in a log of its own.
    if (process.platform === 'win32') return
    const opened = await this.#fs.open(folder, 'r')
    try {
      await opened.sync()
    } finally {
      await opened.close()
    }
  }
}

/** The jobs in their order, neighbouring appends as one. */
function inTurns(jobs: readonly Job[]): Job[] {
  const turns: Job[] = []
  for (const job of jobs) {
    const last = turns.at(-1)
    if (job.do === 'append' && last?.do === 'append')
      turns[turns.length - 1] = { do: 'append', payloads: [...last.payloads, ...job.payloads] }
    else turns.push(job)
  }
  return turns
}

async function writeAll(file: FileHandle, bytes: Uint8Array, from: number): Promise<void> {
  let done = 0
  while (done < bytes.length) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, from + done)
    done += bytesWritten
  }
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code
