import { type Scope, maySee } from '#shared/audience.ts'
import type { PresenceSaid, PresenceTold } from '#shared/sync/protocol.ts'
import type { RunningLease } from '../clocks/leases.ts'
import type { RowWrite } from './ledger.ts'

/** A connected window, as presence sees it. */
export interface Viewer {
  readonly agentId: string
  /** When anything was last heard of it, in milliseconds since 1970. */
  readonly heardAt: number
  tell(told: PresenceTold): void
}

export interface PresencePorts {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Runs `work` after `ms`. */
  readonly after: (ms: number, work: () => void) => void
  /** Who may see a case; nobody where there is none. */
  readonly audienceOf: (caseId: string) => Promise<readonly Scope[]>
  readonly heldBy: (agentId: string) => readonly Scope[]
  /** When the claim on a case runs out, where that is under way. */
  readonly leaseOf: (caseId: string) => RunningLease | null
  /** Somebody has opened a case. */
  readonly opened: (agentId: string, caseId: string) => void
  readonly failed: (error: unknown) => void
}

/** What one window has before it. */
interface Sight {
  caseId: string | null
  typingUntil: number
}

/** A case that is open somewhere, or was a moment ago. */
interface OpenCase {
  readonly viewers: Set<Viewer>
  /** Agents whose connection broke off while they had it open, and when each was last heard of. */
  readonly gone: Map<string, number>
  /** Null until it is known: nobody is told anything then. */
  audience: readonly Scope[] | null
  /** Counts what was learned about the audience, so that an old answer does not replace a newer one. */
  learned: number
}

type Seen = PresenceTold['agents'][number]

/** In milliseconds: typing ends by itself; who broke off is remembered; a case is told of four times a second at most. */
const lasts = { typing: 6000, gone: 10 * 60_000, quiet: 250 } as const
/** Where more are on one case, the first ones stand for all. */
const mostTold = 20

/**
 * Who has which case before them, and who is typing: told to windows that have the same case open and whose agents may see it, judged at the
 * moment of telling [S16]. All of it is hints, kept in memory only [S12].
 */
export class Presence {
  readonly #ports: PresencePorts
  readonly #sights = new Map<Viewer, Sight>()
  readonly #cases = new Map<string, OpenCase>()
  readonly #untold = new Set<string>()

  constructor(ports: PresencePorts) {
    this.#ports = ports
  }

  arrived(viewer: Viewer): void {
    this.#sights.set(viewer, { caseId: null, typingUntil: 0 })
  }

  /** The connection is over; unless it was the agent's last look at the case, nobody notices. */
  left(viewer: Viewer): void {
    const caseId = this.#sights.get(viewer)?.caseId ?? null
    this.#sights.delete(viewer)
    const open = caseId === null ? undefined : this.#cases.get(caseId)
    if (caseId === null || open === undefined) return
    open.viewers.delete(viewer)
    if (![...open.viewers].some(({ agentId }) => agentId === viewer.agentId)) {
      open.gone.set(viewer.agentId, viewer.heardAt)
    }
    this.changed(caseId)
  }

  /** A window says what it has open, and whether its agent is typing. */
  said(viewer: Viewer, { caseId, isTyping }: PresenceSaid): void {
    const now = this.#ports.now()
    const sight = this.#sights.get(viewer)
    if (sight === undefined) return
    const wasTyping = sight.typingUntil > now
    sight.typingUntil = isTyping ? now + lasts.typing : 0
    if (sight.caseId !== caseId) this.#turn(viewer, sight, caseId)
    else if (caseId !== null && wasTyping !== isTyping) this.changed(caseId)
    const open = caseId === null ? undefined : this.#cases.get(caseId)
    if (caseId === null || open === undefined) return
    if (open.audience === null) this.#learn(caseId, open)
    // Whatever this window missed before, it knows now.
    this.#tell(viewer, caseId, open)
  }

  /** Follows a batch that was committed: a case may have moved out of somebody's sight. */
  follow(writes: readonly RowWrite[]): void {
    for (const { table, id, row, audience } of writes) {
      const open = table === 'cases' ? this.#cases.get(id) : undefined
      if (open === undefined) continue
      open.audience = row === null ? [] : audience
      open.learned += 1
      this.changed(id)
    }
  }

  /** Another process changed something: until it is known who may see what, nobody is told. */
  reload(): void {
    for (const [caseId, open] of this.#cases) {
      open.audience = null
      open.learned += 1
      this.#learn(caseId, open)
    }
  }

