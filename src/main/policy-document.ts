import { policyTiers } from '#shared/policy/define-policy.ts'
import type { PolicySource } from '#shared/policy/judge-policies.ts'

/** What one place of policies gave: values by tier, and a sentence for whatever could not be read. */
export interface FoundPolicies {
  readonly sources: readonly PolicySource[]
  readonly refusals: readonly string[]
}

export const nothingFound: FoundPolicies = { sources: [], refusals: [] }

export const refusedWith = (...refusals: readonly string[]): FoundPolicies => ({ sources: [], refusals })

/** All that several places gave, in their order. */
export const joined = (found: readonly FoundPolicies[]): FoundPolicies => ({
  sources: found.flatMap(({ sources }) => sources),
  refusals: found.flatMap(({ refusals }) => refusals),
})

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const shape = 'It must be one object with "Enforced", "Defaults" or both, each an object of policies.'

/** Reads `{ "Enforced": {...}, "Defaults": {...} }`: the shape of policies in every place. `where` names the place in sentences. */
export function readDocument(where: string, content: unknown): FoundPolicies {
  if (!isObject(content)) return refusedWith(`${where} is not used. ${shape}`)
  // macOS adds names of its own to what a profile sets.
  const known = (key: string): boolean => key.startsWith('Payload') || policyTiers.some((tier) => tier === key)
  const odd = Object.keys(content).filter((key) => !known(key))
  const sources = policyTiers.flatMap((tier): PolicySource[] => {
    const values = content[tier]
    return isObject(values) ? [{ by: tier === 'Enforced' ? 'enforced' : 'default', where, values }] : []
  })
  const misshapen = policyTiers.filter((tier) => content[tier] !== undefined && !isObject(content[tier]))
  return {
    sources,
    refusals: [
      ...(odd.length > 0 ? [`${where} holds something that is not used. ${shape}`] : []),
      ...misshapen.map((tier) => `"${tier}" in ${where} is not used. ${shape}`),
    ],
  }
}

/** The same for a text of JSON. */
export function readJsonDocument(where: string, text: string): FoundPolicies {
  try {
    return readDocument(where, JSON.parse(text))
  } catch {
    // The parser's own words would quote the file, and what is in it may be a secret of its own.
    return refusedWith(`${where} is not used: it is not JSON. Check its commas and quotation marks.`)
  }
}
