import { createHash } from 'node:crypto'
import type { Scope } from '#shared/audience.ts'
import { type Insight, writeInsight } from '#shared/insight/insight-file.ts'
import { learningScopes, learningView } from '#shared/insight/learning-view.ts'
import { narrowed } from '#shared/insight/model.ts'
import { Repeating } from '../repeating.ts'
import type { LearntView, ViewScopes } from './learn-views.ts'

export interface InsightPorts {
  /** Learns for each of the views, and tells of each when it is done. */
  readonly learn: (
    views: readonly ViewScopes[],
    learnt: (view: LearntView) => void,
    signal: AbortSignal,
  ) => Promise<void>
  /** The last feed number: where it stands still there is nothing new to learn. */
  readonly head: () => number
  /** Whether the service has more urgent things to do. */
  readonly isPressed: () => boolean
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly failed: (error: unknown) => void
}

/** What an agent may see: ids of macros and of groups of SOPs. */
export interface SeenClasses {
  readonly macroIds: ReadonlySet<string>
  readonly groupIds: ReadonlySet<string>
}

/** A file for a window. */
export interface InsightFile {
  readonly version: string
  readonly bytes: Uint8Array
}

interface Kept extends ViewScopes {
  readonly learnt: (LearntView & { readonly at: string }) | null
  /** The feed number up to which was learnt; -1 before. */
  readonly head: number
  readonly askedAt: number
}

const everyMs = 60 * 60_000
const mostViews = 64
/** Views that nobody asked for in so long are let go of. */
const keptMs = 3 * 24 * 60 * 60_000

/** What was learnt from the workspace's history, for each set of scopes that agents hold in common. Kept in memory: it is soon learnt again. */
export class InsightShelf {
  readonly #ports: InsightPorts
  readonly #views = new Map<string, Kept>()
  readonly #ending = new AbortController()
  readonly #repeating: Repeating

  constructor(ports: InsightPorts) {
    this.#ports = ports
    this.#repeating = new Repeating(
      () => this.#learn(),
      everyMs,
      (error) => {
        if (!this.#ending.signal.aborted) ports.failed(error)
      },
    )
  }

  /**
   * The file for somebody who holds these scopes; null while it is being learnt for the first time. It is learnt from those cases that
   * they may see, and holds only those macros and SOPs that they may see.
   */
  file(held: readonly Scope[], seen: SeenClasses): InsightFile | null {
    const view = learningView(held)
    const kept = this.#views.get(view)
    const askedAt = this.#ports.now()
    if (kept !== undefined) this.#views.set(view, { ...kept, askedAt })
    else this.#add({ view, scopes: learningScopes(held), learnt: null, head: -1, askedAt })
    const learnt = kept?.learnt ?? null
    if (learnt === null) return null
    const macros = narrowed(learnt.macros, (id) => seen.macroIds.has(id))
    const sops = narrowed(learnt.sops, (id) => seen.groupIds.has(id))
    // Named after what is in it: whoever is sent something else than before asks with another name.
    const insight = (version: string): Insight => ({ view, version, at: learnt.at, macros, sops })
    const version = createHash('sha256')
      .update(writeInsight(insight('')))
      .digest('base64url')
      .slice(0, 22)
    return { version, bytes: writeInsight(insight(version)) }
  }

  /** Stops learning; settles when nothing is under way any more. */
  async stop(): Promise<void> {
    this.#ending.abort()
    await this.#repeating.stop()
  }

  #add(kept: Kept): void {
    if (this.#views.size >= mostViews) {
      const [oldest] = [...this.#views.values()].sort((a, b) => a.askedAt - b.askedAt)
      if (oldest !== undefined) this.#views.delete(oldest.view)
    }
    this.#views.set(kept.view, kept)
    this.#repeating.wake()
  }

  async #learn(): Promise<void> {
    const { head, isPressed, now, learn } = this.#ports
    for (const { view, askedAt } of this.#views.values()) if (askedAt < now() - keptMs) this.#views.delete(view)
    const upTo = head()
    const due = [...this.#views.values()].filter((kept) => kept.head !== upTo)
    if (due.length === 0 || (isPressed() && due.every(({ learnt }) => learnt !== null))) return
    const at = new Date(now()).toISOString()
    const learnt = (view: LearntView): void => {
      const kept = this.#views.get(view.view)
      if (kept !== undefined) this.#views.set(view.view, { ...kept, learnt: { ...view, at }, head: upTo })
    }
    await learn(due, learnt, this.#ending.signal)
  }
}
