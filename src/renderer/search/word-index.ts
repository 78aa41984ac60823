import { piecesOf, searchTerms } from '#shared/search-terms.ts'
import {
  type Entry,
  type LanguageCount,
  type Prepared,
  type Worth,
  addScores,
  addTo,
  prepare,
  worthOf,
} from './word-scores.ts'

/** What is indexed of one document: its fields, the one that says most first. */
export interface WordEntry {
  readonly id: string
  /** A document is compared with those of its own language: what stands in all of them says nothing. */
  readonly language: string
  readonly fields: readonly [title: string, head: string, text: string]
}

/** A document that has some of the words. */
export interface WordHit {
  readonly id: string
  readonly score: number
}

/**
 * What was found, best first. `whole` is about what a document would score that had every word asked for once, so that a score can be told
 * from a poor best one. `termsOf` tells which of the words a document has, the most telling first.
 */
export interface WordAnswer {
  readonly hits: readonly WordHit[]
  readonly whole: number
  readonly termsOf: (id: string) => string[]
}

/** What is asked. `boost` multiplies a document's score; `isOpenEnded`: the last word may be half typed. */
export interface WordQuestion {
  readonly text: string
  readonly isOpenEnded: boolean
  readonly boost: (id: string) => number
  /** How usual a word is elsewhere, from 0 to 1: a small body of texts cannot tell by itself. */
  readonly usual?: ((term: string) => number) | undefined
}

interface FoundTerm {
  readonly term: string
  readonly postings: readonly number[]
  readonly worth: Worth
}

/** All of it, as JSON can hold it. Places without a document are null. */
export interface WordContent {
  readonly entries: readonly (Entry | null)[]
  readonly words: readonly (readonly [term: string, postings: readonly number[]])[]
}

/** What all pieces of a word are worth against the word itself where each is as telling, and what a word is that begins like the one being typed. */
const piecesWorth = 1
const prefixWorth = 0.3
const slipWorth = 0.2
/** Where no text has a word that was asked for, those with less than this share of their pieces have nothing to do with it. */
const leastPieces = 0.5

// Pieces of words are terms of their own that nobody can type.
const pieceMark = '\u0001'

/** An inverted index over words in any language, ranked by BM25 over weighted fields. */
export class WordIndex {
  readonly #places = new Map<string, number>()
  readonly #entries: (Entry | null)[]
  /** Places without a document. */
  readonly #free: number[] = []
  /** For each term, place and counts by turns. */
  readonly #words: Map<string, number[]>
  /** By language: how many documents there are, and how long their fields are together. */
  readonly #languages = new Map<string, LanguageCount>()
  #prepared: Prepared | null = null

  /** Throws where `content` is none. */
  constructor(content: WordContent | null = null) {
    this.#entries = content === null ? [] : [...content.entries]
    this.#words = new Map(content?.words.map(([term, postings]) => [term, [...postings]]))
    for (const [place, entry] of this.#entries.entries()) {
      if (entry === null) {
        this.#free.push(place)
        continue
      }
      this.#places.set(entry.id, place)
      this.#count(entry, 1)
    }
  }

  /** All of it, to be kept. */
  content(): WordContent {
    return { entries: this.#entries, words: [...this.#words] }
  }

  /** Takes in a document that is not here yet. */
  add({ id, language, fields }: WordEntry): void {
    const counts = new Map<string, number>()
    const lengths: [number, number, number] = [0, 0, 0]
    for (const [field, text] of fields.entries()) {
      const terms = searchTerms(text)
      lengths[field] = terms.length
      for (const term of terms) {
        addTo(counts, term, field)
        for (const piece of piecesOf(term)) addTo(counts, pieceMark + piece, field)
      }
    }
    const place = this.#free.pop() ?? this.#entries.length
    const entry: Entry = { id, language, lengths }
    this.#entries[place] = entry
    this.#places.set(id, place)
    this.#count(entry, 1)
    for (const [term, count] of counts) {
      const postings = this.#words.get(term)
      if (postings === undefined) this.#words.set(term, [place, count])
      else postings.push(place, count)
    }
  }

  /** Takes documents out with every word that only they had: what is kept must not name them. */
  remove(ids: readonly string[]): void {
    const gone = new Set<number>()
    for (const id of ids) {
      const place = this.#places.get(id)
      const entry = place === undefined ? null : this.#entries[place]
      if (place === undefined || entry === null || entry === undefined) continue
      gone.add(place)
      this.#places.delete(id)
      this.#entries[place] = null
      this.#free.push(place)
      this.#count(entry, -1)
    }
    if (gone.size === 0) return
    for (const [term, postings] of this.#words) {
      const kept = withoutPlaces(postings, gone)
      if (kept.length === 0) this.#words.delete(term)
      else if (kept !== postings) this.#words.set(term, kept)
    }
  }

  /** The share of all documents that have a word. */
  shareOf(term: string): number {
    return this.#places.size === 0 ? 0 : (this.#words.get(term)?.length ?? 0) / 2 / this.#places.size
  }

  /** The documents that have words of the question, best first. Where none has, words that are a slip of the finger away count. */
  search(question: WordQuestion): WordAnswer {
    const exact = this.#ranked(question, this.#asked(question))
    return exact.hits.length > 0 ? exact : this.#ranked(question, this.#slips(question.text))
  }

  /** The terms to look for, with what each is worth. */
  #asked({ text, isOpenEnded }: WordQuestion): Map<string, number> {
    const terms = searchTerms(text)
    const asked = new Map<string, number>()
    for (const term of terms) {
      // Asked twice is meant more, but not twice as much.
      asked.set(term, Math.sqrt((asked.get(term) ?? 0) ** 2 + 1))
      const pieces = piecesOf(term)
      for (const piece of pieces) {
        const worth = piecesWorth / Math.sqrt(pieces.length)
        asked.set(pieceMark + piece, Math.max(worth, asked.get(pieceMark + piece) ?? 0))
      }
    }
    const last = terms.at(-1)
    if (!isOpenEnded || last === undefined || last.length < 2) return asked
    for (const term of this.#words.keys()) {
      if (term.length > last.length && term.startsWith(last) && !asked.has(term)) asked.set(term, prefixWorth)
    }
    return asked
  }

