import { searchTerms } from '../search-terms.ts'

/** What a feature was read from: it says which reason a suggestion is given. */
export type FeatureKind =
  | 'always'
  | 'word'
  | 'first'
  | 'note'
  | 'macro'
  | 'turn'
  | 'queue'
  | 'agent'
  | 'language'
  | 'market'

/** One thing that is so about a case or a question. A model knows it by its hash alone. */
export interface Feature {
  readonly kind: FeatureKind
  readonly hash: number
  /** How much of it there is: the words of one text share what one text may weigh. */
  readonly value: number
  /** The word, or the id of the macro. Read from what is before the agent, never from a model. */
  readonly term: string
}

/** A 32-bit hash of a text: FNV-1a over its UTF-16 units (http://www.isthe.com/chongo/tech/comp/fnv), mixed as in MurmurHash3. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** What is so in any case: how often a thing is used at all is learnt as its weight. */
export const always: Feature = { kind: 'always', hash: hashOf('always'), value: 1, term: '' }

/** One fact, such as the queue of a case. */
export const fact = (kind: FeatureKind, name: string, term: string): Feature => ({
  kind,
  hash: hashOf(`${kind}\u0000${name}`),
  value: 1,
  term,
})

/** How many terms of a text are looked at: what a matter is about is said early. */
const mostTerms = 160

/**
 * The words of a text and each two that follow one another, as features of `kind`. Together they weigh `weight` times what the root of
 * their number allows, so that a long text does not outweigh a short one.
 */
export function wordFeatures(kind: FeatureKind, text: string, weight: number): Feature[] {
  const terms = searchTerms(text).slice(0, mostTerms)
  const found = new Map<string, string>()
  for (const [at, term] of terms.entries()) {
    found.set(`${kind}\u0000${term}`, term)
    const next = terms[at + 1]
    if (next !== undefined) found.set(`${kind}\u0000${term} ${next}`, `${term} ${next}`)
  }
  const value = weight / Math.sqrt(Math.max(1, found.size))
  return [...found].map(([name, term]) => ({ kind, hash: hashOf(name), value, term }))
}
