import { z } from 'zod'
import { type PolicyId, type PolicyValues, policies, policyIds } from './all-policies.ts'
import type { PolicyValue } from './define-policy.ts'

/**
 * Who a value comes from: IT who enforces it, whoever started or uses this desk, IT who sets what holds at first, the site pack, or nobody.
 */
const policyGivers = ['enforced', 'own', 'default', 'site-pack', 'usual'] as const
export type PolicyGiver = (typeof policyGivers)[number]

/** One policy as it holds. `where`: the file, registry key or setting that says so; empty where nobody does. */
const PolicyEntry = z.object({
  id: z.enum(policyIds as [PolicyId, ...PolicyId[]]),
  value: z.union([z.boolean(), z.number(), z.string(), z.array(z.string())]),
  by: z.enum(policyGivers),
  where: z.string(),
})
export type PolicyEntry = z.infer<typeof PolicyEntry>

/** Every policy in force, and a sentence for IT for everything that was said and is not used. `site`: the name in the site pack, if there is one. */
export const PolicyReport = z.object({
  entries: z.array(PolicyEntry),
  refusals: z.array(z.string()),
  site: z.string().nullable(),
})
export type PolicyReport = z.infer<typeof PolicyReport>

/** A value as a report has it: a list that can be changed by nobody else. */
export const asWritten = (value: PolicyValue): PolicyEntry['value'] => (typeof value === 'object' ? [...value] : value)

/** Where nobody has decided anything. */
export const usualReport: PolicyReport = {
  entries: policyIds.map((id) => ({ id, value: asWritten(policies[id].usual), by: 'usual', where: '' })),
  refusals: [],
  site: null,
}

/** The values of a report by their ids; what it lacks is as usual. */
export function valuesOf({ entries }: Pick<PolicyReport, 'entries'>): PolicyValues {
  const said = new Map<string, unknown>(entries.map(({ id, value }) => [id, value]))
  const read = (id: PolicyId): unknown => {
    const found = policies[id].schema.safeParse(said.get(id))
    return found.success ? found.data : policies[id].usual
  }
  return Object.fromEntries(policyIds.map((id) => [id, read(id)])) as unknown as PolicyValues
}
