import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { Server as HttpServer } from 'node:http'
import { Server } from 'socket.io'
import type { z } from 'zod'
import { PROTOCOL_VERSION, Purged, Takes, wire } from '#shared/sync/protocol.ts'
import type { SessionEnd, Sessions } from '../accounts/sessions.ts'
import { isOfTheMoment } from '../database/pool.ts'
import type { Attendance } from './attendance.ts'
import { admission, isKnownOrigin } from './admission.ts'
import { Connection, type Standing } from './connection.ts'
import { FanOut } from './fan-out.ts'
import type { BatchDone } from './run-mutations.ts'
import {
  type RequestKind,
  type RequestPorts,
  digestRequest,
  pullRequest,
  pushRequest,
  threadRequest,
} from './requests.ts'
import { type SeenChanges, Sights } from './seen-changes.ts'
import { toldResults } from './told-results.ts'
import type { Allowance } from './token-bucket.ts'
import { type Admitted, type WindowServer, type WindowSocket, endToTell } from './socket-types.ts'

/** Whatever must know each row that is written: it follows this process's batches, and reads anew after another's. */
export interface BatchFollower {
  follow(writes: BatchDone['writes']['rows']): void
  reload(): void
}

export interface GatewayPorts extends Omit<RequestPorts, 'standing'> {
  readonly sessions: Sessions
  readonly attendance: Attendance
  readonly workspace: { readonly id: string; readonly epoch: string }
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly heartbeatMs: number
  /** Connections that are let in. */
  readonly arrivals: Allowance
  readonly pressure: { readonly isHigh: boolean }
  readonly followers?: readonly BatchFollower[]
}

const isAck = (said: unknown): said is (answer: unknown) => void => typeof said === 'function'

const frameBytes = 512 * 1024
const unknownMessage = `This service speaks version ${PROTOCOL_VERSION} of the wire, which has no such message.`
const drainMs = 2000

/** The sockets of all windows: takes their requests, and tells each of what it may see as soon as it is committed [S12]. */
export class Gateway {
  readonly #ports: GatewayPorts
  readonly #server: WindowServer
  readonly #connections = new Map<string, Connection>()
  readonly #heartbeat: NodeJS.Timeout
  #head: number
  #untold: BatchDone[] = []
  #isDraining = false

