import type { Leave, PullReply, PushReply, ResetReason, SentMutation, ToldPage } from '#shared/sync/protocol.ts'
import { BackOff } from './back-off.ts'
import { DigestWatch, type TableDiffered, compareDigests } from './digest-check.ts'
import type { Clock, Dial, Link } from './link.ts'
import { PresenceRelay } from './presence-relay.ts'
import { SendOrder } from './send-order.ts'
import { type Ended, type SyncLine, type SyncState, silentState } from './sync-line.ts'
import type { SyncStore } from './sync-store.ts'
import { WholeCopy } from './whole-copy.ts'
import { Listeners } from './listeners.ts'

const endings: { readonly [R in Leave['reason']]?: Ended } = {
  'signed-out': 'signed-out',
  revoked: 'revoked',
  'not-signed-in': 'revoked',
  'protocol-too-old': 'protocol-too-old',
  wiped: 'wiped',
  'account-closed': 'account-closed',
}

/** How long to wait where the service is busy and does not say for how long, in milliseconds. */
const busyDelay = 1000
/** How long a result may take after the service took a mutation in, before we ask for it. */
const resultPatience = 400

export interface SyncOptions {
  /** When this computer last had everything, from an earlier opening. */
  readonly lastSyncAt?: number | null
  /** Hears of a table that was not what the service has, after it was fetched anew [S13]. */
  readonly differed?: (table: TableDiffered) => void
}

/** Keeps one window in step with the service: sends the outbox in order, takes the feed in, starts again after every failure. */
export class SyncClient implements SyncLine {
  readonly presence: PresenceRelay
  readonly #store: SyncStore
  readonly #dial: Dial
  readonly #clock: Clock
  readonly #listeners = new Listeners<SyncState>()
  readonly #order = new SendOrder()
  readonly #copy: WholeCopy
  readonly #digests: DigestWatch
  readonly #backOff: BackOff
  /** Minted here, each time the window opens, and never restored [S4]. */
  #clientId: string
  #link: Link | null = null
  #isUp = false
  #isPulling = false
  #isPushing = false
  /** Whether the service was found to go on from where we stand: what it may have forgotten goes before anything new [S23]. */
  #mayPush = false
  #pullAgain = false
  #cancelTimer: (() => void) | null = null
  #cancelCheck: (() => void) | null = null
  #isStopped = true
  #unsubscribe: (() => void) | null = null
  #state: SyncState

