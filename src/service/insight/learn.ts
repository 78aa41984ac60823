import { type Feature, always } from '#shared/insight/feature.ts'
import { type Model, type ModelClass, emptyModel, toChances } from '#shared/insight/model.ts'

/** One thing that was used, and what was so when it was: a macro after a conversation, an SOP for a question. */
export interface Example {
  /** The case it was used on: what is so in too few of them is not learnt. */
  readonly caseId: string
  readonly classId: string
  readonly hashes: Uint32Array
  readonly values: Float32Array
}

/** An example from what was so. */
export const exampleOf = (caseId: string, classId: string, features: readonly Feature[]): Example => ({
  caseId,
  classId,
  hashes: Uint32Array.from(features, ({ hash }) => hash),
  values: Float32Array.from(features, ({ value }) => value),
})

/** How much is learnt. `leastCases`: in how many different cases something must be so before it is learnt. */
export interface LearnBounds {
  readonly leastCases: number
  readonly mostClasses: number
  /** Pairs of feature and class that are kept: five bytes each in the file. */
  readonly mostPostings: number
  readonly epochs: number
}

// What two or more different cases do not share is a name, a number or a slip: nothing to learn, and nobody else's to know.
export const learnBounds: LearnBounds = { leastCases: 3, mostClasses: 4000, mostPostings: 130_000, epochs: 6 }

/** The size of a step, and how much weights are drawn to nothing: usual sizes for such a model. */
const step = 0.4
const shrink = 0.00002

/**
 * Learns which class follows from what is so: multinomial logistic regression over those pairs of feature and class that were seen
 * together, by AdaGrad (Duchi, Hazan, Singer 2011), then the weightiest pairs, rounded to 8 bits. The same examples give the same model.
 */
export function learn(examples: readonly Example[], bounds: LearnBounds = learnBounds): Model {
  const classes = classesOf(examples, bounds.mostClasses)
  if (classes.length < 2) return emptyModel
  const net = new Net(examples, classes, bounds.leastCases)
  for (let epoch = 0; epoch < bounds.epochs; epoch++) net.goOver(epoch)
  return net.model(bounds.mostPostings)
}

/** What was used, the most used first. */
function classesOf(examples: readonly Example[], most: number): ModelClass[] {
  const uses = new Map<string, number>()
  for (const { classId } of examples) uses.set(classId, (uses.get(classId) ?? 0) + 1)
  return [...uses]
    .map(([id, count]) => ({ id, uses: count }))
    .sort((a, b) => b.uses - a.uses || (a.id < b.id ? -1 : 1))
    .slice(0, most)
}

/** An example by places: in the list of features, and of classes. */
interface Placed {
  readonly classAt: number
  readonly features: Uint32Array
  readonly values: Float32Array
}

/** The weights as they are learnt. */
class Net {
  readonly #classes: readonly ModelClass[]
  readonly #examples: readonly Placed[]
  readonly #features: Uint32Array
  readonly #starts: Uint32Array
  readonly #classOf: Uint16Array
  readonly #counts: Uint16Array
  readonly #weights: Float32Array
  /** The sum of the squares of each weight's gradients so far. */
  readonly #squares: Float32Array

