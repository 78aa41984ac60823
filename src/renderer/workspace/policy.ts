import type { PolicyId, PolicyValues } from '#shared/policy/all-policies.ts'
import { type PolicyReport, usualReport, valuesOf } from '#shared/policy/policy-report.ts'
import { desktop } from '#renderer/desktop/desktop.ts'
import type { CallOutput, DesktopAbout } from '#shared/desktop-bridge.ts'
import { useSettings } from './settings-store.ts'

let values: PolicyValues = valuesOf(usualReport)

/** Asks the desktop what IT has decided, once at the start and before anything is opened. Rejects where the desktop does not answer. */
export async function obeyPolicy(): Promise<void> {
  values = valuesOf(await desktop().call('policy.read'))
  useSettings.getState().beginWith({
    theme: values.Theme,
    textSize: Number(values.TextSize),
    language: values.Language === 'agent' ? 'own' : values.Language,
  })
}

/** What holds on this computer. */
export const policyValue = <I extends PolicyId>(id: I): PolicyValues[I] => values[id]

const hour = 3_600_000

/** How long a desk may go on without the service, in milliseconds: what the service allows, and never more than IT does here. */
export const cappedLease = (allowedMs: number): number => Math.min(allowedMs, values.OfflineLeaseHours * hour)

/** The market that IT says this site is for, where nothing says another; null: IT says none. */
export const siteMarket = (): string | null => (values.Market === '' ? null : values.Market)

/** How many bytes of threads may lie on this computer; Infinity: IT sets no bound. */
export const cacheLimit = (): number => (values.CacheLimitMb === 0 ? Infinity : values.CacheLimitMb * 1_000_000)

/** Asks for a site pack, which holds from the next start. `refused`: why it was not taken, as a sentence for IT. */
export const importSitePack = (): Promise<CallOutput<'site-pack.import'>> => desktop().call('site-pack.import')

/** Everything about this Tierdesk that IT may ask for: its versions, and each policy with who it comes from. */
export async function aboutDesk(): Promise<{ readonly about: DesktopAbout; readonly policy: PolicyReport }> {
  const [about, policy] = await Promise.all([desktop().call('app.about'), desktop().call('policy.read')])
  return { about, policy }
}
