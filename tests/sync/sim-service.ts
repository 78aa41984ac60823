import { type CopyRequest, PROTOCOL_VERSION, PushRequest, type ToldPage, limits } from '#shared/sync/protocol.ts'
import { byteLength } from '#shared/sync/byte-length.ts'
import type { Agent } from '#shared/domain/agent.ts'
import { isTableName } from '#shared/tables.ts'
import type { Session } from '#service/accounts/sessions.ts'
import { AheadLedger } from '#service/sync/ahead-ledger.ts'
import { Batcher, type PushDone, type PushMaker } from '#service/sync/batcher.ts'
import { audienceMark, pullPage, readCursor } from '#service/sync/change-feed.ts'
import { type CopyPage, copyPage } from '#service/sync/copy-page.ts'
import { Connection, type Standing } from '#service/sync/connection.ts'
import { digestAt } from '#service/sync/digests.ts'
import { Directory } from '#service/sync/directory.ts'
import type { Ledger } from '#service/sync/ledger.ts'
import type { BatchDone } from '#service/sync/run-mutations.ts'
import { seenChanges } from '#service/sync/seen-changes.ts'
import type { WindowSocket } from '#service/sync/socket-types.ts'
import type { Damage } from './damaged-row.ts'
import { MemoryCopy, smallBounds } from './memory-copy.ts'
import { MemoryFeed } from './memory-feed.ts'
import { MemoryAhead, MemoryLedger, type MemoryStore } from './memory-ledger.ts'
import { type Outside, SimEffects } from './sim-effects.ts'
import type { Random } from './random.ts'
import { type Sabotage, altered } from './sabotage.ts'
import { Life, type Scheduler } from './scheduler.ts'
import type { RequestKind, Requests, Said, ServiceEnd, Wire } from './wire.ts'

const heartbeatMs = 15_000

const noWrites = {
  rows: [],
  privates: [],
  childAudiences: [],
  mutations: [],
  clientResults: [],
  clients: [],
  effects: [],
  cancelled: [],
} as const

const same = <T>(one: T): T => one

export interface ServicePorts {
  readonly store: MemoryStore
  readonly scheduler: Scheduler
  readonly random: Random
  readonly sabotage: Sabotage
  readonly outside: Outside
  /** The longest that the store takes to begin or to commit, in milliseconds. */
  readonly storeMs: number
  readonly isCalm: () => boolean
  /** An older build of the service: it does not let windows in that speak more than it knows. */
  readonly isOlder: boolean
  /** Rules may throw on some rows, and on no others. */
  readonly areRowsDamaged: boolean
  /** Whether a push that was taken in is answered with an error all the same. */
  readonly isFalselyRefused: () => boolean
  /** Something the service must never do or say. */
  readonly broken: (what: string) => void
}

/** The service as one running program over the store: the real heart, batcher, directory and connections on a simulated network. */
export class SimService {
  readonly #ports: ServicePorts
  readonly #life: Life
  readonly #directory = new Directory()
  readonly #ledger: Ledger
  readonly #batcher: Batcher
  readonly #effects: SimEffects
  readonly #connections = new Map<string, { connection: Connection; wire: Wire }>()
  #head: number

