import { type Insight, readInsight, writeInsight } from '#shared/insight/insight-file.ts'
import { narrowed } from '#shared/insight/model.ts'
import type { InsightStore } from './insight-store.ts'

/** What was learnt from the workspace's history, with its copy on disk. What is no longer the agent's to see leaves both at once [S17]. */
export class KeptInsight {
  readonly #store: InsightStore | null
  #insight: Insight | null

  private constructor(store: InsightStore | null, insight: Insight | null) {
    this.#store = store
    this.#insight = insight
  }

  /** As it was kept, or empty. */
  static async open(store: InsightStore | null): Promise<KeptInsight> {
    return new KeptInsight(store, (await store?.load()) ?? null)
  }

  get now(): Insight | null {
    return this.#insight
  }

  /** Takes what the service has sent; what cannot be read, or was learnt for somebody who sees other cases, is let go of. */
  take(bytes: Uint8Array<ArrayBuffer>, view: string): void {
    const insight = readInsight(bytes)
    if (insight === null || insight.view !== view) return
    this.#insight = insight
    void this.#store?.save(bytes)
  }

  /** Forgets what was learnt from cases that are not all the agent's to see now. */
  keepFor(view: string): void {
    if (this.#insight === null || this.#insight.view === view) return
    this.#insight = null
    void this.#store?.save(null)
  }

  /** Forgets what was learnt of macros and SOPs that are gone. */
  forget(gone: { readonly macroIds?: readonly string[]; readonly groupIds?: readonly string[] }): void {
    if (this.#insight === null) return
    const macroIds = new Set(gone.macroIds)
    const groupIds = new Set(gone.groupIds)
    const macros = narrowed(this.#insight.macros, (id) => !macroIds.has(id))
    const sops = narrowed(this.#insight.sops, (id) => !groupIds.has(id))
    if (macros === this.#insight.macros && sops === this.#insight.sops) return
    this.#insight = { ...this.#insight, macros, sops }
    void this.#store?.save(writeInsight(this.#insight))
  }
}
