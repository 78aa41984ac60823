import { macroPath } from '#shared/domain/macro.ts'
import { type CaseSoFar, caseFeatures } from '#shared/insight/case-so-far.ts'
import { type Model, evidenceFor, judge } from '#shared/insight/model.ts'
import type { MacroText } from './macro-text.ts'
import { folderOf, languageOf, untaught, untaughtWhy } from './untaught.ts'
import { type Why, whyOf } from './why.ts'
import { WordIndex } from './word-index.ts'

/** A macro that fits, with the reason. */
export interface MacroHit {
  readonly macroId: string
  readonly score: number
  readonly why: Why
}

/** What words, and all else that speaks for a macro without any history, are worth against a certainty from history. */
const untaughtWorth = 0.03

/** How many characters of a thread are compared with macros: the latest. */
const longestThread = 3000

/** Ranks macros for a case: by what was used after such conversations, and by its words where there is no such history. */
export class MacroSuggester {
  readonly #macros = new Map<string, MacroText>()
  readonly #index = new WordIndex()
  readonly #usual: ((term: string) => number) | undefined

  /** `usual`: how usual a word is, from 0 to 1, in more texts than there are macros. */
  constructor(usual?: (term: string) => number) {
    this.#usual = usual
  }

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
    const { fits, termsOf } = this.#wordFits(about)
    const usedHere = about.said.flatMap(({ macroId }) => macroId ?? [])
    const lastFolder = folderOf(this.#macros.get(usedHere.at(-1) ?? '')?.title ?? '')
    const scored = [...this.#macros.values()]
      .filter((macro) => isFor(macro, about))
      .map((macro) => {
        const at = classAt.get(macro.id) ?? -1
        const learnt = chances[at] ?? 0
        const other = untaught(macro, { about, recent, usedHere, lastFolder, fit: fits.get(macro.id) ?? 0 })
        return { macro, at, learnt, other, score: learnt + untaughtWorth * other.score }
      })
    return scored
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score || b.macro.usageCount - a.macro.usageCount)
      .slice(0, limit)
      .map(({ macro, at, learnt, other, score }) => {
        const isLearnt = learnt >= untaughtWorth * other.score
        const taught = isLearnt ? whyOf(evidenceFor(model, features, at)) : null
        return { macroId: macro.id, score, why: taught ?? untaughtWhy(other, () => termsOf(macro.id)) }
      })
  }

  /** How well the words of the case fit each macro, from 0 to 1: half by the party's last entry, half by all that was written. */
  #wordFits({ said }: CaseSoFar): WordFits {
    const last = said.filter(({ by }) => by === 'party').at(-1)?.text ?? ''
    const whole = said
      .map(({ text }) => text)
      .join('\n')
      .slice(-longestThread)
    const fits = new Map<string, number>()
    const question = { isOpenEnded: false, boost: () => 1, usual: this.#usual }
    const asked = [last, whole].map((text) => this.#index.search({ ...question, text }))
    for (const { hits } of asked) {
      const best = hits[0]?.score ?? 1
      for (const { id, score } of hits) fits.set(id, (fits.get(id) ?? 0) + score / best / 2)
    }
    return { fits, termsOf: (id) => asked.flatMap(({ termsOf }) => termsOf(id)) }
  }
}

interface WordFits {
  readonly fits: ReadonlyMap<string, number>
  readonly termsOf: (id: string) => string[]
}

// What a placeholder is called is none of the macro's words.
const plainTemplate = (template: string): string => template.replace(/\{[{%][\s\S]*?[%}]\}/g, ' ')

// What holds in another market may be wrong here. Macros of another queue are used now and then, by whoever works both.
const isFor = ({ market }: MacroText, about: CaseSoFar): boolean => market === null || market === about.market

const isSame = (a: MacroText | undefined, b: MacroText): boolean =>
  a !== undefined && a.title === b.title && a.template === b.template && a.locale === b.locale
