import { useSyncExternalStore } from 'react'
import { type Language, type Tongue, formatsFor, pseudoLanguage } from './languages.ts'
import { type Words, sayIn } from './say.ts'

// Each is a file of its own, which comes only where it is spoken.
const catalogues: { readonly [L in Exclude<Language, 'en'>]: () => Promise<{ default: Words }> } = {
  ms: () => import('./catalogues/ms.json'),
  id: () => import('./catalogues/id.json'),
  th: () => import('./catalogues/th.json'),
  vi: () => import('./catalogues/vi.json'),
  'zh-Hans': () => import('./catalogues/zh-Hans.json'),
  fil: () => import('./catalogues/fil.json'),
}

async function wordsIn(tongue: Tongue): Promise<Words> {
  if (tongue === 'en') return {}
  if (tongue === pseudoLanguage) return (await import('./pseudo-words.ts')).pseudoWords()
  return (await catalogues[tongue]()).default
}

let spoken: { readonly tongue: Tongue; readonly formats: string } = { tongue: 'en', formats: 'en' }
/** What was asked for last, by order. */
let asked = 0
const listeners = new Set<() => void>()

/**
 * Says everything in this language from the moment its words are here, with dates and numbers as in `locale` where that is of the language.
 * Rejects where the words cannot be had: then the language stays as it was.
 */
export async function speak(tongue: Tongue, locale: string): Promise<void> {
  const turn = ++asked
  const formats = formatsFor(tongue, locale)
  if (spoken.tongue === tongue && spoken.formats === formats) return
  const words = await wordsIn(tongue)
  if (turn !== asked) return
  sayIn(words, formats)
  spoken = { tongue, formats }
  for (const listener of listeners) listener()
}

/** Tells of every change of language. Answers how to stop. */
export function onSpoken(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The language of the texts now. */
export const tongueNow = (): Tongue => spoken.tongue

/** What is spoken, as a key: whatever has said something must be drawn anew when it changes. */
export const useSpoken = (): string => useSyncExternalStore(onSpoken, () => `${spoken.tongue} ${spoken.formats}`)
