import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

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

/** Secrets in one file that only this user may read, sealed by the operating system where it has a store for that. */
export class VaultFile {
  readonly #path: string
  readonly #cipher: SystemCipher | null
  #content: Promise<Content> | null = null
  #writing: Promise<void> = Promise.resolve()

  /** `cipher`: null where the system has no store for keys. */
  constructor(path: string, cipher: SystemCipher | null) {
    this.#path = path
    this.#cipher = cipher
  }

  get keptBy(): KeptBy {
    return this.#cipher === null ? 'file' : 'system'
  }

  /** Null where there is none, or where it cannot be opened any more. */
  async read(name: string): Promise<string | null> {
    await this.#writing
    const kept = (await this.#load()).values[name]
    return kept === undefined ? null : this.#open(kept)
  }

  /** Keeps a value, or forgets it (null). It is on disk when this answers. */
  async write(name: string, value: string | null): Promise<void> {
    const done = this.#writing.then(() => this.#put(name, value))
    // One that failed is told to whoever asked for it, and does not stop the next.
    this.#writing = done.catch(() => undefined)
    return done
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
    const bytes = this.#cipher === null ? Buffer.from(value) : await this.#cipher.seal(value)
    return { keptBy: this.keptBy, value: bytes.toString('base64') }
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
    this.#content ??= readContent(this.#path)
    return this.#content
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
