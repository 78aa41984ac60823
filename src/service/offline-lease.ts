import type { Site } from '#shared/domain/site.ts'

const hour = 60 * 60 * 1000
const usualHours = 12

/** How long a device of a site may work without the service, milliseconds; the usual time where the site says nothing of its own. */
export function offlineLeaseMs(site: Site | undefined): number {
  const hours = site?.['offlineLeaseHours']
  return (typeof hours === 'number' && hours > 0 ? hours : usualHours) * hour
}
