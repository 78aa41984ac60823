import type { CaseSoFar } from '#shared/insight/case-so-far.ts'
import { macroPath } from '#shared/domain/macro.ts'
import type { MacroText } from './macro-text.ts'
import { type Why, apart } from './why.ts'

/** What a macro is judged by where history says nothing of it. */
export interface UntaughtFor {
  readonly about: CaseSoFar
  /** Ids of the macros that this agent used last, the latest first. */
  readonly recent: readonly string[]
  /** Ids of the macros that were used in this case, in order. */
  readonly usedHere: readonly string[]
  /** The folders of the last of them. */
  readonly lastFolder: string
  /** How well the words fit, from 0 to 1. */
  readonly fit: number
}

/** How much speaks for a macro, and what of it most. */
export interface Untaught {
  readonly score: number
  readonly of: Why['of']
}

/** The language of a locale, in lower case; null for none. */
export const languageOf = (locale: string | null): string | null => locale?.split('-')[0]?.toLowerCase() ?? null

/** The folders of a macro's title as one text; empty without any. */
export const folderOf = (title: string): string => macroPath(title).folders.join('::')

const queuePart = (macro: MacroText, about: CaseSoFar): number => (isQueue(macro, about) ? 0.3 : 0)
const isQueue = ({ queueId }: MacroText, about: CaseSoFar): boolean => queueId !== null && queueId === about.queueId
const isOtherQueue = ({ queueId }: MacroText, about: CaseSoFar): boolean =>
  queueId !== null && queueId !== about.queueId

const isLanguage = ({ locale }: MacroText, about: CaseSoFar): boolean =>
  locale !== null && languageOf(locale) === languageOf(about.locale)
const isOtherLanguage = (macro: MacroText, about: CaseSoFar): boolean =>
  macro.locale !== null && about.locale !== null && !isLanguage(macro, about)

const folderPart = (macro: MacroText, lastFolder: string): number =>
  lastFolder !== '' && folderOf(macro.title) === lastFolder ? 0.3 : 0

const recentPart = (place: number): number => (place === -1 ? 0 : 0.2 / (1 + place / 4))

/** What speaks for a macro without any history. */
export function untaught(macro: MacroText, { about, recent, usedHere, lastFolder, fit }: UntaughtFor): Untaught {
  const parts: [Why['of'], number][] = [
    ['words', fit],
    ['queue', queuePart(macro, about)],
    ['folder', folderPart(macro, lastFolder)],
    ['market', macro.market === null ? 0 : 0.1],
    ['language', isLanguage(macro, about) ? 0.1 : 0],
    ['recent', recentPart(recent.indexOf(macro.id))],
    ['used', Math.min(0.15, Math.log10(1 + macro.usageCount) / 20)],
  ]
  const sum = parts.reduce((total, [, part]) => total + part, 0)
  // Another language is of little use, another queue's words of some, and nothing is said twice without need.
  const share =
    (isOtherLanguage(macro, about) ? 0.3 : 1) *
    (isOtherQueue(macro, about) ? 0.5 : 1) *
    (usedHere.includes(macro.id) ? 0.3 : 1)
  const [strongest] = [...parts].sort((a, b) => b[1] - a[1])
  return { score: sum * share, of: strongest?.[0] ?? 'used' }
}

/** The same as a reason. `termsOf` tells the words that a macro shares with the case. */
export function untaughtWhy({ of }: Untaught, termsOf: () => string[]): Why {
  switch (of) {
    case 'words':
      return { of, terms: apart(termsOf()) }
    case 'queue':
    case 'folder':
    case 'market':
    case 'language':
    case 'recent':
      return { of }
    default:
      return { of: 'used' }
  }
}
