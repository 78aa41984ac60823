import type { PolicyValues } from '#shared/policy/all-policies.ts'
import { type PolicySource, judgePolicies } from '#shared/policy/judge-policies.ts'
import { type PolicyReport, valuesOf } from '#shared/policy/policy-report.ts'
import { builtInSitePackKeys } from './built-in-site-pack-keys.ts'
import type { FoundPolicies } from './policy-document.ts'
import { serviceAddress } from './service-address.ts'
import type { FoundSitePack } from './site-pack-file.ts'

/** What holds for this start of the desk. `serviceUrl`: an origin. */
export interface PolicyInForce {
  readonly report: PolicyReport
  readonly values: PolicyValues
  readonly serviceUrl: string
  /** Whose site packs count. */
  readonly sitePackKeys: readonly string[]
}

export interface PolicyParts {
  /** What IT has decided for this computer. */
  readonly found: FoundPolicies
  readonly findPack: (trustedKeys: readonly string[]) => Promise<FoundSitePack>
  /** TIERDESK_SERVICE_URL, as whoever started the desk wrote it. */
  readonly address: string | undefined
  /** As Node names it. */
  readonly platform: string
}

/** Puts together who says what; `refused`: a sentence for whoever set an address that may not be used, where nobody overrules it. */
export async function policyInForce({
  found,
  findPack,
  address,
  platform,
}: PolicyParts): Promise<PolicyInForce | { readonly refused: string }> {
  const byIt = judgePolicies(found.sources, platform)
  const isFixed = byIt.entries.some(({ id, by }) => id === 'ServiceUrl' && by === 'enforced')
  const own = isFixed ? null : serviceAddress(address)
  if (own !== null && 'refused' in own) return own
  const sitePackKeys = [...builtInSitePackKeys, ...valuesOf(byIt).SitePackKeys]
  const pack = await findPack(sitePackKeys)
  const chosen: PolicySource[] =
    own === null ? [] : [{ by: 'own', where: 'TIERDESK_SERVICE_URL', values: { ServiceUrl: own.serviceUrl } }]
  const { entries, refusals } = judgePolicies([...found.sources, ...pack.sources, ...chosen], platform)
  const report = { entries, refusals: [...found.refusals, ...pack.refusals, ...refusals], site: pack.site }
  const values = valuesOf(report)
  return { report, values, serviceUrl: new URL(values.ServiceUrl).origin, sitePackKeys }
}
