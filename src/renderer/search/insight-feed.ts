import { scopesOf } from '#shared/audience.ts'
import { learningView } from '#shared/insight/learning-view.ts'
import type { Row } from '#shared/tables.ts'
import type { MacroText } from './macro-text.ts'
import type { SearchRequest } from './sop-search-protocol.ts'

type Topic = 'macros' | 'queues' | 'agents' | 'sync'

/** Where macros, and what the agent sees, are read from: the workspace is one. */
export interface InsightSource {
  readonly me: Row<'agents'>
  all(table: 'macros'): Row<'macros'>[]
  all(table: 'queues'): Row<'queues'>[]
  version(topic: Topic): number
  readonly sync: { readonly connection: 'connecting' | 'online' | 'offline'; readonly download: unknown }
}

/** What the service has learnt, where that is another thing than `have`. `wait`: it has nothing yet and is best asked again soon. */
export type Learnt = { readonly is: 'new'; readonly bytes: Uint8Array<ArrayBuffer> } | { readonly is: 'same' | 'wait' }

/** Asks the service. Rejects where it cannot be asked. */
export type AskLearnt = (have: string | null) => Promise<Learnt>

/** How long after an answer the service is asked again, in milliseconds: it learns every few hours, and at first when it is asked. */
const again = { same: 3 * 60 * 60_000, wait: 60_000, failed: 5 * 60_000 }

/** Keeps the worker told of macros, of what the agent sees, and of what the service has learnt for that. */
export class InsightFeed {
  readonly #source: InsightSource
  readonly #ask: AskLearnt
  readonly #tell: (request: SearchRequest) => void
  readonly #macros = new Map<string, Row<'macros'>>()
  #macroMark = -1
  #viewMark = ''
  #view = ''
  #have: string | null = null
  #isAsking = false
  /** Whether the time to ask has come. */
  #isDue = true
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(source: InsightSource, ask: AskLearnt, tell: (request: SearchRequest) => void) {
    this.#source = source
    this.#ask = ask
    this.#tell = tell
  }

  /** Something may have changed. */
  refresh(): void {
    this.#tellMacros()
    this.#tellView()
    if (this.#isDue && this.#view !== '') void this.#fetch()
  }

  /** The worker says what it has. */
  heard(version: string | null): void {
    this.#have = version
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#isDue = false
  }

  #tellMacros(): void {
    const mark = this.#source.version('macros')
    if (mark === this.#macroMark) return
    this.#macroMark = mark
    const active = new Map(this.#source.all('macros').flatMap((macro) => (macro.active ? [[macro.id, macro]] : [])))
    // A row that changed is another object.
    const put = [...active.values()].filter((macro) => this.#macros.get(macro.id) !== macro)
    const gone = [...this.#macros.keys()].filter((id) => !active.has(id))
    for (const id of gone) this.#macros.delete(id)
    for (const macro of put) this.#macros.set(macro.id, macro)
    if (put.length + gone.length > 0) this.#tell({ do: 'macros', put: put.map(textOf), gone })
  }

  #tellView(): void {
    const mark = `${this.#source.version('agents')} ${this.#source.version('queues')}`
    if (mark === this.#viewMark) return
    this.#viewMark = mark
    const view = learningView(scopesOf(this.#source.me, this.#source.all('queues')))
    if (view === this.#view) return
    this.#view = view
    this.#isDue = true
    this.#tell({ do: 'view', view })
  }

  async #fetch(): Promise<void> {
    const { connection, download } = this.#source.sync
    // What is learnt is of use once the rows are here that it is about.
    if (this.#isAsking || connection !== 'online' || download !== null) return
    this.#isAsking = true
    this.#isDue = false
    let wait = again.failed
    try {
      const view = this.#view
      const learnt = await this.#ask(this.#have)
      if (learnt.is === 'new') this.#tell({ do: 'learnt', view, bytes: learnt.bytes })
      wait = learnt.is === 'wait' ? again.wait : again.same
    } catch {
      // Suggestions go on with what there is; the service is asked again later.
    }
    this.#isAsking = false
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#isDue = true
      this.refresh()
    }, wait)
  }
}

const textOf = ({ id, title, template, scope, locale, usageCount }: Row<'macros'>): MacroText => ({
  id,
  title,
  template,
  queueId: scope.of === 'queue' ? scope.queueId : null,
  market: scope.of === 'market' ? scope.market : null,
  locale,
  usageCount,
})
