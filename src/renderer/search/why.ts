import type { Evidence } from '#shared/insight/model.ts'

/**
 * Why something is suggested. The first five are learnt from the workspace's history: `n` is in how many cases it was so. `words`: the
 * words stand in the case and in what is suggested.
 */
export type Why =
  | { readonly of: 'learnt-words'; readonly n: number; readonly terms: readonly string[] }
  | { readonly of: 'learnt-after'; readonly n: number; readonly macroId: string }
  | { readonly of: 'learnt-queue'; readonly n: number }
  | { readonly of: 'learnt-own'; readonly n: number }
  | { readonly of: 'learnt-step'; readonly n: number }
  | { readonly of: 'words'; readonly terms: readonly string[] }
  | { readonly of: 'queue' | 'folder' | 'market' | 'language' | 'recent' | 'used' }

const mostTerms = 3

type Learnt = Extract<Why, { n: number }>['of']

const kinds: { readonly [kind in Evidence['kind']]?: Learnt } = {
  word: 'learnt-words',
  first: 'learnt-words',
  note: 'learnt-words',
  macro: 'learnt-after',
  turn: 'learnt-step',
  queue: 'learnt-queue',
  agent: 'learnt-own',
}

/** What of the evidence weighs most, the strongest first as it comes; null where nothing that can be put into words does. */
export function whyOf(evidence: readonly Evidence[]): Why | null {
  const sums = new Map<Learnt, number>()
  for (const { kind, weight } of evidence) {
    const of = kinds[kind]
    if (of !== undefined) sums.set(of, (sums.get(of) ?? 0) + weight)
  }
  const [strongest] = [...sums].sort((a, b) => b[1] - a[1])
  if (strongest === undefined) return null
  const own = evidence.filter(({ kind }) => kinds[kind] === strongest[0])
  return asWhy(strongest[0], own)
}

function asWhy(of: Learnt, evidence: readonly Evidence[]): Why {
  const n = Math.max(1, ...evidence.slice(0, mostTerms).map(({ count }) => count))
  if (of === 'learnt-words') return { of, n, terms: apart(evidence.map(({ term }) => term)) }
  const macroId = evidence.find(({ term }) => term !== '')?.term ?? ''
  if (of === 'learnt-after') return macroId === '' ? { of: 'learnt-step', n } : { of, n, macroId }
  return { of, n }
}

/** The first few terms, none of which says again what another one says: the marks of a word, or a word of a pair. */
export function apart(terms: readonly string[]): string[] {
  const chosen: string[] = []
  for (const term of terms) {
    if (chosen.length === mostTerms) break
    // Words that short are in every sentence, where words are written with letters.
    if (/^[a-z]{1,2}$/.test(term)) continue
    const isAgain = chosen.some((one) => one.includes(term) || term.includes(one) || isAlike(one, term))
    if (!isAgain) chosen.push(term)
  }
  return chosen
}

const isAlike = (a: string, b: string): boolean => a.normalize('NFD').replace(/\p{M}/gu, '') === b.normalize('NFD')
