import type { Feature, FeatureKind } from './feature.ts'

/** A thing that a model suggests. `uses`: how often it was used in what the model was learnt from. */
export interface ModelClass {
  readonly id: string
  readonly uses: number
}

/**
 * A linear model over hashed features: the weights of a multinomial logistic regression, kept for those pairs of feature and class that
 * were seen together. `postings` of the feature at `f` are those from `starts[f]` up to `starts[f + 1]`.
 */
export interface Model {
  readonly classes: readonly ModelClass[]
  /** Hashes, rising. */
  readonly features: Uint32Array
  readonly starts: Uint32Array
  readonly classOf: Uint16Array
  readonly weights: Int8Array
  /** In how many of the uses that were learnt from the feature and the class came together, at most 65,535. */
  readonly counts: Uint16Array
  /** What a weight of 1 stands for. */
  readonly scale: number
}

export const emptyModel: Model = {
  classes: [],
  features: new Uint32Array(),
  starts: new Uint32Array(1),
  classOf: new Uint16Array(),
  weights: new Int8Array(),
  counts: new Uint16Array(),
  scale: 1,
}

/** The place of a feature in a model; -1 where the model does not know it. */
export function placeOf({ features }: Model, hash: number): number {
  let low = 0
  let high = features.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = features[middle] ?? 0
    if (found === hash) return middle
    if (found < hash) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/** What speaks for a class, by the kind of feature. */
export interface Evidence {
  readonly kind: FeatureKind
  readonly term: string
  /** How much it adds. */
  readonly weight: number
  /** In how many of the uses that were learnt from it was so. */
  readonly count: number
}

/** What a model makes of some features. */
export interface Judgement {
  /** How likely each class is, in the order of the model's classes; all together 1. */
  readonly chances: Float32Array
  /** The share of the features' words that the model knows, from 0 to 1: of what it does not know it should say little. */
  readonly known: number
}

/** How likely each class of the model is (softmax over the sums of their weights). */
export function judge(model: Model, features: readonly Feature[]): Judgement {
  const { classes, starts, classOf, weights, scale } = model
  const scores = new Float32Array(classes.length)
  let words = 0
  let knownWords = 0
  for (const { kind, hash, value } of features) {
    const place = placeOf(model, hash)
    if (kind === 'word') words += 1
    if (place === -1) continue
    if (kind === 'word') knownWords += 1
    const end = starts[place + 1] ?? 0
    for (let at = starts[place] ?? 0; at < end; at++) {
      const of = classOf[at] ?? 0
      scores[of] = (scores[of] ?? 0) + (weights[at] ?? 0) * scale * value
    }
  }
  toChances(scores)
  return { chances: scores, known: words === 0 ? 0 : knownWords / words }
}

/** Turns sums of weights into chances, in place. */
export function toChances(scores: Float32Array): void {
  let highest = -Infinity
  for (const score of scores) if (score > highest) highest = score
  let sum = 0
  for (let at = 0; at < scores.length; at++) {
    const part = Math.exp((scores[at] ?? 0) - highest)
    scores[at] = part
    sum += part
  }
  for (let at = 0; at < scores.length; at++) scores[at] = (scores[at] ?? 0) / sum
}

/** What speaks for one class, the strongest first: those features that make it likelier than they make the other classes. */
export function evidenceFor(model: Model, features: readonly Feature[], classAt: number): Evidence[] {
  const { starts, classOf, weights, counts, scale } = model
  const found: Evidence[] = []
  for (const { kind, hash, value, term } of features) {
    const place = placeOf(model, hash)
    if (place === -1 || kind === 'always') continue
    const end = starts[place + 1] ?? 0
    for (let at = starts[place] ?? 0; at < end; at++) {
      if (classOf[at] !== classAt) continue
      const weight = (weights[at] ?? 0) * scale * value
      if (weight > 0) found.push({ kind, term, weight, count: counts[at] ?? 0 })
    }
  }
  return found.sort((a, b) => b.weight - a.weight)
}

/** The model without the classes that `has` does not hold: nothing in it tells that they were ever there. */
export function narrowed(model: Model, has: (id: string) => boolean): Model {
  const kept = model.classes.map(({ id }) => has(id))
  if (kept.every(Boolean)) return model
  const classAt = new Map<number, number>()
  for (const [at, isKept] of kept.entries()) if (isKept) classAt.set(at, classAt.size)
  const features: number[] = []
  const starts: number[] = [0]
  const postings: number[] = []
  for (const [place, hash] of model.features.entries()) {
    const before = postings.length
    const end = model.starts[place + 1] ?? 0
    for (let at = model.starts[place] ?? 0; at < end; at++) if (kept[model.classOf[at] ?? 0] === true) postings.push(at)
    if (postings.length === before) continue
    features.push(hash)
    starts.push(postings.length)
  }
  return {
    classes: model.classes.filter((_, at) => kept[at]),
    features: Uint32Array.from(features),
    starts: Uint32Array.from(starts),
    classOf: Uint16Array.from(postings, (at) => classAt.get(model.classOf[at] ?? 0) ?? 0),
    weights: Int8Array.from(postings, (at) => model.weights[at] ?? 0),
    counts: Uint16Array.from(postings, (at) => model.counts[at] ?? 0),
    scale: model.scale,
  }
}
