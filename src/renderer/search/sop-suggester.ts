import { type CaseSoFar, questionFeatures, questionOf } from '#shared/insight/case-so-far.ts'
import { type Model, evidenceFor, judge } from '#shared/insight/model.ts'
import type { SopHit, SearchFor } from './sop-index.ts'
import { type Why, apart, whyOf } from './why.ts'

/** As much of the index as is asked here. */
export interface SopLookUp {
  search(question: string, who: SearchFor, limit: number, learnt?: ReadonlyMap<string, number>): SopHit[]
  groupOf(sopId: string): string | undefined
}

/** An SOP that fits a case, with the reason. */
export interface SopSuggestion extends SopHit {
  readonly why: Why
}

/** Below this a chance says nothing. */
const leastChance = 0.01
/** What is mostly of words the model does not know is none of its business: from and up to which share of known ones it is trusted more. */
const leastKnown = 0.3
const wellKnown = 0.6

/** What fits less well than this share of the best is not worth a line. */
const leastOfBest = 0.4

/** How likely history makes each group of SOPs for a question. Empty where it has nothing to say. */
export function learntGroups(model: Model, question: string, locale: string | null): Map<string, number> {
  if (model.classes.length === 0) return new Map()
  const { chances, known } = judge(model, questionFeatures(question, locale))
  const sure = Math.min(1, (known - leastKnown) / (wellKnown - leastKnown))
  if (sure <= 0) return new Map()
  return new Map(
    model.classes.flatMap(({ id }, at) => {
      const chance = (chances[at] ?? 0) * sure
      return chance < leastChance ? [] : [[id, chance] as const]
    }),
  )
}

/** The SOPs that fit a case best, with reasons. */
export function suggestSops(
  index: SopLookUp,
  model: Model,
  { about, subject, limit }: { readonly about: CaseSoFar; readonly subject: string; readonly limit: number },
): SopSuggestion[] {
  const question = questionOf(subject, about.said)
  if (question.trim() === '') return []
  const learnt = learntGroups(model, question, about.locale)
  const features = questionFeatures(question, about.locale)
  // A space: the last word of what somebody wrote is whole.
  const hits = index.search(`${question} `, { locale: about.locale, market: about.market }, limit, learnt)
  const least = leastOfBest * (hits[0]?.score ?? 0)
  return hits
    .filter(({ score }) => score >= least)
    .map((hit) => {
      const group = index.groupOf(hit.sopId)
      const at = learnt.has(group ?? '') ? model.classes.findIndex(({ id }) => id === group) : -1
      const taught = at === -1 ? null : whyOf(evidenceFor(model, features, at))
      return { ...hit, why: taught ?? { of: 'words', terms: apart(hit.terms) } }
    })
}
