import { type PolicyId, isPolicyId, policies, policyIds } from './all-policies.ts'
import type { PolicyPlatform, PolicyTier } from './define-policy.ts'
import { type PolicyEntry, type PolicyGiver, type PolicyReport, asWritten } from './policy-report.ts'

/** Values as somebody gave them, checked by nobody yet. `where`: what IT would look for to change them. */
export interface PolicySource {
  readonly by: Exclude<PolicyGiver, 'usual'>
  readonly where: string
  readonly values: Readonly<Record<string, unknown>>
}

// Strongest first.
const strength: readonly PolicySource['by'][] = ['enforced', 'own', 'default', 'site-pack']
const tierOf: { readonly [B in PolicySource['by']]: PolicyTier | null } = {
  enforced: 'Enforced',
  own: null,
  default: 'Defaults',
  'site-pack': null,
}
const platformNames: { readonly [P in PolicyPlatform]: string } = { win32: 'Windows', darwin: 'macOS', linux: 'Linux' }

/**
 * What holds: of each policy the strongest value that makes sense. Among sources of one kind the later one wins. What makes no sense is
 * left out with a sentence, and the next strongest value holds. `platform` as Node names it.
 */
export function judgePolicies(
  sources: readonly PolicySource[],
  platform: string,
): Pick<PolicyReport, 'entries' | 'refusals'> {
  const refusals = sources.flatMap((source) =>
    Object.entries(source.values).flatMap(([id, value]) => faultOf(source, id, value, platform) ?? []),
  )
  const ordered = strength.flatMap((by) => sources.filter((source) => source.by === by).reverse())
  return { entries: policyIds.map((id) => entryOf(id, ordered, platform)), refusals }
}

function entryOf(id: PolicyId, ordered: readonly PolicySource[], platform: string): PolicyEntry {
  for (const source of ordered) {
    const value = Object.hasOwn(source.values, id) ? source.values[id] : undefined
    if (value === undefined || faultOf(source, id, value, platform) !== null) continue
    const read = policies[id].schema.safeParse(value)
    if (read.success) return { id, value: asWritten(read.data), by: source.by, where: source.where }
  }
  return { id, value: asWritten(policies[id].usual), by: 'usual', where: '' }
}

/** Why a value is not used, as a sentence for IT; null where it is. The value itself is not repeated: it may hold a secret. */
function faultOf({ by, where }: PolicySource, id: string, value: unknown, platform: string): string | null {
  // A name is quoted only where it looks like one: what somebody wrote there ends up in logs.
  if (!isPolicyId(id)) {
    const name = /^[A-Za-z][A-Za-z0-9]{0,59}$/.test(id) ? id : 'A name'
    return `${name} in ${where} is not used: this version of Tierdesk knows no policy of that name.`
  }
  const { schema, expected, platforms, tiers } = policies[id]
  const tier = tierOf[by]
  if (by === 'site-pack' && !tiers.some((one) => one === 'Defaults'))
    return `${id} in ${where} is not used: a site pack cannot set it. Enforce it by policy.`
  if (tier !== null && !tiers.some((one) => one === tier))
    return `${id} in ${where} is not used: it can stand under ${tiers.join(' and ')} only.`
  if (!platforms.some((one) => one === platform)) {
    return `${id} in ${where} is not used: it works on ${platforms.map((one) => platformNames[one]).join(' and ')} only.`
  }
  return schema.safeParse(value).success ? null : `${id} in ${where} is not used: it must be ${expected}.`
}
