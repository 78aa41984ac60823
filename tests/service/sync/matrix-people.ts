import { type Agent, Role } from '#shared/domain/agent.ts'
import type { Queue } from '#shared/domain/queue.ts'
import { agent, idOf } from '../world.ts'

// Who there is, and where they work: said by places, as a person would, and not by scopes.

export const sites = ['manila', 'lumpur'] as const
export type Site = (typeof sites)[number]
export const markets = ['SG', 'PH'] as const
export type Market = (typeof markets)[number]
/** Worked by a site each, by a team, and by Manila in the place of a site that is down. */
export const queueNames = ['manila', 'lumpur', 'flying', 'cebu'] as const

/** Somebody, and the place they work at by its name. */
export interface Person extends Agent {
  readonly site: Site | null
}

/** The agent of a role at a site for a market. */
export const nameOf = (site: Site, market: Market, role: Role): string => `${site}-${market}-${role}`

const person = (name: string, set: Partial<Person>): Person => ({ ...agent(name, {}), site: null, ...set })

/** Of each role one at each site for each market, and those who come to what they see in another way. */
export const people: readonly Person[] = [
  ...sites.flatMap((site) =>
    markets.flatMap((market) =>
      Role.options.map((role) =>
        person(nameOf(site, market, role), {
          role,
          site,
          siteId: idOf('sites', site),
          teamIds: [idOf('teams', site)],
          queueIds: role === 'tier-2' ? [idOf('queues', 'tier-2')] : [],
          markets: [market],
        }),
      ),
    ),
  ),
  person('everything', { role: 'supervisor', sees: 'workspace' }),
  // Of no site: they lead nowhere, whatever their role.
  person('nowhere', { role: 'admin' }),
  person('flyer', { teamIds: [idOf('teams', 'flyers')], markets: ['SG'] }),
  person('gone', { role: 'admin', sees: 'workspace', active: false, site: 'manila', siteId: idOf('sites', 'manila') }),
]

const queue = (name: string, set: Partial<Queue>): Queue => ({
  id: idOf('queues', name),
  name,
  kind: 'cases',
  teamIds: [],
  siteIds: [],
  position: 0,
  ...set,
})

export const queues: readonly Queue[] = [
  queue('manila', { siteIds: [idOf('sites', 'manila')] }),
  queue('lumpur', { siteIds: [idOf('sites', 'lumpur')] }),
  queue('flying', { teamIds: [idOf('teams', 'flyers')] }),
  queue('cebu', {
    siteIds: [idOf('sites', 'cebu')],
    lent: [{ forSiteId: idOf('sites', 'cebu'), siteIds: [idOf('sites', 'manila')] }],
  }),
  queue('tier-2', { kind: 'escalations' }),
]

/** Whether it is somebody's work to take what lies in a queue. */
export function works(who: Person, queueId: string): boolean {
  switch (queues.find(({ id }) => id === queueId)?.name) {
    case 'manila':
    case 'cebu':
      return who.site === 'manila'
    case 'lumpur':
      return who.site === 'lumpur'
    case 'flying':
      return who.name === 'flyer'
    default:
      return who.role === 'tier-2'
  }
}
