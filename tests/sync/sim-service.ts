import { type CopyRequest, PushRequest, limits } from '#shared/sync/protocol.ts'
import { byteLength } from '#shared/sync/byte-length.ts'
import type { Agent } from '#shared/domain/agent.ts'
import { isTableName } from '#shared/tables.ts'
import type { Session } from '#service/accounts/sessions.ts'
import { Batcher, type PushDone } from '#service/sync/batcher.ts'
import { audienceMark, pullPage, readCursor } from '#service/sync/change-feed.ts'
import { type CopyPage, copyPage } from '#service/sync/copy-page.ts'
import { Connection, type Standing } from '#service/sync/connection.ts'
import { Directory } from '#service/sync/directory.ts'
import type { Ledger } from '#service/sync/ledger.ts'
import type { BatchDone } from '#service/sync/run-mutations.ts'
import { seenChanges } from '#service/sync/seen-changes.ts'
import type { WindowSocket } from '#service/sync/socket-types.ts'
import { MemoryCopy, smallBounds } from './memory-copy.ts'
import { MemoryFeed } from './memory-feed.ts'
import { MemoryLedger, type MemoryStore } from './memory-ledger.ts'
import type { Random } from './random.ts'
import { Life, type Scheduler } from './scheduler.ts'
import type { RequestKind, Requests, Said, ServiceEnd, Wire } from './wire.ts'

const heartbeatMs = 15_000

export interface ServicePorts {
  readonly store: MemoryStore
  readonly scheduler: Scheduler
  readonly random: Random
  /** Puts something around the ledger: how a test breaks a rule of the service. */
  readonly wrapLedger: (ledger: Ledger) => Ledger
  readonly hasHeartbeat: boolean
  /** Something the service must never do or say. */
  readonly broken: (what: string) => void
}

/** The service as one running program over the store: the real heart, batcher, directory and connections on a simulated network. */
export class SimService {
  readonly #ports: ServicePorts
  readonly #life: Life
  readonly #directory = new Directory()
  readonly #batcher: Batcher
  readonly #connections = new Map<string, { connection: Connection; wire: Wire }>()
  #head: number

  constructor(ports: ServicePorts) {
    this.#ports = ports
    this.#life = new Life(ports.scheduler)
    this.#head = ports.store.head
    this.#directory.follow(
      [...ports.store.rows.values()].map((stored) => ({ ...stored, was: stored.audience, existed: true })),
    )
    const pause = (): Promise<void> => this.#life.wait(ports.random.between(0, 12))
    this.#batcher = new Batcher({
      ledger: ports.wrapLedger(new MemoryLedger(ports.store, { begin: pause, commit: pause })),
      now: () => this.#now(),
      committed: (done) => this.#committed(done),
      ruleThrew: (mutation, error) => ports.broken(`rule ${mutation} threw ${String(error)}`),
      storeFailed: (error) => ports.broken(`the store failed: ${String(error)}`),
      measured: () => undefined,
    })
    if (ports.hasHeartbeat) this.#beat()
  }

  /** The program dies: whatever was not committed was never done. */
  crash(): void {
    this.#life.end()
    for (const { wire } of this.#connections.values()) wire.cut()
  }

  accept(wire: Wire): ServiceEnd | null {
    if (!this.#life.isAlive || this.#directory.active(wire.agentId) === null) return null
    const socket = {
      emit: (event: Said['event'], said: unknown) => this.#life.isAlive && wire.say({ event, said } as Said),
      disconnect: () => wire.endByService(),
      conn: { transport: {}, writeBuffer: [], close: () => wire.endByService() },
    }
    const session = { agentId: wire.agentId, key: wire.agentId } as unknown as Session
    const held = this.#directory.heldBy(wire.agentId)
    const connection = new Connection(socket as unknown as WindowSocket, session, wire.clientId, held)
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
    return this.#batcher.submit(1, () => ({
      actor: by === null ? { kind: 'system', name: 'channel' } : { kind: 'agent', agent: by },
      held: by === null ? ['*'] : this.#directory.heldBy(by.id),
      clientId: null,
      mutations: [sent],
    }))
  }

  #now(): string {
    return new Date(this.#ports.scheduler.now).toISOString()
  }

  #standing(): Standing {
    return { epoch: this.#ports.store.epoch, head: this.#head }
  }

  #feed(): MemoryFeed {
    return new MemoryFeed(this.#ports.store, this.#pause)
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
    this.#head = done.writes.head
    if (this.#directory.follow(done.writes.rows)) {
      for (const { connection } of this.#connections.values()) {
        connection.hold(this.#directory.heldBy(connection.session.agentId), this.#standing())
      }
    }
    for (const { connection } of this.#connections.values()) {
      const results = done.writes.clientResults
        .filter(({ clientId }) => clientId === connection.clientId)
        .map(({ opId, outcome }) => ({ opId, outcome }))
      const seen = seenChanges(done.writes.rows, connection.held)
      connection.tell({ from: done.from, to: this.#head, seen, results }, this.#standing())
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
    if (kind === 'digest') return { failed: 'busy' }
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
    const { reply } = await this.#batcher.submit(mutations.length, () => {
      const agent = this.#directory.active(agentId)
      if (agent === null) return null
      return { actor: { kind: 'agent', agent }, held: this.#directory.heldBy(agentId), clientId, mutations }
    })
    if (!reply.ok && reply.reason === 'forked') this.#ports.broken('an honest window was told that it forked')
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
