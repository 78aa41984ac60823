import { type CaseSoFar, caseFeatures } from '#shared/insight/case-so-far.ts'
import { type Model, evidenceFor, judge } from '#shared/insight/model.ts'
import { macroPath } from '#shared/domain/macro.ts'
import { type Why, apart, whyOf } from './why.ts'
import { WordIndex } from './word-index.ts'

/** What is looked at of a macro. `queueId` and `market`: it is for those alone; null for any. */
export interface MacroText {
  readonly id: string
  readonly title: string
  readonly template: string
  readonly queueId: string | null
  readonly market: string | null
  readonly locale: string | null
  readonly usageCount: number
}

/** A macro that fits, with the reason. */
export interface MacroHit {
  readonly macroId: string
  readonly score: number
  readonly why: Why
}

const languageOf = (locale: string | null): string | null => locale?.split('-')[0]?.toLowerCase() ?? null

/** What words, and all else that speaks for a macro without any history, are worth against a certainty from history. */
const untaughtWorth = 0.12

/** Ranks macros for a case: by what was used after such conversations, and by its words where there is no such history. */
export class MacroSuggester {
  readonly #macros = new Map<string, MacroText>()
  readonly #index = new WordIndex()

  /** Takes macros in, anew where it has them already. */
  put(macros: readonly MacroText[]): void {
    const changed = macros.filter((macro) => !isSame(this.#macros.get(macro.id), macro))
    this.#index.remove(changed.map(({ id }) => id))
    for (const macro of macros) this.#macros.set(macro.id, macro)
    for (const { id, title, template, locale } of changed) {
      const { folders, name } = macroPath(title)
      const language = languageOf(locale) ?? ''
      this.#index.add({ id, language, fields: [name, folders.join(' '), plainTemplate(template)] })
    }
  }

  /** Takes macros out that are gone, or out of the agent's sight. */
  remove(ids: readonly string[]): void {
    for (const id of ids) this.#macros.delete(id)
    this.#index.remove(ids)
  }

  /** The best macros for a case, at most `limit`. `recent`: ids of those this agent used last, the latest first. */
  suggest(model: Model, about: CaseSoFar, recent: readonly string[], limit: number): MacroHit[] {
    const features = caseFeatures(about)
    const { chances } = judge(model, features)
    const classAt = new Map(model.classes.map(({ id }, at) => [id, at]))
    const words = this.#wordScores(about)
    const usedHere = about.said.flatMap(({ macroId }) => macroId ?? [])
    const scored = [...this.#macros.values()]
      .filter((macro) => isFor(macro, about))
      .map((macro) => {
        const at = classAt.get(macro.id)
        const learnt = at === undefined ? 0 : (chances[at] ?? 0)
        const untaught = this.#untaught(macro, { about, recent, usedHere, fit: words.fits.get(macro.id) ?? 0 })
        return { macro, at, learnt, untaught, score: learnt + untaughtWorth * untaught.score }
      })
    return scored
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score || b.macro.usageCount - a.macro.usageCount)
      .slice(0, limit)
      .map(({ macro, at, learnt, untaught, score }) => {
        const taught =
          at === undefined || learnt < untaughtWorth * untaught.score ? null : whyOf(evidenceFor(model, features, at))
        return { macroId: macro.id, score, why: taught ?? untaught.why(() => words.termsOf(macro.id)) }
      })
  }

  /** How well the words of the case fit each macro, from 0 to 1: those of the party's last entry count most. */
  #wordScores({ said }: CaseSoFar): { fits: ReadonlyMap<string, number>; termsOf: (id: string) => string[] } {
    const parties = said.filter(({ by }) => by === 'party')
    const last = parties.at(-1)?.text ?? ''
    const { hits, termsOf } = this.#index.search({ text: last, isOpenEnded: false, boost: () => 1 })
    const best = hits[0]?.score ?? 1
    return { fits: new Map(hits.map(({ id, score }) => [id, score / best])), termsOf }
  }

  #untaught(macro: MacroText, of: UntaughtFor): { score: number; why: (termsOf: () => string[]) => Why } {
    const { about, recent, usedHere, fit } = of
    const place = recent.indexOf(macro.id)
    const isLanguage = macro.locale !== null && languageOf(macro.locale) === languageOf(about.locale)
    const isOther = macro.locale !== null && about.locale !== null && !isLanguage
    const parts: [Why['of'], number][] = [
      ['words', fit],
      ['queue', macro.queueId === null ? 0 : 0.15],
      ['market', macro.market === null ? 0 : 0.1],
      ['language', isLanguage ? 0.1 : 0],
      ['recent', place === -1 ? 0 : 0.2 / (1 + place / 4)],
      ['used', Math.min(0.15, Math.log10(1 + macro.usageCount) / 20)],
    ]
    const path = pathOf(macro.title)
    const previous = this.#macros.get(usedHere.at(-1) ?? '')
    const isNextTo = previous !== undefined && path !== '' && pathOf(previous.title) === path
    const sum = parts.reduce((total, [, part]) => total + part, 0)
    const score = sum * (isOther ? 0.3 : 1) * (isNextTo ? 1.5 : 1) * (usedHere.includes(macro.id) ? 0.4 : 1)
    const [strongest] = [...parts].sort((a, b) => b[1] - a[1])
    return { score, why: (termsOf) => untaughtWhy(strongest?.[0] ?? 'used', termsOf) }
  }
}

interface UntaughtFor {
  readonly about: CaseSoFar
  readonly recent: readonly string[]
  /** Macros that were used in this case, in order. */
  readonly usedHere: readonly string[]
  /** How well the words fit, from 0 to 1. */
  readonly fit: number
}

function untaughtWhy(of: Why['of'], termsOf: () => string[]): Why {
  switch (of) {
    case 'words':
      return { of, terms: apart(termsOf()) }
    case 'queue':
    case 'market':
    case 'language':
    case 'recent':
      return { of }
    default:
      return { of: 'used' }
  }
}

// What a placeholder is called is none of the macro's words.
const plainTemplate = (template: string): string => template.replace(/\{[{%][\s\S]*?[%}]\}/g, ' ')

const pathOf = (title: string): string => macroPath(title).folders.join('::')

const isFor = ({ queueId, market }: MacroText, about: CaseSoFar): boolean =>
  (queueId === null || queueId === about.queueId) && (market === null || market === about.market)

const isSame = (a: MacroText | undefined, b: MacroText): boolean =>
  a !== undefined && a.title === b.title && a.template === b.template && a.locale === b.locale
