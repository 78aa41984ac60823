import { type Scope, maySee } from '#shared/audience.ts'
import type { Model } from '#shared/insight/model.ts'
import type { Lessons } from './history.ts'
import { type LearnBounds, learn, learnBounds } from './learn.ts'

/** What one case teaches, and who may see the case. */
export interface SeenLessons extends Lessons {
  readonly audience: readonly Scope[]
}

/** What was learnt for those who see the same cases. */
export interface LearntView {
  readonly view: string
  readonly macros: Model
  readonly sops: Model
}

/** Somebody to learn for: what they hold of scopes that others hold as well, under its name. */
export interface ViewScopes {
  readonly view: string
  readonly scopes: readonly Scope[]
}

/** Learns for each view from those cases alone that everybody who shares it may see: of others nothing is in it, not even rounded. */
export function learnView(
  { view, scopes }: ViewScopes,
  lessons: readonly SeenLessons[],
  bounds: LearnBounds = learnBounds,
): LearntView {
  const held = new Set(scopes)
  const seen = lessons.filter(({ audience }) => maySee(held, audience))
  return {
    view,
    macros: learn(
      seen.flatMap(({ macros }) => macros),
      bounds,
    ),
    sops: learn(
      seen.flatMap(({ sops }) => sops),
      bounds,
    ),
  }
}
