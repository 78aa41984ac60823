import MiniSearch, { type SearchResult } from 'minisearch'
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

const languageOf = (locale: string): string => locale.split('-')[0]?.toLowerCase() ?? ''

/** A full-text index over SOPs in every language at once. Holds their plain text, for snippets. */
export class SopIndex {
  readonly #texts = new Map<string, SopText & { readonly plain: string }>()
  readonly #index = new MiniSearch<Entry>({
    fields: ['title', 'head', 'text'],
    tokenize: searchTerms,
    // Tidying up in the background walks a tree that the next change pulls away under it; the index is built anew at each start anyway.
    autoVacuum: false,
    // Terms come in lower case already.
    processTerm: (term) => term,
    // On real questions a heavier title finds fewer of the right pages: agents search by what is in the text.
    searchOptions: { boost: { title: 1.5, head: 1, text: 1 }, combineWith: 'OR' },
  })

  get size(): number {
    return this.#texts.size
  }

  /** Takes SOPs in, anew where it has them already. */
  put(texts: readonly SopText[]): void {
    this.remove(texts.map(({ id }) => id))
    for (const sop of texts) {
      const plain = sop.body === null ? '' : plainText(sop.body, sop.format)
      this.#texts.set(sop.id, { ...sop, body: null, plain })
      const head = `${sop.section} ${sop.labels.join(' ')} ${sop.market ?? ''}`
      this.#index.add({ id: sop.id, title: sop.title, head, text: plain })
    }
  }

  remove(ids: readonly string[]): void {
    for (const id of ids) {
      if (!this.#texts.delete(id)) continue
      this.#index.discard(id)
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