  constructor(store: SyncStore, dial: Dial, clock: Clock, { lastSyncAt = null, differed }: SyncOptions = {}) {
    this.#store = store
    this.#copy = new WholeCopy(store)
    this.presence = new PresenceRelay(clock)
    this.#dial = dial
    this.#clock = clock
    this.#clientId = clock.newId()
    this.#backOff = new BackOff(() => clock.random())
    this.#digests = new DigestWatch(
      clock,
      () => this.#compare(),
      (table) => differed?.(table),
    )
    this.#state = silentState(clock.now(), lastSyncAt)
  }

  get state(): SyncState {
    return this.#state
  }

  subscribe(listener: (state: SyncState) => void): () => void {
    return this.#listeners.add(listener)
  }

  start(): void {
    this.#isStopped = false
    this.#unsubscribe = this.#store.subscribe(() => this.#push())
    this.#connect()
  }

  stop(): void {
    this.#isStopped = true
    this.#unsubscribe?.()
    this.#cancelTimer?.()
    this.#cancelCheck?.()
    this.#dropLink()
  }

  /** The network may be back: tries at once instead of waiting. */
  retryNow(): void {
    if (this.#isStopped || this.#link !== null || this.#state.ended !== null) return
    this.#cancelTimer?.()
    this.#connect()
  }

  /** Asks for one thread now; false where there is no connection. */
  async fetchThread(caseId: string): Promise<boolean> {
    const link = this.#link
    if (link === null || !this.#isUp) return false
    const reply = await link.thread(caseId)
    // An answer from before the connection changed may be older than what has come in since.
    if (this.#link !== link || 'failed' in reply) return false
    await this.#store.keepThread(reply.changes)
    return true
  }

  #set(change: Partial<SyncState>): void {
    const isMoved = change.connection !== undefined && change.connection !== this.#state.connection
    this.#state = { ...this.#state, ...change, ...(isMoved ? { since: this.#clock.now() } : {}) }
    this.#listeners.tell(this.#state)
  }

  #connect(): void {
    if (this.#state.connection === 'offline' && this.#backOff.isFresh) this.#set({ connection: 'connecting' })
    const isCurrent = (): boolean => this.#link === link
    const link: Link = this.#dial(this.#clientId, {
      up: (hello) => {
        if (!isCurrent()) return
        this.#isUp = true
        this.#order.rewind()
        this.#set({ connection: 'online', isCaughtUp: false, isServiceOlder: false })
        this.presence.up(link, hello)
        this.#pull()
      },
      down: () => isCurrent() && this.#lost(),
      patch: (page) => isCurrent() && this.#patch(page),
      head: (cursor) => {
        if (!isCurrent()) return
        this.presence.beat()
        if (cursor !== this.#store.cursor) this.#pull()
      },
      leave: (leave) => isCurrent() && this.#leave(leave),
      presence: (told) => isCurrent() && this.presence.tell(told),
    })
    this.#link = link
  }

  #dropLink(): void {
    const link = this.#link
    this.#link = null
    this.presence.down()
    this.#isUp = false
    this.#isPulling = false
    this.#isPushing = false
    this.#mayPush = false
    this.#digests.stop()
    link?.close()
  }

  /** The connection is gone: try again after a while; `told`: after how many milliseconds the service wants it [S15]. */
  #lost(told?: number): void {
    const wasIn = this.#isUp
    this.#dropLink()
    if (this.#isStopped) return
    this.#set({ connection: 'offline', isCaughtUp: false, download: null })
    if (this.#state.ended !== null) return
    this.#cancelTimer?.()
    this.#cancelTimer = this.#clock.after(this.#backOff.next({ told, wasIn }), () => this.#connect())
  }

  #leave({ reason, retryAfter }: Leave): void {
    // `replaced` ends nothing: only this window has its clientId, so what replaced us is an older attempt of ours that was let in late.
    const ended = endings[reason]
    const isServiceOlder = reason === 'protocol-too-new'
    this.#set(ended === undefined ? { trouble: reason, isServiceOlder } : { ended })
    this.#lost(retryAfter)
  }

  /** Runs one exchange on the present link. Whatever goes wrong ends the link, never the work. */
  #on(link: Link, work: () => Promise<void>): void {
    work().catch((error: unknown) => {
      if (this.#link !== link) return
      this.#set({ trouble: error instanceof Error ? error.message : String(error) })
      this.#lost()
    })
  }

  #patch(page: ToldPage): void {
    const link = this.#link
    this.presence.hear()
    // While a pull is under way, the pull itself brings this: two writers would race for the cursor.
    if (link === null || this.#isPulling || page.base !== this.#store.cursor) return this.#pull()
    const whole = this.#store.whole(page)
    if (whole === null) return this.#pull()
    this.#on(link, async () => {
      await this.#store.applyPage(whole)
      this.#set({ lastSyncAt: this.#clock.now() })
    })
  }

  #pull(): void {
    const link = this.#link
    if (link === null || !this.#isUp) return
    if (this.#isPulling) {
      this.#pullAgain = true
      return
    }
    this.#isPulling = true
    this.#on(link, async () => {
      do {
        this.#pullAgain = false
        await this.#catchUp(link)
      } while (this.#pullAgain && this.#link === link)
      if (this.#link !== link) return
      this.#isPulling = false
      this.#backOff.reset()
      this.#set({ isCaughtUp: true, lastSyncAt: this.#clock.now(), trouble: null })
      this.#digests.begin()
    })
  }

  /** Pulls page after page until the head; a whole new copy where there is none, or where the service says so. */
  async #catchUp(link: Link): Promise<void> {
    for (;;) {
      if (this.#link !== link) return
      const cursor = this.#store.cursor
      if (cursor === null) {
        // Nobody can tell whether this is still the service that acknowledged things to us.
        await this.#offerAgain()
        if (this.#link !== link) return
        await this.#download(link)
        continue
      }
      const reply: PullReply = await link.pull({ clientId: this.#clientId, cursor })
      if (this.#link !== link) return
      if ('failed' in reply) {
        this.#set({ trouble: `pull: ${reply.failed}` })
        if (reply.failed !== 'busy') return this.#lost(reply.retryAfter)
        // The connection is sound: a new one would only queue at the door once more, among a thousand others.
        await this.#after(reply.retryAfter ?? busyDelay)
        continue
      }
      if ('reset' in reply) {
        await this.#startAnew(link, reply)
        continue
      }
      this.#letPush()
      await this.#store.applyPage(reply)
      this.#backOff.reset()
      if (reply.isLast || this.#link !== link) return
    }
  }

  #after(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#clock.after(ms, resolve)
    })
  }

  /** What is here against what the service says it should be [S13]; null where the two do not stand at the same place. */
  async #compare(): Promise<readonly TableDiffered[] | null> {
    const link = this.#link
    if (link === null || this.#isPulling) return null
    const found = await compareDigests(link, this.#clientId, this.#store, () => this.#link === link)
    if (found !== 'moved') return found
    // It may stand where the feed no longer begins, without ever having heard of anything new: only a pull tells.
    this.#pull()
    return null
  }

  /** The service will not go on from where we stand: what may no longer be seen goes at once, then everything is fetched [S14][S17]. */
  async #startAnew(link: Link, { reset, scopes }: { reset: ResetReason; scopes: readonly string[] }): Promise<void> {
    // It was restored from a backup, or cannot tell: what it had taken in since then it may have forgotten. Before the cursor goes, for
    // that alone brings this answer again should something come between [S23].
    if (reset === 'new-epoch' || reset === 'bad-cursor') await this.#offerAgain()
    if (this.#link !== link) return
    await this.#store.dropUnseen(scopes)
    if (this.#link !== link) return
    link.purged({ clientId: this.#clientId, scopes: [...scopes] })
    this.#letPush()
    await this.#download(link)
  }

  /** Everything acknowledged lately goes once more, in front of what waits, under a new count and so on a new connection. */
  async #offerAgain(): Promise<void> {
    const { outbox } = this.#store
    const waiting = outbox.entries().length
    const isKept = outbox.offerAgain()
    if (outbox.entries().length > waiting) this.#renumber()
    else this.#letPush()
    await isKept
  }

  #letPush(): void {
    if (this.#mayPush) return
    this.#mayPush = true
    this.#push()
  }

  async #download(link: Link): Promise<void> {
    await this.#copy.take({
      link,
      clientId: this.#clientId,
      isCurrent: () => this.#link === link,
      onBegin: () => this.#set({ isCaughtUp: false }),
      onProgress: (download) => this.#set({ download }),
    })
    if (this.#link === link) this.#set({ download: null })
    this.#sendAgain()
  }

  /**
   * A whole copy skips the stretch of the feed that told what became of mutations sent before. They go once more under a new clientId, and
   * the service answers each with its stored result [S2][S8].
   */
  #sendAgain(): void {
    if (this.#store.outbox.entries().some(({ opId }) => this.#order.has(opId))) this.#renumber()
  }

  #push(): void {
    const link = this.#link
    if (link === null || !this.#mayPush || this.#isPushing) return
    const batch = this.#order.next(this.#store.outbox.sendable())
    if (batch.length === 0) return
    this.#isPushing = true
    this.#on(link, async () => {
      const reply = await link.push({ clientId: this.#clientId, mutations: batch })
      if (this.#link !== link) return
      await this.#pushed(batch, reply)
      if (this.#link !== link) return
      this.#isPushing = false
      this.#push()
    })
  }

  async #pushed(batch: readonly SentMutation[], reply: PushReply): Promise<void> {
    if (reply.ok) {
      this.#order.taken(batch)
      this.#awaitResults()
    } else if (reply.reason === 'gap') {
      // One that is settled here cannot be sent again, so the count starts anew.
      if (!this.#order.goBackTo(reply.expected ?? 1, this.#store.outbox.sendable())) this.#renumber()
    } else if (reply.reason === 'forked') {
      this.#renumber()
    } else if (reply.reason === 'busy') {
      // As with a pull: the connection is sound, and what was not taken in goes again from here.
      await this.#after(reply.retryAfter ?? busyDelay)
    } else if (reply.reason === 'not-signed-in') {
      this.#leave({ reason: 'revoked' })
    } else {
      await this.#parkUnreadable(batch)
    }
  }

  /** Starts a new count under a new clientId; every mutation keeps its opId [S4]. A new connection carries the new id. */
  #renumber(): void {
    this.#clientId = this.#clock.newId()
    this.#order.restart()
    this.#backOff.reset()
    this.#lost()
  }

  /** The service cannot read the batch. Sent one by one, the culprit shows: it alone is set aside with its text, the rest go on [S15]. */
  async #parkUnreadable(batch: readonly SentMutation[]): Promise<void> {
    const [first, second] = batch
    if (first === undefined) return
    if (second !== undefined) {
      this.#order.oneByOne()
      return
    }
    await this.#store.park(first.opId, { refused: 'bad-arguments' })
    this.#renumber()
  }

  /** Results come with the feed; if they do not come soon, we ask. */
  #awaitResults(): void {
    this.#cancelCheck?.()
    this.#cancelCheck = this.#clock.after(resultPatience, () => {
      const isOwed = this.#store.outbox.entries().some(({ opId }) => this.#order.isTaken(opId))
      if (isOwed) this.#pull()
    })
  }
}