  /** Words that begin like those asked for, or differ by a letter or two. */
  #slips(text: string): Map<string, number> {
    const near = new Map<string, number>()
    for (const asked of new Set(searchTerms(text))) {
      const most = Math.min(2, Math.floor(asked.length / 4))
      for (const term of this.#words.keys()) {
        if (term.startsWith(pieceMark)) continue
        if (term.startsWith(asked) || (most > 0 && isNear(asked, term, most))) near.set(term, slipWorth)
      }
    }
    return near
  }

  #ranked({ boost, usual }: WordQuestion, asked: ReadonlyMap<string, number>): WordAnswer {
    const prepared = (this.#prepared ??= prepare(this.#entries, this.#languages))
    const scores = new Float64Array(this.#entries.length)
    const found: FoundTerm[] = []
    let whole = 0
    for (const [term, weight] of asked) {
      const postings = this.#words.get(term)
      if (postings === undefined) {
        // A word that no document has would be the most telling one; its pieces say that once more.
        if (!term.startsWith(pieceMark)) whole += weight * Math.log(1 + 2 * this.#places.size)
        continue
      }
      const worth = worthOf(postings, usual === undefined ? weight : weight * (1 - usual(term)) ** 2, prepared)
      whole += Math.max(0, ...worth)
      if (!term.startsWith(pieceMark)) found.push({ term, postings, worth })
      addScores(scores, postings, worth, prepared)
    }
    const alike = found.length === 0 ? this.#alike(asked) : null
    const hits: { id: string; score: number }[] = []
    for (const [place, entry] of this.#entries.entries()) {
      const score = scores[place] ?? 0
      if (entry !== null && score > 0 && (alike === null || alike.has(place)))
        hits.push({ id: entry.id, score: score * boost(entry.id) })
    }
    hits.sort((a, b) => b.score - a.score)
    return { hits, whole, termsOf: (id) => this.#termsOf(id, found) }
  }

  /** The places of documents that have most pieces of what was asked for. */
  #alike(asked: ReadonlyMap<string, number>): ReadonlySet<number> {
    const shares = new Map<number, number>()
    let all = 0
    for (const [term, weight] of asked) {
      if (!term.startsWith(pieceMark)) continue
      all += weight
      const postings = this.#words.get(term) ?? []
      for (let at = 0; at < postings.length; at += 2) {
        const place = postings[at] ?? 0
        shares.set(place, (shares.get(place) ?? 0) + weight)
      }
    }
    return new Set([...shares].flatMap(([place, share]) => (share >= all * leastPieces ? [place] : [])))
  }

  #termsOf(id: string, found: readonly FoundTerm[]): string[] {
    const place = this.#places.get(id) ?? -1
    const language = this.#prepared?.languageAt[place] ?? -1
    return found
      .filter(({ postings }) => hasPlace(postings, place))
      .sort((a, b) => (b.worth[language] ?? 0) - (a.worth[language] ?? 0))
      .map(({ term }) => term)
  }

  #count({ language, lengths }: Entry, sign: 1 | -1): void {
    this.#prepared = null
    const all = this.#languages.get(language) ?? { count: 0, lengths: [0, 0, 0] }
    all.count += sign
    for (const [field, length] of lengths.entries()) all.lengths[field] = (all.lengths[field] ?? 0) + sign * length
    if (all.count === 0) this.#languages.delete(language)
    else this.#languages.set(language, all)
  }
}

function hasPlace(postings: readonly number[], place: number): boolean {
  for (let at = 0; at < postings.length; at += 2) if (postings[at] === place) return true
  return false
}

function withoutPlaces(postings: number[], gone: ReadonlySet<number>): number[] {
  const kept: number[] = []
  for (let at = 0; at < postings.length; at += 2) {
    const place = postings[at] ?? 0
    if (!gone.has(place)) kept.push(place, postings[at + 1] ?? 0)
  }
  return kept.length === postings.length ? postings : kept
}

/** Whether two words are at most `most` letters apart (Levenshtein), looked at only as far as that needs. */
export function isNear(a: string, b: string, most: number): boolean {
  if (Math.abs(a.length - b.length) > most) return false
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const cell = Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1)
      next.push(cell)
      least = Math.min(least, cell)
    }
    if (least > most) return false
    row = next
  }
  return (row[b.length] ?? 0) <= most
}
