import type { Pool } from 'pg'
import { select } from '../database/pool.ts'
import { hashPassword, isPassword } from './password.ts'

/** Finds out who signs in: by password here; another door (OIDC) answers the same question in its own way. */
export interface Identity {
  /** The agent's id, or null where login and password do not belong together. */
  identify(login: string, password: string): Promise<string | null>
}

/** An account to be made. */
export interface NewAccount {
  readonly login: string
  readonly password: string
  readonly agentId: string
}

const loginForm = (login: string): string => login.trim().toLowerCase()

/** Accounts with passwords, kept by the service. */
export class PasswordAccounts implements Identity {
  readonly #pool: Pool
  readonly #dummy: Promise<string>

  constructor(pool: Pool) {
    this.#pool = pool
    // An unknown login costs as much time as a wrong password: nobody learns which logins there are.
    this.#dummy = hashPassword('no account has this')
  }

  async identify(login: string, password: string): Promise<string | null> {
    const [account] = await select<{ agent_id: string; password_hash: string }>(
      this.#pool,
      'select agent_id, password_hash from accounts where login = $1',
      [loginForm(login).replaceAll('\0', '')],
    )
    const isRight = await isPassword(password, account?.password_hash ?? (await this.#dummy))
    return account !== undefined && isRight ? account.agent_id : null
  }

  /** Makes accounts, or gives those that are there a new password. */
  async set(accounts: readonly NewAccount[]): Promise<void> {
    for (const { login, password, agentId } of accounts) {
      await this.#pool.query(
        `insert into accounts (login, agent_id, password_hash) values ($1, $2, $3)
         on conflict (login) do update set agent_id = excluded.agent_id, password_hash = excluded.password_hash`,
        [loginForm(login), agentId, await hashPassword(password)],
      )
    }
  }
}
