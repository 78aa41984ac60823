import type { Row } from '#shared/tables.ts'
import { TitleSearch } from './title-search.ts'
import { type AskLearnt, InsightFeed, type InsightSource } from './insight-feed.ts'
import type { SearchFor, SopHit, SopText } from './sop-index.ts'
import type {
  IndexOwner,
  SearchPort,
  SearchReply,
  SearchRequest,
  SuggestFor,
  Suggestions,
} from './sop-search-protocol.ts'

type Sop = Row<'sops'>
type SopBody = Row<'sopBodies'>

/** Where SOPs are read from: the workspace is one. */
export interface SopSource {
  all(table: 'sops'): Sop[]
  cold(table: 'sopBodies', sopId: string): Promise<SopBody[]>
  /** For each, another text where its body may have changed, also between two starts; empty where it has none here. */
  coldMarks(table: 'sopBodies', sopIds: readonly string[]): Promise<readonly string[]>
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

/** What the search needs beside its source. */
export interface SearchPorts {
  readonly owner: IndexOwner
  readonly start: () => SearchPort
  /** Runs the work once nothing else is going on: the first screen does not wait for an index. */
  readonly whenIdle: (work: () => void) => void
  /** Absent: nothing is suggested from history. */
  readonly insight?: { readonly source: InsightSource; readonly ask: AskLearnt }
}

/** A SOP as it is to be indexed now. `hasBody`: there is one on this computer, as `mark` says. */
interface Changed {
  readonly sop: Sop
  readonly mark: string
  readonly hasBody: boolean
}

const noSuggestions: Suggestions = { macros: [], sops: [] }

/** From how many changed SOPs on reading them in one go costs less than one by one. */
const manyChanges = 40

/**
 * Full-text search over every SOP on this computer. The index is kept, built and asked in a worker, so that none of it holds up the
 * window; until it is there, titles are searched here. The worker is told only of SOPs that differ from what it has.
 */
export class SopSearch {
  readonly #source: SopSource
  readonly #ports: SearchPorts
  readonly #marks = new Map<string, string>()
  readonly #waiting = new Map<number, (hits: readonly SopHit[]) => void>()
  readonly #suggesting = new Map<number, (found: Suggestions) => void>()
  readonly #listeners = new Set<() => void>()
  readonly #feed: InsightFeed | null
  #port: SearchPort | null = null
  #unsubscribe = (): void => undefined
  #isClosed = false
  #titles: TitleSearch | null = null
  #seen = ''
  #next = 1
  #turn = 0
  #isOpen = false
  #isBuilt = false
  #isReading = false

  constructor(source: SopSource, ports: SearchPorts) {
    this.#source = source
    this.#ports = ports
    const { insight } = ports
    this.#feed = insight === undefined ? null : new InsightFeed(insight.source, insight.ask, (said) => this.#tell(said))
    ports.whenIdle(() => this.#begin())
  }

  /** Whether the texts are in the index, or still titles only. */
  get isBuilt(): boolean {
    return this.#isBuilt
  }

  /** Grows when other things may be found or suggested than before. */
  get turn(): number {
    return this.#turn
  }

  /** Told when the index has been built, and when other things may be found or suggested than before. */
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

  /** The macros and SOPs that suit a case, each with its reason; none of them before the worker is there. */
  async suggest(what: SuggestFor): Promise<Suggestions> {
    if (!this.#isOpen || this.#isClosed) return noSuggestions
    const n = this.#next++
    const found = new Promise<Suggestions>((resolve) => this.#suggesting.set(n, resolve))
    this.#tell({ do: 'suggest', n, what })
    return found
  }

  /** Stops the worker; open questions are answered with nothing. */
  close(): void {
    this.#isClosed = true
    this.#unsubscribe()
    this.#feed?.close()
    this.#port?.terminate()
    for (const resolve of this.#waiting.values()) resolve([])
    this.#waiting.clear()
    for (const resolve of this.#suggesting.values()) resolve(noSuggestions)
    this.#suggesting.clear()
  }

  #begin(): void {
    if (this.#isClosed) return
    this.#port = this.#ports.start()
    this.#port.addEventListener('message', ({ data }) => this.#receive(data))
    this.#tell({ do: 'open', owner: this.#ports.owner })
    this.#unsubscribe = this.#source.subscribe(() => {
      this.#refresh()
      if (this.#isOpen) this.#feed?.refresh()
    })
  }

  #tell(request: SearchRequest): void {
    this.#port?.postMessage(request)
  }

  #receive(reply: SearchReply): void {
    switch (reply.is) {
      case 'opened':
        return this.#opened(reply.marks)
      case 'built':
        return this.#built()
      case 'found':
        this.#waiting.get(reply.n)?.(reply.hits)
        this.#waiting.delete(reply.n)
        return
      case 'insight':
        this.#feed?.heard(reply.version)
        return this.#announce()
      case 'suggested':
        this.#suggesting.get(reply.n)?.(reply.what)
        this.#suggesting.delete(reply.n)
    }
  }

  #opened(marks: ReadonlyMap<string, string> | null): void {
    for (const [id, mark] of marks ?? []) this.#marks.set(id, mark)
    this.#isOpen = true
    this.#feed?.refresh()
    // Takes out what left the agent's sight meanwhile, before any question is asked.
    this.#refresh()
    if (marks !== null) this.#built()
  }

  #built(): void {
    if (this.#isBuilt) return
    this.#isBuilt = true
    this.#announce()
  }

  #announce(): void {
    this.#turn += 1
    for (const listener of this.#listeners) listener()
  }

  // Bodies of a whole new copy can be read only once it is complete, so the end of a download counts as a change.
  #mark(): string {
    const source = this.#source
    return [source.version('sops'), source.version('sopBodies'), source.sync.download === null].join()
  }