  /** Something about a case is to be told. */
  changed(caseId: string): void {
    if (!this.#cases.has(caseId)) return
    this.#untold.add(caseId)
    if (this.#untold.size === 1) this.#ports.after(lasts.quiet, () => this.#tellAll())
  }

  /** Whether the case lies open before this agent, in any window of theirs. */
  isOpenFor(agentId: string, caseId: string): boolean {
    return [...(this.#cases.get(caseId)?.viewers ?? [])].some((viewer) => viewer.agentId === agentId)
  }

  /** Lets go of what is over: typing that was not renewed, and those who broke off long ago. To be called about once a second. */
  tick(): void {
    const now = this.#ports.now()
    for (const sight of this.#sights.values()) {
      if (sight.typingUntil === 0 || sight.typingUntil > now) continue
      sight.typingUntil = 0
      if (sight.caseId !== null) this.changed(sight.caseId)
    }
    for (const [caseId, { gone }] of this.#cases) {
      for (const [agentId, seenAt] of gone) {
        if (seenAt + lasts.gone > now) continue
        gone.delete(agentId)
        this.changed(caseId)
      }
      this.#dropUnused(caseId)
    }
  }

  /** Goes from one case to another. Whoever closes a case is not said to have broken off. */
  #turn(viewer: Viewer, sight: Sight, caseId: string | null): void {
    const before = sight.caseId
    sight.caseId = caseId
    if (before !== null) {
      this.#cases.get(before)?.viewers.delete(viewer)
      this.changed(before)
      this.#dropUnused(before)
    }
    if (caseId === null) return
    const open = this.#cases.get(caseId) ?? { viewers: new Set(), gone: new Map(), audience: null, learned: 0 }
    this.#cases.set(caseId, open)
    open.viewers.add(viewer)
    open.gone.delete(viewer.agentId)
    this.changed(caseId)
    this.#ports.opened(viewer.agentId, caseId)
  }

  #dropUnused(caseId: string): void {
    const open = this.#cases.get(caseId)
    if (open?.viewers.size === 0 && open.gone.size === 0) this.#cases.delete(caseId)
  }

  #learn(caseId: string, open: OpenCase): void {
    const asked = open.learned
    this.#ports.audienceOf(caseId).then((audience) => {
      if (open.learned !== asked) return
      open.audience = audience
      this.changed(caseId)
    }, this.#ports.failed)
  }

  #tellAll(): void {
    const caseIds = [...this.#untold]
    this.#untold.clear()
    for (const caseId of caseIds) {
      const open = this.#cases.get(caseId)
      for (const viewer of open?.viewers ?? []) if (open !== undefined) this.#tell(viewer, caseId, open)
    }
  }

  #tell(viewer: Viewer, caseId: string, open: OpenCase): void {
    const sees = (agentId: string): boolean =>
      open.audience !== null && maySee(this.#ports.heldBy(agentId), open.audience)
    if (!sees(viewer.agentId)) return
    const others = this.#seenOn(open).filter(({ agentId }) => agentId !== viewer.agentId && sees(agentId))
    const lease = this.#ports.leaseOf(caseId)
    const isOthers = lease !== null && lease.agentId !== viewer.agentId
    viewer.tell({
      caseId,
      agents: others.slice(0, mostTold),
      ...(isOthers ? { lease: { agentId: lease.agentId, until: new Date(lease.until).toISOString() } } : {}),
    })
  }

  /** Each agent once: who is typing, who is here, and who broke off, the latest first. */
  #seenOn({ viewers, gone }: OpenCase): Seen[] {
    const now = this.#ports.now()
    const here = new Map<string, Seen>()
    for (const viewer of viewers) {
      const { agentId, heardAt } = viewer
      const isTyping = (this.#sights.get(viewer)?.typingUntil ?? 0) > now || here.get(agentId)?.isTyping === true
      here.set(agentId, { agentId, isTyping, isHere: true, seenAt: new Date(heardAt).toISOString() })
    }
    const away = [...gone]
      .sort(([, a], [, b]) => b - a)
      .map(([agentId, at]) => ({ agentId, isTyping: false, isHere: false, seenAt: new Date(at).toISOString() }))
    return [...[...here.values()].sort((a, b) => Number(b.isTyping) - Number(a.isTyping)), ...away]
  }
}
