import { randomBytes, randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import { everything } from '#shared/audience.ts'
import { Agent } from '#shared/domain/agent.ts'
import { Site } from '#shared/domain/site.ts'
import { select } from '../database/pool.ts'
import { StartRefused } from '../database/start-refused.ts'
import type { Ledger } from '../sync/ledger.ts'
import { runMutations } from '../sync/run-mutations.ts'
import { Devices } from './devices.ts'
import { PasswordAccounts } from './identity.ts'

/** Fewer letters are not taken: nothing else stands between a login and its cases. */
export const shortestPassword = 10

/** Somebody who is to work here. `site` is the name of one that is there; null: of none. */
export interface NewColleague {
  readonly login: string
  readonly name: string
  readonly role: Agent['role']
  readonly site: string | null
  readonly locale: string
  readonly markets: readonly string[]
  readonly sees: Agent['sees']
}

/** One who signs in, as `list` shows it. `seen` is when a window of theirs last spoke to the service. */
export interface AccountLine {
  readonly login: string
  readonly name: string
  readonly role: string
  readonly active: boolean
  readonly seen: Date | null
}

/** What was ended when somebody left. `devices`: those that they signed in on in the last 90 days, and whether anybody else did. */
export interface Closed {
  readonly name: string
  readonly sessions: number
  readonly devices: readonly { readonly deviceId: string; readonly isShared: boolean; readonly isWiped: boolean }[]
}

/** Who may sign in. Every refusal is a StartRefused with a sentence. */
export class AccountAdmin {
  readonly #pool: Pool
  readonly #ledger: Ledger
  readonly #now: () => Date

  constructor(pool: Pool, ledger: Ledger, now: () => Date) {
    this.#pool = pool
    this.#ledger = ledger
    this.#now = now
  }

  async list(): Promise<AccountLine[]> {
    return select<AccountLine>(
      this.#pool,
      `select login, coalesce(r.row ->> 'name', '?') as name, coalesce(r.row ->> 'role', '?') as role,
              coalesce((r.row ->> 'active')::boolean, false) as active,
              (select max(s.last_seen_at) from sessions s where s.agent_id = a.agent_id) as seen
         from accounts a left join rows r on r.tbl = 'agents' and r.id = a.agent_id order by login`,
    )
  }

  /** Makes an agent and an account for them. */
  async add(colleague: NewColleague, password: string): Promise<void> {
    if ((await this.#agentOf(colleague.login)) !== null) {
      throw new StartRefused(`Somebody signs in as "${colleague.login}" already. Give another login.`)
    }
    refuseShort(password)
    const siteId = colleague.site === null ? null : (await this.#siteCalled(colleague.site)).id
    const { name, role, locale, sees } = colleague
    const made = { id: randomUUID(), name, role, siteId, locale, sees, markets: [...colleague.markets] }
    const agent = Agent.safeParse({ ...made, teamIds: [], queueIds: [], active: true })
    if (!agent.success) {
      const what = agent.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
      throw new StartRefused(`Such an agent cannot be made (${what}). Nothing was written.`)
    }
    await this.#write('agents', agent.data)
    await new PasswordAccounts(this.#pool).set([{ login: colleague.login, password, agentId: agent.data.id }])
  }

  /** Makes a site, for those who are added to it later. */
  async addSite(name: string, isInHouse: boolean): Promise<void> {
    const site = Site.safeParse({ id: randomUUID(), name, inHouse: isInHouse })
    if (!site.success) throw new StartRefused('A site has a name of 1 to 120 letters. Nothing was written.')
    if ((await this.#sites()).some((one) => one.name === name)) {
      throw new StartRefused(`There is a site "${name}" already.`)
    }
    await this.#write('sites', site.data)
  }

  /** Gives somebody another password, and ends what they are signed in to. */
  async setPassword(login: string, password: string): Promise<number> {
    const agent = await this.#mustBe(login)
    refuseShort(password)
    await new PasswordAccounts(this.#pool).set([{ login, password, agentId: agent.id }])
    return this.#endSessions(agent.id)
  }

  /**
   * Somebody leaves: they can sign in no more, every window of theirs forgets what it could read, and what they had taken goes back. With
   * `isWiping` the devices that nobody else signed in on are told to forget everything.
   */
  async close(login: string, isWiping: boolean): Promise<Closed> {
    const agent = await this.#mustBe(login)
    const devices = await this.#devicesOf(agent.id)
    await this.#write('agents', { ...agent, active: false })
    await this.#pool.query('delete from accounts where login = $1', [login.trim().toLowerCase()])
    const sessions = await this.#endSessions(agent.id)
    const all = new Devices(this.#pool, () => this.#now().getTime())
    const told: Closed['devices'][number][] = []
    for (const { deviceId, isShared } of devices) {
      const isWiped = isWiping && !isShared
      if (isWiped) await all.orderWipe(deviceId)
      told.push({ deviceId, isShared, isWiped })
    }
    return { name: agent.name, sessions, devices: told }
  }

  async #devicesOf(agentId: string): Promise<{ readonly deviceId: string; readonly isShared: boolean }[]> {
    return select(
      this.#pool,
      `select s.device_id as "deviceId", exists (select 1 from sessions o
           where o.device_id = s.device_id and o.agent_id <> $1 and o.last_seen_at > $2) as "isShared"
         from sessions s where s.agent_id = $1 and s.last_seen_at > $2 group by s.device_id order by s.device_id`,
      [agentId, new Date(this.#now().getTime() - 90 * 86_400_000)],
    )
  }

  async #endSessions(agentId: string): Promise<number> {
    const { rowCount } = await this.#pool.query(
      'update sessions set revoked_at = $2 where agent_id = $1 and revoked_at is null and expires_at > $2',
      [agentId, this.#now()],
    )
    return rowCount ?? 0
  }

  async #agentOf(login: string): Promise<Agent | null> {
    const [found] = await select<{ row: unknown }>(
      this.#pool,
      `select r.row from accounts a join rows r on r.tbl = 'agents' and r.id = a.agent_id where a.login = $1`,
      [login.trim().toLowerCase()],
    )
    return found === undefined ? null : Agent.parse(found.row)
  }

  async #mustBe(login: string): Promise<Agent> {
    const agent = await this.#agentOf(login)
    if (agent === null)
      throw new StartRefused(`Nobody signs in as "${login}". \`npm run accounts -- list\` shows who does.`)
    return agent
  }

  async #sites(): Promise<Site[]> {
    const found = await select<{ row: unknown }>(this.#pool, "select row from rows where tbl = 'sites' order by id")
    return found.map(({ row }) => Site.parse(row))
  }

  async #siteCalled(name: string): Promise<Site> {
    const sites = await this.#sites()
    const found = sites.find((site) => site.name === name)
    if (found !== undefined) return found
    const known = sites.length === 0 ? 'there is none yet' : sites.map((site) => `"${site.name}"`).join(', ')
    throw new StartRefused(
      `There is no site "${name}" (${known}). Make it first: npm run accounts -- add-site "${name}"`,
    )
  }

  /** Writes a row as an import does: services that run tell every window. */
  async #write(table: 'agents' | 'sites', row: Agent | Site): Promise<void> {
    const at = (): string => this.#now().toISOString()
    const args = { rows: [{ table, row }] }
    const mutations = [{ mid: 1, opId: randomUUID(), name: 'rows.write', args, at: at(), dependsOn: [] }]
    const actor = { kind: 'system' as const, name: 'import' as const }
    const { results } = await runMutations(this.#ledger, [{ actor, held: everything, clientId: null, mutations }], at)
    const outcome = results[0]?.[0]?.outcome
    if (outcome !== undefined && 'applied' in outcome) return
    throw new StartRefused(`The service's rules refused it (${outcome?.refused ?? 'no answer'}). Nothing was written.`)
  }
}

/** A password that nobody has chosen: 120 random bits. */
export const drawnPassword = (): string => randomBytes(15).toString('base64url')

function refuseShort(password: string): void {
  if (password.length >= shortestPassword) return
  throw new StartRefused(`A password has at least ${shortestPassword} letters. Nothing was written.`)
}