  #refresh(): void {
    const mark = this.#mark()
    if (mark === this.#seen) return
    this.#titles = null
    if (!this.#isOpen) return
    this.#dropGone()
    if (this.#isReading) return
    this.#seen = mark
    this.#isReading = true
    void this.#index().finally(() => {
      this.#isReading = false
      this.#refresh()
    })
  }

  /** What is out of sight leaves the index at once, whatever is being read meanwhile [S17]. */
  #dropGone(): void {
    const here = this.#here()
    const gone = [...this.#marks.keys()].filter((id) => !here.has(id))
    for (const id of gone) this.#marks.delete(id)
    if (gone.length === 0) return
    this.#tell({ do: 'remove', ids: gone })
    this.#changedWhatIsFound()
  }

  /** What was asked before is asked again: the worker answers in the order in which it is told. */
  #changedWhatIsFound(): void {
    if (this.#isBuilt) this.#announce()
  }

  #here(): ReadonlySet<string> {
    return new Set(this.#source.all('sops').map(({ id }) => id))
  }

  async #index(): Promise<void> {
    const changed = await this.#changed()
    const bodies = await this.#bodies(changed.filter(({ hasBody }) => hasBody).map(({ sop }) => sop))
    // Reading takes a while: what left the agent's sight meanwhile stays out.
    const here = this.#here()
    const texts = changed
      .filter(({ sop }) => here.has(sop.id))
      .map(({ sop, mark, hasBody }) => {
        const body = bodies.get(sop.id)
        // One whose text could not be read is looked for again at the next change.
        return textOf(sop, body, hasBody && body === undefined ? '' : mark)
      })
    for (const { id, mark } of texts) this.#marks.set(id, mark)
    if (texts.length > 0) {
      this.#tell({ do: 'put', texts })
      this.#changedWhatIsFound()
    }
    if (!this.#isBuilt) this.#tell({ do: 'built' })
  }

  async #changed(): Promise<Changed[]> {
    const sops = this.#source.all('sops')
    const ofBodies = await this.#source.coldMarks(
      'sopBodies',
      sops.map(({ id }) => id),
    )
    return sops
      .map((sop, at) => ({ sop, mark: markOf(sop, ofBodies[at] ?? ''), hasBody: (ofBodies[at] ?? '') !== '' }))
      .filter(({ sop, mark }) => this.#marks.get(sop.id) !== mark)
  }

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

/** All that the index takes of an SOP's head is in it, so that nothing that changes there goes unseen. */
function markOf(sop: Sop, ofBody: string): string {
  const { version, updatedAt, state, groupId, locale, market, section, title, labels } = sop
  return [version, updatedAt, state, groupId, locale, market, section, title, ...labels, ofBody].join('\u007f')
}

const textOf = (sop: Sop, body: SopBody | undefined, mark: string): SopText => ({
  id: sop.id,
  groupId: sop.groupId,
  title: sop.title,
  locale: sop.locale,
  section: sop.section,
  labels: sop.labels,
  market: sop.market,
  body: body?.body ?? null,
  format: body?.format ?? 'markdown',
  mark,
})