  constructor(examples: readonly Example[], classes: readonly ModelClass[], leastCases: number) {
    this.#classes = classes
    this.#features = sharedFeatures(examples, leastCases)
    const places = new Map([...this.#features].map((hash, place) => [hash, place]))
    const classAt = new Map(classes.map(({ id }, at) => [id, at]))
    this.#examples = examples.flatMap((example) => {
      const at = classAt.get(example.classId)
      return at === undefined ? [] : [placed(example, at, places)]
    })
    const pairs = pairsOf(this.#examples, this.#features.length, classes.length)
    this.#starts = pairs.starts
    this.#classOf = pairs.classOf
    this.#counts = pairs.counts
    this.#weights = new Float32Array(pairs.classOf.length)
    this.#squares = new Float32Array(pairs.classOf.length).fill(1e-4)
  }

  /** Learns from each example once, in an order of its own for each time. */
  goOver(epoch: number): void {
    const chances = new Float32Array(this.#classes.length)
    for (const at of shuffled(this.#examples.length, epoch)) {
      const example = this.#examples[at]
      if (example === undefined) continue
      this.#judge(example, chances)
      chances[example.classAt] = (chances[example.classAt] ?? 0) - 1
      this.#correct(example, chances)
    }
  }

  #judge({ features, values }: Placed, chances: Float32Array): void {
    chances.fill(0)
    for (let n = 0; n < features.length; n++) {
      const value = values[n] ?? 0
      const place = features[n] ?? 0
      const end = this.#starts[place + 1] ?? 0
      for (let at = this.#starts[place] ?? 0; at < end; at++) {
        const of = this.#classOf[at] ?? 0
        chances[of] = (chances[of] ?? 0) + (this.#weights[at] ?? 0) * value
      }
    }
    toChances(chances)
  }

  /** Takes one step against what was off. */
  #correct({ features, values }: Placed, off: Float32Array): void {
    const weights = this.#weights
    const squares = this.#squares
    for (let n = 0; n < features.length; n++) {
      const value = values[n] ?? 0
      const place = features[n] ?? 0
      const end = this.#starts[place + 1] ?? 0
      for (let at = this.#starts[place] ?? 0; at < end; at++) {
        const weight = weights[at] ?? 0
        const slope = (off[this.#classOf[at] ?? 0] ?? 0) * value + shrink * weight
        const square = (squares[at] ?? 0) + slope * slope
        squares[at] = square
        weights[at] = weight - (step * slope) / Math.sqrt(square)
      }
    }
  }

  /** The weightiest pairs. */
  model(mostPostings: number): Model {
    const least = leastWeight(this.#weights, mostPostings)
    let widest = 0
    for (const weight of this.#weights) widest = Math.max(widest, Math.abs(weight))
    const scale = widest === 0 ? 1 : widest / 127
    const features: number[] = []
    const starts: number[] = [0]
    const kept: number[] = []
    for (const [place, hash] of this.#features.entries()) {
      const before = kept.length
      const end = this.#starts[place + 1] ?? 0
      for (let at = this.#starts[place] ?? 0; at < end; at++) {
        const weight = Math.abs(this.#weights[at] ?? 0)
        if (weight >= least && Math.round(weight / scale) > 0) kept.push(at)
      }
      if (kept.length === before) continue
      features.push(hash)
      starts.push(kept.length)
    }
    return {
      classes: this.#classes,
      features: Uint32Array.from(features),
      starts: Uint32Array.from(starts),
      classOf: Uint16Array.from(kept, (at) => this.#classOf[at] ?? 0),
      weights: Int8Array.from(kept, (at) => Math.round((this.#weights[at] ?? 0) / scale)),
      counts: Uint16Array.from(kept, (at) => this.#counts[at] ?? 0),
      scale,
    }
  }
}

/** The features that are so in enough different cases, rising. Those of every case are always among them. */
function sharedFeatures(examples: readonly Example[], leastCases: number): Uint32Array {
  const cases = new Map<number, Set<string>>()
  for (const { caseId, hashes } of examples) {
    for (const hash of hashes) {
      const of = cases.get(hash)
      if (of === undefined) cases.set(hash, new Set([caseId]))
      else if (of.size < leastCases) of.add(caseId)
    }
  }
  const shared = [...cases].filter(([hash, { size }]) => size >= leastCases || hash === always.hash)
  return Uint32Array.from(shared, ([hash]) => hash).sort()
}

function placed({ hashes, values }: Example, classAt: number, places: ReadonlyMap<number, number>): Placed {
  const known = [...hashes].map((hash) => places.get(hash) ?? -1)
  const kept = known.flatMap((place, n) => (place === -1 ? [] : [n]))
  return {
    classAt,
    features: Uint32Array.from(kept, (n) => known[n] ?? 0),
    values: Float32Array.from(kept, (n) => values[n] ?? 0),
  }
}

/** For each feature the classes it was seen with, and how often: first sorted by feature, then counted. */
function pairsOf(
  examples: readonly Placed[],
  features: number,
  classes: number,
): { starts: Uint32Array; classOf: Uint16Array; counts: Uint16Array } {
  const byFeature = sortedByFeature(examples, features)
  const starts = new Uint32Array(features + 1)
  const classOf: number[] = []
  const counts: number[] = []
  const seen = new Uint32Array(classes)
  for (let place = 0; place < features; place++) {
    const together = byFeature.classOf.subarray(byFeature.starts[place], byFeature.starts[place + 1])
    for (const of of together) seen[of] = (seen[of] ?? 0) + 1
    for (const of of together) {
      const count = seen[of] ?? 0
      if (count === 0) continue
      classOf.push(of)
      counts.push(Math.min(count, 65_535))
      seen[of] = 0
    }
    starts[place + 1] = classOf.length
  }
  return { starts, classOf: Uint16Array.from(classOf), counts: Uint16Array.from(counts) }
}

function sortedByFeature(examples: readonly Placed[], features: number): { starts: Uint32Array; classOf: Uint16Array } {
  const starts = new Uint32Array(features + 1)
  for (const example of examples) for (const place of example.features) starts[place + 1] = (starts[place + 1] ?? 0) + 1
  for (let place = 0; place < features; place++) starts[place + 1] = (starts[place + 1] ?? 0) + (starts[place] ?? 0)
  const next = starts.slice()
  const classOf = new Uint16Array(starts[features] ?? 0)
  for (const example of examples) {
    for (const place of example.features) {
      const at = next[place] ?? 0
      classOf[at] = example.classAt
      next[place] = at + 1
    }
  }
  return { starts, classOf }
}

/** The weight from which on at most so many are kept. */
function leastWeight(weights: Float32Array, most: number): number {
  if (weights.length <= most) return 0
  return Float32Array.from(weights, Math.abs).sort()[weights.length - most] ?? 0
}

/** The numbers below `length` in another order for each `seed`, the same on every machine (xorshift32, Marsaglia 2003). */
function shuffled(length: number, seed: number): Uint32Array {
  const order = Uint32Array.from({ length }, (_, at) => at)
  let state = (Math.imul(seed + 1, 0x9e3779b9) | 1) >>> 0
  for (let at = length - 1; at > 0; at--) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    const other = (state >>> 0) % (at + 1)
    const held = order[at] ?? 0
    order[at] = order[other] ?? 0
    order[other] = held
  }
  return order
}
