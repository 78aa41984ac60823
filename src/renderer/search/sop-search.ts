import type { Row } from '#shared/tables.ts'
import { TitleSearch } from './title-search.ts'
import type { SearchFor, SopHit, SopText } from './sop-index.ts'
import type { SearchPort, SearchReply, SearchRequest } from './sop-search-protocol.ts'

type Sop = Row<'sops'>
type SopBody = Row<'sopBodies'>

/** Where SOPs are read from: the workspace is one. */
export interface SopSource {
  all(table: 'sops'): Sop[]
  cold(table: 'sopBodies', sopId: string): Promise<SopBody[]>
  scanCold(table: 'sopBodies', each: (rows: { id: string; [field: string]: unknown }[]) => void): Promise<void>
  version(topic: 'sops' | 'sopBodies' | `sopBodies/${string}`): number
  readonly sync: { readonly download: unknown }
  subscribe(listener: () => void): () => void
}

/** The answer to a question. `isComplete` is false while only titles could be searched. */
export interface SopAnswer {
  readonly hits: readonly SopHit[]
  readonly isComplete: boolean
}

/** From how many changed SOPs on reading them in one go costs less than one by one. */
const manyChanges = 40

/**
 * Full-text search over every SOP on this computer. The index is built and asked in a worker, so that neither holds up the window;
 * until it is there, titles are searched here.
 */
export class SopSearch {
  readonly #source: SopSource
  readonly #start: () => SearchPort
  readonly #marks = new Map<string, string>()
  readonly #waiting = new Map<number, (hits: readonly SopHit[]) => void>()
  readonly #listeners = new Set<() => void>()
  #port: SearchPort | null = null
  #unsubscribe = (): void => undefined
  #isClosed = false
  #titles: TitleSearch | null = null
  #seen = ''
  #next = 1
  #isBuilt = false
  #isReading = false

  /** `whenIdle` runs the work once nothing else is going on: the first screen does not wait for an index. */
  constructor(source: SopSource, start: () => SearchPort, whenIdle: (work: () => void) => void = (work) => work()) {
    this.#source = source
    this.#start = start
    whenIdle(() => this.#begin())
  }

  /** Whether the texts are in the index, or still titles only. */
  get isBuilt(): boolean {
    return this.#isBuilt
  }

  /** Told when the index has been built. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The best SOPs for a question, one per group of translations. */
  async search(question: string, who: SearchFor, limit = 30): Promise<SopAnswer> {
    if (!this.#isBuilt) {
      this.#titles ??= new TitleSearch(this.#source.all('sops'))
      return { hits: this.#titles.search(question, limit), isComplete: false }
    }
    const n = this.#next++
    const hits = new Promise<readonly SopHit[]>((resolve) => this.#waiting.set(n, resolve))
    this.#tell({ do: 'search', n, question, who, limit })
    return { hits: await hits, isComplete: true }
  }

  /** Stops the worker; open questions are answered with nothing. */
  close(): void {
    this.#isClosed = true
    this.#unsubscribe()
    this.#port?.terminate()
    for (const resolve of this.#waiting.values()) resolve([])
    this.#waiting.clear()
  }

  #begin(): void {
    if (this.#isClosed) return
    this.#port = this.#start()
    this.#port.addEventListener('message', ({ data }) => this.#receive(data))
    this.#unsubscribe = this.#source.subscribe(() => this.#refresh())
    this.#refresh()
  }

  #tell(request: SearchRequest): void {
    this.#port?.postMessage(request)
  }

  #receive(reply: SearchReply): void {
    if (reply.is === 'found') {
      this.#waiting.get(reply.n)?.(reply.hits)
      this.#waiting.delete(reply.n)
      return
    }
    this.#isBuilt = true
    for (const listener of this.#listeners) listener()
  }

  // Bodies of a whole new copy can be read only once it is complete, so the end of a download counts as a change.
  #mark(): string {
    const source = this.#source
    return [source.version('sops'), source.version('sopBodies'), source.sync.download === null].join()
  }

  #refresh(): void {
    const mark = this.#mark()
    if (mark === this.#seen || this.#isReading) return
    this.#seen = mark
    this.#titles = null
    this.#isReading = true
    void this.#index().finally(() => {
      this.#isReading = false
      this.#refresh()
    })
  }

  async #index(): Promise<void> {
    const sops = this.#source.all('sops')
    const here = new Set(sops.map(({ id }) => id))
    const gone = [...this.#marks.keys()].filter((id) => !here.has(id))
    for (const id of gone) this.#marks.delete(id)
    if (gone.length > 0) this.#tell({ do: 'remove', ids: gone })
    const changed = sops.filter((sop) => this.#marks.get(sop.id) !== this.#markOf(sop))
    const bodies = await this.#bodies(changed)
    for (const sop of changed) {
      // One whose text is not here yet is looked for again at the next change.
      if (bodies.has(sop.id)) this.#marks.set(sop.id, this.#markOf(sop))
      else this.#marks.set(sop.id, '')
    }
    if (changed.length > 0) this.#tell({ do: 'put', texts: changed.map((sop) => textOf(sop, bodies.get(sop.id))) })
    if (!this.#isBuilt) this.#tell({ do: 'built' })
  }

  #markOf = (sop: Sop): string =>
    `${sop.version}/${sop.updatedAt}/${sop.state}/${this.#source.version(`sopBodies/${sop.id}`)}`

  async #bodies(sops: readonly Sop[]): Promise<ReadonlyMap<string, SopBody>> {
    const bodies = new Map<string, SopBody>()
    if (sops.length > manyChanges) {
      const wanted = new Set(sops.map(({ id }) => id))
      await this.#source.scanCold('sopBodies', (rows) => {
        // The rows of a table have that table's type: they were checked when they were written.
        for (const row of rows as SopBody[]) if (wanted.has(row.sopId)) bodies.set(row.sopId, row)
      })
      return bodies
    }
    for (const sop of sops) {
      const [body] = await this.#source.cold('sopBodies', sop.id)
      if (body !== undefined) bodies.set(sop.id, body)
    }
    return bodies
  }
}

const textOf = (sop: Sop, body: SopBody | undefined): SopText => ({
  id: sop.id,
  groupId: sop.groupId,
  title: sop.title,
  locale: sop.locale,
  section: sop.section,
  labels: sop.labels,
  market: sop.market,
  body: body?.body ?? null,
  format: body?.format ?? 'markdown',
})