  constructor(http: HttpServer, head: number, ports: GatewayPorts) {
    this.#ports = ports
    this.#head = head
    this.#server = new Server(http, {
      transports: ['websocket'],
      perMessageDeflate: false,
      maxHttpBufferSize: frameBytes,
      serveClient: false,
      // Fixed, so that a proxy in between can be set up for it. Together under 25 s: by then both ends know that a connection has died.
      pingInterval: 10_000,
      pingTimeout: 10_000,
      connectTimeout: 10_000,
      allowRequest: (request, decide) => decide(null, !this.#isDraining && isKnownOrigin(request)),
    })
    this.#server.engine.on('connection_error', () => undefined)
    const door = admission(ports)
    this.#server.use((socket, next) => void door(socket, next))
    this.#server.on('connection', (socket) => this.#welcome(socket))
    ports.sessions.onRevoked((key, end) => this.end([key], end))
    this.#heartbeat = setInterval(() => this.#beat(), ports.heartbeatMs)
  }

  /** How many windows are connected. */
  get size(): number {
    return this.#connections.size
  }

  get head(): number {
    return this.#head
  }

  /** The sessions that are connected, by key. */
  sessionKeys(): string[] {
    return [...new Set([...this.#connections.values()].map(({ session }) => session.key))]
  }

  /** A batch was committed here. Everyone is told in this turn of the event loop's end, with others that commit until then. */
  committed(done: BatchDone): void {
    if (done.from !== this.#head) {
      this.advance(done.from)
      this.reload()
    }
    this.#head = done.writes.head
    if (this.#ports.directory.follow(done.writes.rows)) this.regard()
    this.#ports.attendance.follow(done.writes.rows)
    for (const follower of this.#ports.followers ?? []) follower.follow(done.writes.rows)
    this.#untold.push(done)
    if (this.#untold.length === 1) setImmediate(() => this.#tell())
  }

  /** The feed went on without this process: what happened can only be pulled. */
  advance(head: number): void {
    if (head <= this.#head) return
    this.#head = head
    this.#untold = []
    for (const connection of this.#connections.values()) connection.hint(this.#standing())
  }

  /** Reads who holds what anew: another process may have changed it. */
  reload(): void {
    const { attendance, directory, reading, failed } = this.#ports
    attendance.reload()
    for (const follower of this.#ports.followers ?? []) follower.reload()
    directory.load(reading).then(() => this.regard(), failed)
  }

  /** Judges every window anew, after agents or queues changed [S17]. */
  regard(): void {
    const { directory } = this.#ports
    for (const connection of this.#connections.values()) {
      const { agentId } = connection.session
      if (directory.active(agentId) === null)
        connection.leave({ reason: endToTell('account-closed', connection.protocol) })
      else connection.hold(directory.heldBy(agentId), this.#standing())
    }
  }

  /** Ends the connections of sessions that are over. */
  end(keys: readonly string[], end: SessionEnd): void {
    const over = new Set(keys)
    for (const connection of this.#connections.values()) {
      if (over.has(connection.session.key)) connection.leave({ reason: endToTell(end, connection.protocol) })
    }
  }

  /** Sends every window away, to come back spread over `spreadMs`, and takes no other in. */
  async drain(spreadMs: number): Promise<void> {
    this.#isDraining = true
    clearInterval(this.#heartbeat)
    // Over as long as it takes to let them in again, up to the bound: a handful of windows need no spreading.
    const spread = Math.min(spreadMs, (this.#connections.size / this.#ports.arrivals.perSecond) * 1000)
    const gone = [...this.#connections.values()].map((connection) => {
      const closed = once(connection.socket.conn, 'close')
      connection.leave({ reason: 'draining', retryAfter: Math.floor(Math.random() * spread) })
      return closed
    })
    // A window that does not read its last words is cut without them.
    const patience = AbortSignal.timeout(drainMs)
    await Promise.race([Promise.all(gone), once(patience, 'abort')])
    this.#server.engine.close()
  }

  #standing(): Standing {
    return { epoch: this.#ports.workspace.epoch, head: this.#head }
  }

  #beat(): void {
    for (const connection of this.#connections.values()) {
      if (this.#isOver(connection)) connection.leave({ reason: 'signed-out' })
      else connection.beat(this.#standing())
    }
  }

  #isOver({ session }: Connection): boolean {
    return session.expiresAt <= this.#ports.now()
  }

  #tell(): void {
    const batches = this.#untold
    this.#untold = []
    const [first] = batches
    if (first === undefined) return
    const writes = batches.flatMap((done) => done.writes.rows)
    const owed = Map.groupBy(
      batches.flatMap((done) => done.writes.clientResults),
      ({ clientId }) => clientId,
    )
    const sights = new Sights(writes)
    const seenBy = new Map<string, SeenChanges>()
    const fanOut = new FanOut()
    for (const connection of this.#connections.values()) {
      const seen = seenBy.get(connection.mark) ?? sights.of(connection.held)
      seenBy.set(connection.mark, seen)
      const own = (owed.get(connection.clientId) ?? []).map(({ opId, outcome }) => ({ opId, outcome }))
      const results = toldResults(own, connection.protocol)
      const stretch = { from: first.from, to: this.#head, seen, results }
      connection.tell(stretch, this.#standing(), (page) => fanOut.add(connection, page))
    }
  }

  #welcome(socket: WindowSocket): void {
    const { admitted } = socket.data
    const { attendance, directory, workspace, now } = this.#ports
    // The session may have ended while the handshake was under way.
    if (admitted === undefined || directory.active(admitted.session.agentId) === null) {
      socket.disconnect(true)
      return
    }
    const connection = this.#connect(socket, admitted)
    socket.on('error', () => undefined)
    socket.on('disconnect', () => {
      if (this.#connections.get(connection.clientId) === connection) this.#connections.delete(connection.clientId)
      attendance.left(connection)
    })
    attendance.arrived(connection)
    this.#listen(connection)
    socket.emit(wire.hello, {
      nonce: randomUUID(),
      serverAt: new Date(now()).toISOString(),
      agentId: admitted.session.agentId,
      workspace: workspace.id,
      offlineLeaseMs: directory.leaseMs(admitted.session.agentId),
      leaseMs: attendance.leaseMs,
    })
  }

  #connect(socket: WindowSocket, admitted: Admitted): Connection {
    const { session, clientId } = admitted
    const older = this.#connections.get(clientId)
    const connection = new Connection(socket, admitted, this.#ports.directory.heldBy(session.agentId))
    this.#connections.set(clientId, connection)
    older?.leave({ reason: 'replaced' })
    return connection
  }

  #listen(connection: Connection): void {
    const ports: RequestPorts = { ...this.#ports, standing: () => this.#standing() }
    this.#take(connection, wire.push, pushRequest(ports))
    this.#take(connection, wire.pull, pullRequest(ports))
    this.#take(connection, wire.thread, threadRequest(ports))
    this.#take(connection, wire.digest, digestRequest(ports))
    connection.socket.on(wire.purged, (said) => void this.#purged(connection, said))
    connection.socket.on(wire.takes, (said) => {
      if (Takes.safeParse(said).success) connection.takePacked()
    })
    const known: readonly string[] = [wire.push, wire.pull, wire.thread, wire.digest, wire.purged, wire.takes]
    connection.socket.onAny((name: string, ...said: unknown[]) => {
      const ack = said.at(-1)
      // A window of another version may ask for what this one has never heard of [S19].
      if (!known.includes(name) && isAck(ack)) ack({ failed: 'bad-frame', about: unknownMessage })
    })
  }

  /** A window has let go of what its agent may no longer see [S17]. */
  async #purged(connection: Connection, said: unknown): Promise<void> {
    const parsed = Purged.safeParse(said)
    if (!parsed.success || parsed.data.clientId !== connection.clientId || connection.delay() > 0) return
    await this.#ports.purges.acknowledge(connection.session, parsed.data.scopes).catch(this.#ports.failed)
  }

  /** Answers one kind of request. Whatever was said instead of it gets a named answer, and never more than that. */
  #take<S extends z.ZodType, R>(connection: Connection, name: string, kind: RequestKind<S, R>): void {
    connection.socket.on(name, (...said) => {
      const [asked, ack] = said
      // Without a way to answer there is no request: nothing is stored that its sender would not hear of.
      if (said.length !== 2 || !isAck(ack)) return
      void this.#answer(connection, kind, asked).then(ack)
    })
  }

  async #answer<S extends z.ZodType, R>(
    connection: Connection,
    kind: RequestKind<S, R>,
    asked: unknown,
  ): Promise<unknown> {
    if (this.#isOver(connection)) {
      connection.leave({ reason: 'signed-out' })
      return kind.trouble('not-signed-in')
    }
    const delay = connection.delay()
    if (delay > 0) return kind.trouble('busy', delay)
    const parsed = kind.schema.safeParse(asked)
    if (!parsed.success) return kind.trouble('bad-frame')
    try {
      return await kind.answer(connection, parsed.data)
    } catch (error) {
      this.#ports.failed(error)
      // What fails each time, such as a frame nested without end, must not be sent again and again.
      return isOfTheMoment(error) ? kind.trouble('busy', 1000) : kind.trouble('bad-frame')
    }
  }
}
