import type { IndexStore } from './index-store.ts'
import { type IndexContent, SopIndex, type SearchFor, type SopHit, type SopText } from './sop-index.ts'

/** How long nobody must have asked or changed anything before the index is written, in milliseconds. Nobody is to wait for that. */
const quiet = 2000

/** The search index with its copy on disk: written some time after it changed, and deleted at once when something must not be seen. */
export class KeptIndex {
  readonly #store: IndexStore | null
  readonly #index: SopIndex
  #isKept: boolean
  #timer: ReturnType<typeof setTimeout> | undefined

  private constructor(store: IndexStore | null, index: SopIndex, isKept: boolean) {
    this.#store = store
    this.#index = index
    this.#isKept = isKept
  }

  /** The index that was kept, or an empty one where there is none of use. Never rejects. */
  static async open(store: IndexStore | null): Promise<KeptIndex> {
    const content = (await store?.load()) ?? null
    const index = content === null ? null : indexOf(content)
    if (content !== null && index === null) await store?.drop()
    return new KeptIndex(store, index ?? new SopIndex(), index !== null)
  }

  /** From what each SOP was read; null where the index is still to be built. */
  marks(): ReadonlyMap<string, string> | null {
    return this.#isKept ? this.#index.marks() : null
  }

  put(texts: readonly SopText[]): void {
    this.#index.put(texts)
    this.#isKept = false
    this.#saveLater()
  }

  /** These left the agent's sight: they leave the index, and what is kept of it goes as a whole [S17]. */
  remove(ids: readonly string[]): void {
    // Asked for first, so that the disk is at work while the words are taken out.
    void this.#store?.drop()
    this.#index.remove(ids)
    this.#isKept = false
    this.#saveLater()
  }

  groupOf(sopId: string): string | undefined {
    return this.#index.groupOf(sopId)
  }

  /** The share of all SOPs that have a word. */
  shareOf(term: string): number {
    return this.#index.shareOf(term)
  }

  /** Whether any SOP of a group is here. */
  hasGroup(groupId: string): boolean {
    return this.#index.hasGroup(groupId)
  }

  search(question: string, who: SearchFor, limit: number, learnt?: ReadonlyMap<string, number>): SopHit[] {
    if (!this.#isKept) this.#saveLater()
    return this.#index.search(question, who, limit, learnt)
  }

  #saveLater(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#isKept = true
      void this.#store?.save(this.#index.content())
    }, quiet)
  }
}

/** Null where the content is not one that an index can be made of. */
function indexOf(content: IndexContent): SopIndex | null {
  try {
    return new SopIndex(content)
  } catch {
    return null
  }
}
