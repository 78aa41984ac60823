import { Case, type CaseClaim } from '#shared/domain/case.ts'
import type { AnyRow } from '#shared/tables.ts'
import type { RowWrite, StoredRow } from '../sync/ledger.ts'

/** A claim whose agent has been away for too long. */
export interface DueLease extends CaseClaim {
  readonly caseId: string
}

/** When a case goes back to its queue, in milliseconds since 1970. */
export interface RunningLease {
  readonly agentId: string
  readonly until: number
}

const Claimed = Case.pick({ claim: true })

const claimIn = (row: AnyRow | null): CaseClaim | null => (row === null ? null : (Claimed.parse(row).claim ?? null))

/**
 * Every claim there is, and who is connected: a lease runs only while its agent is not. In memory alone: the claims are rows, and after a
 * restart nobody has been away for longer than the service has been back, so that each lease begins anew.
 */
export class Leases {
  readonly leaseMs: number
  readonly #now: () => number
  readonly #startedAt: number
  readonly #claims = new Map<string, CaseClaim>()
  readonly #connections = new Map<string, number>()
  readonly #leftAt = new Map<string, number>()
  readonly #hereAt = new Map<string, number>()

  /** `now` in milliseconds since 1970. */
  constructor(leaseMs: number, now: () => number) {
    this.leaseMs = leaseMs
    this.#now = now
    this.#startedAt = now()
  }

  /** Takes over every claimed case there is. */
  load(cases: readonly StoredRow[]): void {
    this.#claims.clear()
    for (const { id, row } of cases) this.#put(id, row)
  }

  /** Follows a batch that was committed. */
  follow(writes: readonly RowWrite[]): void {
    for (const { table, id, row } of writes) if (table === 'cases') this.#put(id, row)
  }

  /** A window of this agent is connected: their leases stand still. */
  arrived(agentId: string): void {
    const wasGone = !this.isHere(agentId) && this.goneSince(agentId) + this.leaseMs <= this.#now()
    // A line that breaks off for a moment now and then is one stay.
    if (wasGone || !this.#hereAt.has(agentId)) this.#hereAt.set(agentId, this.#now())
    this.#connections.set(agentId, this.#count(agentId) + 1)
    this.#leftAt.delete(agentId)
  }

  /** A window of this agent is gone. With the last one their leases begin to run. */
  left(agentId: string): void {
    const rest = this.#count(agentId) - 1
    if (rest > 0) {
      this.#connections.set(agentId, rest)
    } else {
      this.#connections.delete(agentId)
      this.#leftAt.set(agentId, this.#now())
    }
  }

  /** Whether any window of this agent is connected. */
  isHere(agentId: string): boolean {
    return this.#count(agentId) > 0
  }

  /** Since when a window of theirs has been connected, in milliseconds since 1970, whatever broke off for less than a lease; null while none is. */
  hereSince(agentId: string): number | null {
    return this.isHere(agentId) ? (this.#hereAt.get(agentId) ?? this.#startedAt) : null
  }

  /** Since when no window of theirs is, in milliseconds since 1970: since the start where they were not here after it. */
  goneSince(agentId: string): number {
    return this.#leftAt.get(agentId) ?? this.#startedAt
  }

  /** The cases that this agent has claimed. */
  claimedBy(agentId: string): string[] {
    return [...this.#claims].filter(([, claim]) => claim.agentId === agentId).map(([caseId]) => caseId)
  }

  /** When the claim on this case runs out; null where there is none, or its agent is connected. */
  running(caseId: string): RunningLease | null {
    const claim = this.#claims.get(caseId)
    if (claim === undefined || this.isHere(claim.agentId)) return null
    const since = Math.max(this.goneSince(claim.agentId), Date.parse(claim.at))
    return { agentId: claim.agentId, until: since + this.leaseMs }
  }

  /** The claims that have run out. */
  due(): DueLease[] {
    return [...this.#claims].map(([caseId, claim]) => ({ caseId, ...claim })).filter((lease) => this.isDue(lease))
  }

  /** Whether this very claim has run out. */
  isDue({ caseId, at }: DueLease): boolean {
    return this.#claims.get(caseId)?.at === at && (this.running(caseId)?.until ?? Infinity) <= this.#now()
  }

  #count(agentId: string): number {
    return this.#connections.get(agentId) ?? 0
  }

  #put(caseId: string, row: AnyRow | null): void {
    const claim = claimIn(row)
    if (claim === null) this.#claims.delete(caseId)
    else this.#claims.set(caseId, claim)
  }
}
