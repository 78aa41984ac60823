import type { CopyPage, Link } from './link.ts'
import type { SyncStore } from './sync-store.ts'
import { Turns } from './turns.ts'

/** What a download goes by: the connection it came from, and whether that is still the one. */
export interface CopyRequest {
  readonly link: Link
  readonly clientId: string
  readonly isCurrent: () => boolean
  readonly onBegin: () => void
  /** Rows here so far and rows in all. */
  readonly onProgress: (download: { done: number; total: number }) => void
}

/** Fetches everything the agent may see, page by page, beside what is there. One download at a time: the disk keeps one unfinished copy. */
export class WholeCopy {
  readonly #store: SyncStore
  readonly #turns = new Turns()

  constructor(store: SyncStore) {
    this.#store = store
  }

  /** Resolves when the copy is the one that counts. Rejects, and leaves what was there, where the connection changed or the disk refused. */
  take(request: CopyRequest): Promise<void> {
    return this.#turns.take(() => this.#take(request))
  }

  async #take({ link, clientId, isCurrent, onBegin, onProgress }: CopyRequest): Promise<void> {
    const demandSame = (): void => {
      if (!isCurrent()) throw new Error('the connection changed')
    }
    demandSame()
    onBegin()
    const intake = await this.#store.beginSnapshot()
    try {
      let coming: Promise<CopyPage> | null = link.copy({ clientId, after: null })
      while (coming !== null) {
        const page: CopyPage = await coming
        demandSame()
        // The next page is on its way while this one is written; should it fail, that is met where it is awaited.
        coming = page.next === null ? null : link.copy({ clientId, after: page.next })
        coming?.catch(() => undefined)
        await intake.take(page.packs, demandSame)
        demandSame()
        onProgress({ done: page.done, total: page.total })
        if (page.next === null) await intake.finish(page.cursor)
      }
    } catch (error) {
      await intake.abandon()
      throw error
    }
  }
}
