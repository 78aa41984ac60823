import { plainText } from './plain-text.ts'
import { type Snippet, snippetOf } from './snippet.ts'
import { type WordAnswer, type WordContent, type WordEntry, type WordHit, WordIndex } from './word-index.ts'

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
  /** The words asked for that it has, the most telling first. */
  readonly terms: readonly string[]
}

/** What the index keeps of an SOP beside its words: `plain` is for snippets. */
type KeptText = Omit<SopText, 'body' | 'format'> & { readonly plain: string }

/** All of an index, as JSON can hold it. */
export interface IndexContent {
  readonly texts: readonly KeptText[]
  readonly words: WordContent
}

const languageOf = (locale: string): string => locale.split('-')[0]?.toLowerCase() ?? ''

const entryOf = ({ id, title, locale, section, labels, market, plain }: KeptText): WordEntry => ({
  id,
  language: languageOf(locale),
  fields: [title, `${section} ${labels.join(' ')} ${market ?? ''}`, plain],
})

const isSame = (a: WordEntry, b: WordEntry): boolean =>
  a.language === b.language && a.fields.every((text, field) => text === b.fields[field])

/** How many of the words found are shown in a snippet. */
const mostMarked = 12

/** A full-text index over SOPs in every language at once. Holds their plain text, for snippets. */
export class SopIndex {
  readonly #texts: Map<string, KeptText>
  readonly #index: WordIndex

  /** Throws where `content` is none. */
  constructor(content: IndexContent | null = null) {
    this.#texts = new Map(content?.texts.map((text) => [text.id, text]))
    this.#index = new WordIndex(content?.words)
  }

  get size(): number {
    return this.#texts.size
  }

  /** From what each SOP here was read. */
  marks(): Map<string, string> {
    return new Map([...this.#texts.values()].map(({ id, mark }) => [id, mark]))
  }

  /** What joins the translations of an SOP; undefined where it is not here. */
  groupOf(sopId: string): string | undefined {
    return this.#texts.get(sopId)?.groupId
  }

  /** The share of all SOPs that have a word. */
  shareOf(term: string): number {
    return this.#index.shareOf(term)
  }

  /** Whether any SOP of a group is here. */
  hasGroup(groupId: string): boolean {
    for (const text of this.#texts.values()) if (text.groupId === groupId) return true
    return false
  }

  /** All of it, to be kept. */
  content(): IndexContent {
    return { texts: [...this.#texts.values()], words: this.#index.content() }
  }

  /** Takes SOPs in, anew where it has them already. */
  put(texts: readonly SopText[]): void {
    const others = texts.map(({ body, format, ...sop }) => ({
      ...sop,
      plain: body === null ? '' : plainText(body, format),
    }))
    // A whole new copy brings every text again, most of them as they were.
    const changed = others.filter((text) => {
      const before = this.#texts.get(text.id)
      return before === undefined || !isSame(entryOf(before), entryOf(text))
    })
    this.remove(changed.map(({ id }) => id))
    for (const text of others) this.#texts.set(text.id, text)
    for (const text of changed) this.#index.add(entryOf(text))
  }

  /** Takes SOPs out with every word of theirs: what is kept of the index must not name them [S17]. */
  remove(ids: readonly string[]): void {
    const here = ids.filter((id) => this.#texts.delete(id))
    if (here.length > 0) this.#index.remove(here)
  }

  /**
   * The best SOPs for a question, one per group of translations, at most `limit`. `learnt` tells how likely the workspace's own history
   * makes each group, all together at most 1.
   */
  search(question: string, who: SearchFor, limit: number, learnt: ReadonlyMap<string, number> = nothing): SopHit[] {
    const { hits, whole, termsOf } = this.#index.search({
      text: question,
      isOpenEnded: !/\s$/.test(question),
      boost: (id) => this.#boost(id, who),
    })
    const groups = new Set<string>()
    const best: SopHit[] = []
    for (const { id, score } of this.#withLearnt({ hits, whole }, who, learnt)) {
      const sop = this.#texts.get(id)
      if (sop === undefined || groups.has(sop.groupId)) continue
      groups.add(sop.groupId)
      const terms = termsOf(id).slice(0, mostMarked)
      best.push({ sopId: id, score, snippet: snippetOf(sop.plain, terms), terms })
      if (best.length === limit) break
    }
    return best
  }

  /** What was found by its words, and what was learnt, in one order: a certainty counts as much as a text that has every word. */
  #withLearnt(
    { hits, whole }: Pick<WordAnswer, 'hits' | 'whole'>,
    who: SearchFor,
    learnt: ReadonlyMap<string, number>,
  ): readonly WordHit[] {
    if (learnt.size === 0) return hits
    const scores = new Map(hits.map(({ id, score }) => [id, score / whole]))
    for (const { id, groupId } of this.#texts.values()) {
      const chance = learnt.get(groupId) ?? 0
      if (chance > 0) scores.set(id, (scores.get(id) ?? 0) + chance * this.#boost(id, who))
    }
    return [...scores].map(([id, score]) => ({ id, score })).sort((a, b) => b.score - a.score)
  }

  #boost(id: string, who: SearchFor): number {
    const sop = this.#texts.get(id)
    if (sop === undefined) return 1
    const isLanguage = who.locale !== null && languageOf(who.locale) === languageOf(sop.locale)
    const isExact = isLanguage && who.locale?.toLowerCase() === sop.locale.toLowerCase()
    const language = isExact ? 1.6 : isLanguage ? 1.5 : 1
    const market = sop.market === null || who.market === null ? 1 : sop.market === who.market ? 1.2 : 0.6
    return language * market
  }
}

const nothing: ReadonlyMap<string, number> = new Map()
