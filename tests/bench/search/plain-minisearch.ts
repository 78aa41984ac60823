import MiniSearch from 'minisearch'

/** A document as the plain baseline sees it. */
export interface PlainDocument {
  readonly id: number
  readonly title: string
  readonly body: string
}

/** MiniSearch as it comes: default tokens, default OR, every language in one index. */
export class PlainMiniSearch {
  readonly #index = new MiniSearch<PlainDocument>({ fields: ['title', 'body'] })

  constructor(documents: readonly PlainDocument[]) {
    this.#index.addAll(documents)
  }

  /** The ids of what it finds, best first. */
  search(question: string): number[] {
    return this.#index.search(question).map(({ id }) => Number(id))
  }
}
