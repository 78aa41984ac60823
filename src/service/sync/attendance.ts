import type { Pool } from 'pg'
import { PresenceSaid, wire } from '#shared/sync/protocol.ts'
import { DutyClock } from '../clocks/duty-clock.ts'
import { LeaseClock } from '../clocks/lease-clock.ts'
import { Leases } from '../clocks/leases.ts'
import { Router } from '../clocks/router.ts'
import type { Batcher } from './batcher.ts'
import type { Connection } from './connection.ts'
import type { Directory } from './directory.ts'
import type { RowWrite } from './ledger.ts'
import { Presence, type Viewer } from './presence.ts'
import { allRows, rowsById } from './rows.ts'
import { claimedCases } from './watched-rows.ts'
import { TokenBucket } from './token-bucket.ts'

export interface AttendancePorts {
  readonly reading: Pool
  readonly batcher: Batcher
  readonly directory: Directory
  /** How long a claim outlives its agent's connection, in milliseconds. */
  readonly leaseMs: number
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly failed: (error: unknown) => void
}

const tickMs = 1000
/** A window says something when a case is opened, every few seconds of typing, and with each heartbeat. */
const allowance = { burst: 20, perSecond: 4 } as const

/**
 * Who is connected, and what follows from it: claims that stand or run out, who is at work and is given cases, and what colleagues see of
 * each other on a case.
 */
export class Attendance {
  readonly #ports: AttendancePorts
  readonly #leases: Leases
  readonly #presence: Presence
  readonly #duties: DutyClock
  readonly #router: Router
  readonly #viewers = new Map<Connection, Viewer>()
  readonly #timer: NodeJS.Timeout
  #followed = 0

  constructor(ports: AttendancePorts) {
    const { now, reading, directory, failed } = ports
    this.#ports = ports
    this.#leases = new Leases(ports.leaseMs, now)
    this.#presence = new Presence({
      now,
      after: (ms, work) => void setTimeout(work, ms).unref(),
      audienceOf: async (id) => (await rowsById(reading, [{ table: 'cases', id }]))[0]?.audience ?? [],
      heldBy: (agentId) => directory.heldBy(agentId),
      leaseOf: (caseId) => this.#leases.running(caseId),
      opened: (agentId, caseId) => this.#router.looked(agentId, caseId),
      failed,
    })
    const { batcher } = ports
    const clock = new LeaseClock(this.#leases, batcher, now)
    this.#duties = new DutyClock({ leases: this.#leases, batcher, now })
    this.#router = new Router({
      reading,
      batcher,
      now,
      hereSince: (agentId) => this.#leases.hereSince(agentId),
      hasOpen: (agentId, caseId) => this.#presence.isOpenFor(agentId, caseId),
      failed,
    })
    this.#timer = setInterval(() => {
      clock.tick().catch(failed)
      this.#duties.tick().catch(failed)
      this.#router.tick()
      this.#presence.tick()
    }, tickMs)
  }

  get leaseMs(): number {
    return this.#leases.leaseMs
  }

  /** Reads every claim and status there is; a batch that is followed meanwhile is newer than what was read. */
  async load(): Promise<void> {
    const { reading } = this.#ports
    let followed: number
    do {
      followed = this.#followed
      const [cases, statuses] = await Promise.all([claimedCases(reading), allRows(reading, ['agentStatuses'])])
      if (followed !== this.#followed) continue
      this.#leases.load(cases)
      this.#duties.load(statuses)
    } while (followed !== this.#followed)
    await this.#router.load()
  }

  /** A window is connected: its agent's claims stand, and it may say what it has open. */
  arrived(connection: Connection): void {
    const { session, socket } = connection
    const { now } = this.#ports
    const viewer = {
      agentId: session.agentId,
      heardAt: now(),
      tell: (told: Parameters<Viewer['tell']>[0]) => void socket.emit(wire.presence, told),
    }
    this.#viewers.set(connection, viewer)
    this.#presence.arrived(viewer)
    this.#leases.arrived(viewer.agentId)
    this.#tellOfClaims(viewer.agentId)
    // Also the answers to heartbeats, of which nothing else is told.
    socket.conn.on('packet', () => {
      viewer.heardAt = now()
    })
    const bucket = new TokenBucket(allowance, performance.now())
    socket.on(wire.presence, (...words) => {
      const said = PresenceSaid.safeParse(words[0])
      // What goes beyond the allowance is lost; the next heartbeat says it again [S12].
      if (said.success && bucket.take(performance.now()) === 0) this.#presence.said(viewer, said.data)
    })
  }

  left(connection: Connection): void {
    const viewer = this.#viewers.get(connection)
    if (viewer === undefined) return
    this.#viewers.delete(connection)
    this.#leases.left(viewer.agentId)
    this.#presence.left(viewer)
    this.#tellOfClaims(viewer.agentId)
  }

  /** Follows a batch that was committed. */
  follow(writes: readonly RowWrite[]): void {
    this.#followed += 1
    this.#leases.follow(writes)
    this.#duties.follow(writes)
    this.#router.follow(writes)
    this.#presence.follow(writes)
  }

  /** Another process changed something. */
  reload(): void {
    this.#presence.reload()
    this.load().catch(this.#ports.failed)
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#router.stop()
  }

  #tellOfClaims(agentId: string): void {
    for (const caseId of this.#leases.claimedBy(agentId)) this.#presence.changed(caseId)
  }
}