  constructor(ports: ServicePorts) {
    this.#ports = ports
    this.#life = new Life(ports.scheduler)
    this.#head = ports.store.head
    this.#directory.follow(
      [...ports.store.rows.values()].map((stored) => ({ ...stored, was: stored.audience, existed: true })),
    )
    const pause = (): Promise<void> => this.#life.wait(ports.random.between(0, ports.storeMs))
    const isUnlocked = ports.sabotage.isUnserial === true
    const pauses = { begin: pause, commit: pause }
    this.#ledger = isUnlocked
      ? new MemoryLedger(ports.store, pauses, isUnlocked)
      : new AheadLedger(new MemoryAhead(ports.store, pauses))
    this.#batcher = this.#newBatcher()
    const { store, random, outside, isCalm, sabotage } = ports
    const named = sabotage.nameEffect ?? ((effect) => effect.id)
    this.#effects = new SimEffects({ store, random, outside, isCalm, life: this.#life, idOf: named })
    this.#effects.wake()
    if (ports.sabotage.hasNoHeartbeat !== true) this.#beat()
  }

  #newBatcher(): Batcher {
    const ports = this.#ports
    const { wrapLedger = same, wrapNow = same, sendsBeforeCommit } = ports.sabotage
    return new Batcher({
      ledger: wrapLedger(sendsBeforeCommit === true ? this.#sendingEarly(this.#ledger) : this.#ledger),
      now: wrapNow(() => this.#now()),
      committed: (done) => this.#committed(done),
      ruleThrew: (mutation, error) => ports.areRowsDamaged || ports.broken(`rule ${mutation} threw ${String(error)}`),
      storeFailed: (error) => ports.broken(`the store failed: ${String(error)}`),
      measured: () => undefined,
    })
  }

  /** Effects leave the service while their batch still runs: what must never be [S24]. */
  #sendingEarly(ledger: Ledger): Ledger {
    return altered((transaction) => ({
      write: (writes) => {
        for (const effect of writes.effects) this.#ports.outside.receive(effect)
        return transaction.write({ ...writes, effects: [] })
      },
    }))(ledger)
  }

  #submit(size: number, make: PushMaker): Promise<PushDone> {
    const { isUnserial, wrapMaker = same } = this.#ports.sabotage
    return (isUnserial === true ? this.#newBatcher() : this.#batcher).submit(size, wrapMaker(make))
  }

  /** The program dies: whatever was not committed was never done. */
  crash(): void {
    this.#life.end()
    for (const { wire } of this.#connections.values()) wire.cut()
  }

  accept(wire: Wire): ServiceEnd | null {
    if (!this.#life.isAlive || this.#directory.active(wire.agentId) === null) return null
    if (this.#ports.isOlder && wire.build === 'new') {
      wire.say({ event: 'leave', said: { reason: 'protocol-too-new', retryAfter: 30_000 } })
      wire.endByService()
      return null
    }
    const socket = {
      emit: (event: Said['event'], said: unknown) => this.#life.isAlive && wire.say({ event, said } as Said),
      disconnect: () => wire.endByService(),
      conn: { transport: {}, writeBuffer: [], close: () => wire.endByService() },
    }
    const session = { agentId: wire.agentId, key: wire.agentId } as unknown as Session
    const admitted = { session, clientId: wire.clientId, protocol: PROTOCOL_VERSION }
    const held = this.#directory.heldBy(wire.agentId)
    const connection = new Connection(socket as unknown as WindowSocket, admitted, held)
    const older = this.#connections.get(wire.clientId)
    this.#connections.set(wire.clientId, { connection, wire })
    older?.connection.leave({ reason: 'replaced' })
    wire.say({
      event: 'hello',
      said: { nonce: String(this.#ports.random.next()), serverAt: this.#now(), agentId: wire.agentId, workspace: 'w' },
    })
    return {
      ask: (kind, request) => this.#answer(connection, kind, request),
      closed: () => {
        if (this.#connections.get(wire.clientId)?.connection === connection) this.#connections.delete(wire.clientId)
      },
    }
  }

  copy(agentId: string, { after, table = '' }: CopyRequest): Promise<CopyPage> | null {
    if (!this.#life.isAlive) return null
    const only = isTableName(table) ? table : null
    const source = new MemoryCopy(this.#ports.store, this.#pause)
    return copyPage(source, this.#directory.heldBy(agentId), { after, table: only }, smallBounds).then((page) => {
      if (page === null) throw new Error('not a place')
      return page
    })
  }

  /** A mutation that no window named: a party's message, a colleague elsewhere, a change of the set-up. */
  run(opId: string, named: { name: string; args: unknown; by: Agent | null }): Promise<PushDone> {
    const { by, name, args } = named
    const sent = { mid: 1, opId, name, args, at: this.#now(), dependsOn: [] }
    return this.#submit(1, () => ({
      actor: by === null ? { kind: 'system', name: 'channel' } : { kind: 'agent', agent: by },
      held: by === null ? ['*'] : this.#directory.heldBy(by.id),
      clientId: null,
      mutations: [sent],
    }))
  }

  /** A row gets into the service's tables past every rule: by a mistake in a release, or by hand. It is told like any other. */
  async slipIn({ table, id, inflict }: Damage): Promise<void> {
    const { store } = this.#ports
    const { from, writes } = await this.#ledger.inBatch(async (transaction) => {
      const [stored] = await transaction.stored([{ table, id }])
      const head = await transaction.head()
      if (stored === undefined) return { from: head, writes: null }
      const write = {
        ...stored,
        row: inflict(stored.row),
        version: head + 1,
        was: stored.audience,
        existed: true,
      }
      const slipped = { ...noWrites, head: head + 1, rows: [write] }
      await transaction.write(slipped)
      return { from: head, writes: slipped }
    })
    if (writes !== null && writes.head === store.head) this.#committed({ replies: [], results: [], from, writes })
  }

  #now(): string {
    return new Date(this.#ports.scheduler.now).toISOString()
  }

  #standing(): Standing {
    return { epoch: this.#ports.store.epoch, head: this.#head }
  }

  #feed(): MemoryFeed {
    return new MemoryFeed(this.#ports.store, {
      pause: this.#pause,
      hidesHorizon: this.#ports.sabotage.hidesHorizon === true,
    })
  }

  /** Now and then something else comes between two reads. */
  readonly #pause = (): Promise<void> => {
    const { random } = this.#ports
    return random.chance(0.2) ? this.#life.wait(random.between(0, 40)) : Promise.resolve()
  }

  #beat(): void {
    this.#life.after(heartbeatMs, () => {
      for (const { connection } of this.#connections.values()) connection.beat(this.#standing())
      this.#beat()
    })
  }

  #committed(done: BatchDone): void {
    if (!this.#life.isAlive) return
    this.#effects.wake()
    this.#head = done.writes.head
    if (this.#directory.follow(done.writes.rows)) {
      for (const { connection } of this.#connections.values()) {
        connection.hold(this.#directory.heldBy(connection.session.agentId), this.#standing())
      }
    }
    for (const { connection, wire } of this.#connections.values()) {
      const results = done.writes.clientResults
        .filter(({ clientId }) => clientId === connection.clientId)
        .map(({ opId, outcome }) => ({ opId, outcome }))
      const seen = seenChanges(done.writes.rows, connection.held)
      connection.tell({ from: done.from, to: this.#head, seen, results }, this.#standing(), ({ base, to, isLast }) => {
        // Every other window takes packed pages, in which rows are told by what differs.
        const changes = wire.build === 'new' && /[0-7]$/.test(wire.clientId) ? seen.deltas : seen.changes
        const said: ToldPage = { base, to, isLast, changes: [...changes], results }
        if (this.#life.isAlive) wire.say({ event: 'patch', said })
      })
    }
  }

  async #answer<K extends RequestKind>(
    connection: Connection,
    kind: K,
    request: Requests[K]['request'],
  ): Promise<Requests[K]['reply']> {
    if (!this.#life.isAlive) return new Promise(() => undefined)
    if (kind === 'push') return this.#push(connection, request)
    if (kind === 'pull' && 'cursor' in request) return this.#pull(connection, request.cursor)
    if (kind === 'digest' && 'cursor' in request) return digestAt(this.#feed(), connection.held, request.cursor)
    const { caseId } = request as { caseId: string }
    return { changes: await this.#feed().children(connection.held, [{ table: 'cases', id: caseId }]) }
  }

  async #push({ session: { agentId }, clientId }: Connection, request: unknown): Promise<Requests['push']['reply']> {
    const parsed = PushRequest.safeParse(request)
    if (!parsed.success || parsed.data.clientId !== clientId) {
      this.#ports.broken('a window sent a push that cannot be read')
      return { ok: false, reason: 'bad-frame' }
    }
    const { mutations } = parsed.data
    if (byteLength(mutations) > limits.batchBytes) return { ok: false, reason: 'too-large' }
    const { reply } = await this.#submit(mutations.length, () => {
      const agent = this.#directory.active(agentId)
      if (agent === null) return null
      return { actor: { kind: 'agent', agent }, held: this.#directory.heldBy(agentId), clientId, mutations }
    })
    if (!reply.ok && reply.reason === 'forked') this.#ports.broken('an honest window was told that it forked')
    if (this.#ports.isFalselyRefused()) return { ok: false, reason: 'busy', retryAfter: 500 }
    return reply
  }

  async #pull(connection: Connection, cursor: string): Promise<Requests['pull']['reply']> {
    const { held, clientId } = connection
    connection.beginPull()
    const page = await pullPage(this.#feed(), { held, clientId }, cursor)
    const reached = !('reset' in page) && page.isLast ? (readCursor(page.to)?.number ?? null) : null
    connection.endPull(reached, audienceMark(held), this.#standing())
    return page
  }
}
