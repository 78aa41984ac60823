import type { Role } from '#shared/domain/agent.ts'
import { readWorkspace } from './demo-files.ts'
import { demoId } from './demo-ids.ts'

/** Someone who can sign in to the demo. The password is the same for all and written in the README. */
export interface DemoAccount {
  readonly login: string
  readonly password: string
  readonly agentId: string
  readonly role: Role
  /** The name of the site, for people to read. */
  readonly site: string
  readonly name: string
}

/** The accounts of the demo, in the order to show them. */
export function demoAccounts(): DemoAccount[] {
  const { agents, sites, password } = readWorkspace()
  return agents.flatMap(({ login, slug, role, name, site }) =>
    login === undefined
      ? []
      : [
          {
            login,
            password,
            agentId: demoId('agents', slug),
            role,
            site: sites.find((one) => one.slug === site)?.name ?? site,
            name,
          },
        ],
  )
}
