import MiniSearch, { type AsPlainObject, type Options, type SearchResult } from 'minisearch'
import { plainText } from './plain-text.ts'
import { searchTerms } from './search-terms.ts'
import { type Snippet, snippetOf } from './snippet.ts'

/** What the index takes of one SOP in one language. `body` is null until it is on this computer. */
export interface SopText {
  readonly id: string
  readonly groupId: string
  readonly title: string
  readonly locale: string
  readonly section: string
  readonly labels: readonly string[]
  readonly market: string | null
  readonly body: string | null
  readonly format: 'markdown' | 'html'
  /** What it was read from, head and body. The same mark later means that nothing has to be read again; the empty one always differs. */
  readonly mark: string
}

/** For whom a search is: their language and market rank higher, and nothing is hidden by it. */
export interface SearchFor {
  readonly locale: string | null
  readonly market: string | null
}

/** A found SOP, best first. */
export interface SopHit {
  readonly sopId: string
  readonly score: number
  readonly snippet: Snippet
}

interface Entry {
  readonly id: string
  readonly title: string
  readonly head: string
  readonly text: string
}

/** What the index keeps of an SOP beside its words: `plain` is for snippets. */
type KeptText = Omit<SopText, 'body' | 'format'> & { readonly plain: string }

/** All of an index, as JSON can hold it. */
export interface IndexContent {
  readonly texts: readonly KeptText[]
  readonly words: AsPlainObject
}

const options: Options<Entry> = {
  fields: ['title', 'head', 'text'],
  tokenize: searchTerms,
  // Whatever goes is taken out for good when it goes: nothing is left to tidy up.
  autoVacuum: false,
  // Terms come in lower case already.
  processTerm: (term) => term,
  // On real questions a heavier title finds fewer of the right pages: agents search by what is in the text.
  searchOptions: { boost: { title: 1.5, head: 1, text: 1 }, combineWith: 'OR' },
}

const entryOf = ({ id, title, section, labels, market, plain }: KeptText): Entry => ({
  id,
  title,
  head: `${section} ${labels.join(' ')} ${market ?? ''}`,
  text: plain,
})

const isSame = (a: Entry, b: Entry): boolean => a.title === b.title && a.head === b.head && a.text === b.text

const languageOf = (locale: string): string => locale.split('-')[0]?.toLowerCase() ?? ''

/** A full-text index over SOPs in every language at once. Holds their plain text, for snippets. */
export class SopIndex {
  readonly #texts: Map<string, KeptText>
  readonly #index: MiniSearch<Entry>

  /** Throws where `content` is none. */
  constructor(content: IndexContent | null = null) {
    this.#texts = new Map(content?.texts.map((text) => [text.id, text]))
    this.#index = content === null ? new MiniSearch(options) : MiniSearch.loadJS(content.words, options)
  }

  get size(): number {
    return this.#texts.size
  }

  /** From what each SOP here was read. */
  marks(): Map<string, string> {
    return new Map([...this.#texts.values()].map(({ id, mark }) => [id, mark]))
  }

  /** All of it, to be kept. */
  content(): IndexContent {
    return { texts: [...this.#texts.values()], words: this.#index.toJSON() }
  }

  /** Takes SOPs in, anew where it has them already. */
  put(texts: readonly SopText[]): void {
    for (const { body, format, ...sop } of texts) {
      const text = { ...sop, plain: body === null ? '' : plainText(body, format) }
      const before = this.#texts.get(sop.id)
      // A whole new copy brings every text again, most of them as they were.
      const isIndexed = before !== undefined && isSame(entryOf(before), entryOf(text))
      if (!isIndexed) this.remove([sop.id])
      this.#texts.set(sop.id, text)
      if (!isIndexed) this.#index.add(entryOf(text))
    }
  }

  /** Takes SOPs out with every word of theirs: what is kept of the index must not name them [S17]. */
  remove(ids: readonly string[]): void {
    for (const id of ids) {
      const text = this.#texts.get(id)
      if (text === undefined) continue
      this.#texts.delete(id)
      this.#index.remove(entryOf(text))
    }
  }

  /** The best SOPs for a question, one per group of translations, at most `limit`. */
  search(question: string, who: SearchFor, limit: number): SopHit[] {
    const groups = new Set<string>()
    const hits: SopHit[] = []
    for (const result of this.#results(question, who)) {
      const sop = this.#texts.get(String(result.id))
      if (sop === undefined || groups.has(sop.groupId)) continue
      groups.add(sop.groupId)
      hits.push({ sopId: sop.id, score: result.score, snippet: snippetOf(sop.plain, result.terms) })
      if (hits.length === limit) break
    }
    return hits
  }

  // Whole words first: guessing at once would drown what was asked for. The last word may be half typed.
  #results(question: string, who: SearchFor): SearchResult[] {
    const boostDocument = (id: unknown): number => this.#boost(String(id), who)
    const last = searchTerms(question).at(-1)
    const isOpenEnded = !/\s$/.test(question)
    const prefix = (term: string): boolean => isOpenEnded && term === last && term.length >= 2
    const exact = this.#index.search(question, { boostDocument, prefix, weights: { prefix: 0.3, fuzzy: 0.2 } })
    return exact.length > 0 ? exact : this.#index.search(question, { boostDocument, prefix: true, fuzzy: 0.2 })
  }

  #boost(id: string, who: SearchFor): number {
    const sop = this.#texts.get(id)
    if (sop === undefined) return 1
    const isLanguage = who.locale !== null && languageOf(who.locale) === languageOf(sop.locale)
    const isExact = isLanguage && who.locale?.toLowerCase() === sop.locale.toLowerCase()
    const language = isExact ? 1.3 : isLanguage ? 1.2 : 1
    const market = sop.market === null || who.market === null ? 1 : sop.market === who.market ? 1.2 : 0.6
    return language * market
  }
}
