import { policyIds } from '#shared/policy/all-policies.ts'
import { judgePolicies } from '#shared/policy/judge-policies.ts'
import { type SitePack, type SitePackPayload, signedText } from '#shared/policy/site-pack.ts'
import { signText } from '../signing-key.ts'

/** Signs what a pack says. Throws where the PEM holds no private ed25519 key. */
export function signSitePack(payload: SitePackPayload, privatePem: string): SitePack {
  return { format: 1, payload, ...signText(signedText(payload), privatePem) }
}

/** A sentence for each value that no computer would take. */
export function faultsOf(policies: SitePackPayload['policies']): readonly string[] {
  const source = { by: 'site-pack', where: 'the pack', values: policies } as const
  const [first = [], ...others] = ['linux', 'win32', 'darwin'].map(
    (platform) => judgePolicies([source], platform).refusals,
  )
  return first.filter((fault) => others.every((refusals) => refusals.includes(fault)))
}

/** The names that a pack may hold, for whoever writes one. */
export const knownNames = (): string => policyIds.join(', ')
