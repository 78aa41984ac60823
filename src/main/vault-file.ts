import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { opensNothingAlone } from '#shared/vault-names.ts'

/** Seals text under a key of the operating system. */
export interface SystemCipher {
  seal(text: string): Promise<Buffer>
  /** Rejects where the system does not open it (any more). */
  open(sealed: Buffer): Promise<string>
}

type KeptBy = 'system' | 'file'

/** A value as base64: sealed by the system, or as it is. */
interface KeptValue {
  readonly keptBy: KeptBy
  readonly value: string
}

interface Content {
  readonly values: Readonly<Record<string, KeptValue>>
  /** Values that did not open when another took their place: a system store that is away today may be back tomorrow. */
  readonly setAside: readonly (KeptValue & { readonly name: string })[]
}

const empty: Content = { values: {}, setAside: [] }

/** What there is without a store of the system: everything lies open in the file, or only what opens nothing by itself. */
export type NoStore = 'open' | 'guarded'

/** Secrets in one file that only this user may read, sealed by the operating system where it has a store for that. */
export class VaultFile {
  readonly #path: string
  readonly #cipher: SystemCipher | null
  readonly #isGuarded: boolean
  /** What may not lie in the file as it is, by name. It ends with this process. */
  readonly #inMemory = new Map<string, string>()
  #content: Promise<Content> | null = null
  #writing: Promise<void> = Promise.resolve()

  constructor(path: string, store: SystemCipher | NoStore) {
    this.#path = path
    this.#cipher = typeof store === 'string' ? null : store
    this.#isGuarded = store === 'guarded'
  }

  get keptBy(): KeptBy | 'memory' {
    if (this.#isGuarded) return 'memory'
    return this.#cipher === null ? 'file' : 'system'
  }

  /** Null where there is none, or where it cannot be opened any more. */
  async read(name: string): Promise<string | null> {
    await this.#writing
    const inMemory = this.#inMemory.get(name)
    if (inMemory !== undefined) return inMemory
    const kept = (await this.#load()).values[name]
    return kept === undefined ? null : this.#open(kept)
  }

  /** Keeps a value, or forgets it (null). It is on disk when this answers, if it may lie there. */
  async write(name: string, value: string | null): Promise<void> {
    const isForDisk = !this.#isGuarded || opensNothingAlone(name)
    const done = this.#writing.then(() => (isForDisk ? this.#put(name, value) : this.#hold(name, value)))
    // One that failed is told to whoever asked for it, and does not stop the next.
    this.#writing = done.catch(() => undefined)
    return done
  }

  /** Keeps a value in memory; one of that name in the file would be an older one. */
  async #hold(name: string, value: string | null): Promise<void> {
    if ((await this.#load()).values[name] !== undefined) await this.#put(name, null)
    if (value === null) this.#inMemory.delete(name)
    else this.#inMemory.set(name, value)
  }

  async #put(name: string, value: string | null): Promise<void> {
    const { values, setAside } = await this.#load()
    const { [name]: before, ...rest } = values
    const isClosed = before !== undefined && (await this.#open(before)) === null
    const next: Content = {
      values: value === null ? rest : { ...rest, [name]: await this.#seal(value) },
      setAside: isClosed ? [...setAside, { name, ...before }] : setAside,
    }
    await writeWhole(this.#path, JSON.stringify(next))
    this.#content = Promise.resolve(next)
  }

  async #seal(value: string): Promise<KeptValue> {
    if (this.#cipher === null) return { keptBy: 'file', value: Buffer.from(value).toString('base64') }
    return { keptBy: 'system', value: (await this.#cipher.seal(value)).toString('base64') }
  }

  async #open({ keptBy, value }: KeptValue): Promise<string | null> {
    const bytes = Buffer.from(value, 'base64')
    if (keptBy === 'file') return bytes.toString()
    try {
      return this.#cipher === null ? null : await this.#cipher.open(bytes)
    } catch {
      // Another user, another machine, or a store that is away: the caller asks for a new sign-in.
      return null
    }
  }

  #load(): Promise<Content> {
    this.#content ??= this.#isGuarded ? this.#guarded() : readContent(this.#path)
    return this.#content
  }

  /** The content without what lay open under another policy. Each start reads, so none of it stays. */
  async #guarded(): Promise<Content> {
    const content = await readContent(this.#path)
    const entries = Object.entries(content.values)
    const kept = entries.filter(([name, { keptBy }]) => keptBy === 'system' || opensNothingAlone(name))
    if (kept.length === entries.length) return content
    const next = { ...content, values: Object.fromEntries(kept) }
    await writeWhole(this.#path, JSON.stringify(next))
    return next
  }
}

async function readContent(path: string): Promise<Content> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return empty
    throw error
  }
  const content = asContent(text)
  if (content !== null) return content
  // Kept for whoever may still mend it; nothing in it can be used as it is.
  await rename(path, `${path}.damaged`)
  return empty
}

function asContent(text: string): Content | null {
  try {
    const found: unknown = JSON.parse(text)
    return isContent(found) ? found : null
  } catch {
    return null
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

const isKept = (value: unknown): boolean =>
  isObject(value) &&
  'keptBy' in value &&
  (value.keptBy === 'system' || value.keptBy === 'file') &&
  'value' in value &&
  typeof value.value === 'string'

const isContent = (found: unknown): found is Content =>
  isObject(found) &&
  'values' in found &&
  isObject(found.values) &&
  Object.values(found.values).every(isKept) &&
  'setAside' in found &&
  Array.isArray(found.setAside) &&
  found.setAside.every(isKept)

/** Puts a text in place of a file, whole or not at all, so that it would survive a power cut when this answers. */
async function writeWhole(path: string, text: string): Promise<void> {
  const next = `${path}.next`
  await mkdir(dirname(path), { recursive: true })
  const file = await open(next, 'w', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(next, path)
  await syncFolder(dirname(path))
}

/** The new name is on disk only once the folder is. Windows has no such call, and none is needed there. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
