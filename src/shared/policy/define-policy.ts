import { z } from 'zod'

/** The systems that a policy is obeyed on, as Node names them. */
export type PolicyPlatform = 'win32' | 'darwin' | 'linux'
/** `Enforced`: nobody at the computer changes it. `Defaults`: holds where nobody has chosen anything else. */
export const policyTiers = ['Enforced', 'Defaults'] as const
export type PolicyTier = (typeof policyTiers)[number]
export type PolicyValue = boolean | number | string | readonly string[]

/** What kind of value a policy has, and its bounds: all that a template for Windows or macOS can know of it. */
export type PolicyForm =
  | { readonly kind: 'flag' }
  | { readonly kind: 'whole'; readonly min: number; readonly max: number }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'text'; readonly most: number }
  | { readonly kind: 'list'; readonly most: number; readonly mostEach: number }

/** What stands in every policy. `usual`: the value where nobody says anything. `sample`: a value for the examples in the documents. */
interface PolicyFacts<V extends PolicyValue> {
  readonly title: string
  readonly description: string
  readonly usual: V
  readonly sample: V
  /** Left out: everywhere. */
  readonly platforms?: readonly PolicyPlatform[]
  /** Left out: both. */
  readonly tiers?: readonly PolicyTier[]
}

/** One thing that IT can decide for a computer. `expected` ends the sentence "It must be ...". */
export interface Policy<V extends PolicyValue = PolicyValue> {
  readonly title: string
  readonly description: string
  readonly expected: string
  readonly form: PolicyForm
  readonly schema: z.ZodType<V>
  readonly usual: V
  readonly sample: V
  readonly platforms: readonly PolicyPlatform[]
  readonly tiers: readonly PolicyTier[]
}

const everywhere: readonly PolicyPlatform[] = ['win32', 'darwin', 'linux']

function policy<V extends PolicyValue>(
  facts: PolicyFacts<V>,
  rest: Pick<Policy<V>, 'form' | 'schema' | 'expected'>,
): Policy<V> {
  return { platforms: everywhere, tiers: policyTiers, ...facts, ...rest }
}

/** A policy that is true or false. */
export const flag = (facts: PolicyFacts<boolean>): Policy<boolean> =>
  policy(facts, { form: { kind: 'flag' }, schema: z.boolean(), expected: 'true or false' })

/** A policy that is a whole number from `min` to `max`. */
export const whole = ({ min, max, ...facts }: PolicyFacts<number> & { min: number; max: number }): Policy<number> =>
  policy(facts, {
    form: { kind: 'whole', min, max },
    schema: z.number().int().min(min).max(max),
    expected: `a whole number from ${min} to ${max}`,
  })

/** A policy that is one of a few words. */
export const choice = <const O extends string>({
  options,
  ...facts
}: PolicyFacts<NoInfer<O>> & { options: readonly O[] }): Policy<O> =>
  policy<O>(facts, {
    form: { kind: 'choice', options },
    schema: z.enum(options),
    expected: `one of ${options.map((option) => `"${option}"`).join(', ')}`,
  })

interface Written {
  /** What the text, or each text of a list, must look like, and how to say that. */
  readonly pattern: RegExp
  readonly expected: string
}

/** A policy that is one text. */
export const text = ({ pattern, expected, ...facts }: PolicyFacts<string> & Written): Policy<string> =>
  policy(facts, {
    form: { kind: 'text', most: longest },
    schema: z.string().max(longest).regex(pattern),
    expected,
  })

/** A policy that is a list of texts. */
export const list = ({
  pattern,
  expected,
  ...facts
}: PolicyFacts<readonly string[]> & Written): Policy<readonly string[]> =>
  policy(facts, {
    form: { kind: 'list', most: mostInList, mostEach: longest },
    schema: z.array(z.string().max(longest).regex(pattern)).max(mostInList),
    expected: `a list of at most ${mostInList}, each ${expected}`,
  })

const longest = 300
const mostInList = 200
