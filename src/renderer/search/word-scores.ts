/** How long each field of a document is, in terms. */
export type Lengths = readonly [number, number, number]

/** What is kept of a document beside its words. */
export interface Entry {
  readonly id: string
  readonly language: string
  readonly lengths: Lengths
}

/** Of one language: how many documents there are, and how long their fields are together. */
export interface LanguageCount {
  count: number
  lengths: [number, number, number]
}

// How much a word counts for more standing in the title, in what is said about the document, and in its text.
const fieldWeights: Lengths = [2, 1.2, 1]
// BM25 (Robertson and Zaragoza 2009) over weighted fields: how soon repeating a word stops to matter, and how much a long field counts for
// less. No least worth of a word, as BM25+ has it: a question of many words then finds whatever text mentions some of them in passing.
const saturation = 3
const lengthShare = 0.7

/** A posting's count of a term in each field: so many bits each for title and head, the rest for the text. */
const countBits = 6
const mostCount = (1 << countBits) - 1
const mostTextCount = (1 << 15) - 1

/** How telling a term is among the documents of each language, by the language's number. */
export type Worth = Float64Array

/** What scoring needs of each document at its place, as numbers; made anew after a change. */
export interface Prepared {
  /** The number of a document's language. */
  readonly languageAt: Int32Array
  /** How many documents there are, by the language's number. */
  readonly counts: readonly number[]
  /** For each document what one use of a term counts in each of its fields. */
  readonly shares: Float64Array
}

/** Works out what scoring needs. Entries without a document are null. */
export function prepare(entries: readonly (Entry | null)[], all: ReadonlyMap<string, LanguageCount>): Prepared {
  const languages = new Map([...all.keys()].map((language, number) => [language, number]))
  const languageAt = new Int32Array(entries.length).fill(-1)
  const shares = new Float64Array(3 * entries.length)
  for (const [place, entry] of entries.entries()) {
    const ofLanguage = entry === null ? undefined : all.get(entry.language)
    if (entry === null || ofLanguage === undefined) continue
    languageAt[place] = languages.get(entry.language) ?? -1
    for (const [field, length] of entry.lengths.entries()) {
      const usual = Math.max(1, (ofLanguage.lengths[field] ?? 0) / ofLanguage.count)
      shares[3 * place + field] = (fieldWeights[field] ?? 1) / (1 - lengthShare + (lengthShare * length) / usual)
    }
  }
  return { languageAt, shares, counts: [...all.values()].map(({ count }) => count) }
}

/** How telling a term is among the documents of each language: what most of them have says next to nothing. */
export function worthOf(postings: readonly number[], weight: number, { languageAt, counts }: Prepared): Worth {
  const worth = new Float64Array(counts.length)
  for (let at = 0; at < postings.length; at += 2) {
    const language = languageAt[postings[at] ?? 0] ?? 0
    worth[language] = (worth[language] ?? 0) + 1
  }
  for (const [language, having] of worth.entries()) {
    const all = counts[language] ?? 0
    worth[language] = having === 0 ? 0 : weight * Math.log(1 + (all - having + 0.5) / (having + 0.5))
  }
  return worth
}

/** Adds what each document's use of a term counts, over its fields. Runs for thousands of documents for each term of a long question. */
export function addScores(scores: Float64Array, postings: readonly number[], worth: Worth, prepared: Prepared): void {
  const { languageAt, shares } = prepared
  for (let at = 0; at < postings.length; at += 2) {
    const place = postings[at] ?? 0
    const counts = postings[at + 1] ?? 0
    const used =
      (counts & mostCount) * (shares[3 * place] ?? 0) +
      ((counts >> countBits) & mostCount) * (shares[3 * place + 1] ?? 0) +
      (counts >> (2 * countBits)) * (shares[3 * place + 2] ?? 0)
    const here = worth[languageAt[place] ?? 0] ?? 0
    scores[place] = (scores[place] ?? 0) + (here * used * (saturation + 1)) / (saturation + used)
  }
}

/** Counts one more use of a term in a field, up to what a posting can say. */
export function addTo(counts: Map<string, number>, term: string, field: number): void {
  const before = counts.get(term) ?? 0
  const shift = field * countBits
  const most = field === 2 ? mostTextCount : mostCount
  if (((before >> shift) & most) < most) counts.set(term, before + (1 << shift))
}
