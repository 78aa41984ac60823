import type { SearchFor, SopHit, SopText } from './sop-index.ts'

/** Whose index it is, and the key that seals it on this computer. */
export interface IndexOwner {
  readonly agentId: string
  /** Of the agent's seal. The worker can use it and never read it. */
  readonly key: CryptoKey
}

/** What the window tells the search worker. `open` comes first; `put` may repeat a SOP; `n` pairs a question with its answer. */
export type SearchRequest =
  | { readonly do: 'open'; readonly owner: IndexOwner }
  | { readonly do: 'put'; readonly texts: readonly SopText[] }
  | { readonly do: 'remove'; readonly ids: readonly string[] }
  | { readonly do: 'built' }
  | {
      readonly do: 'search'
      readonly n: number
      readonly question: string
      readonly who: SearchFor
      readonly limit: number
    }

/**
 * What the worker answers. `opened` tells from what each SOP was read that a kept index has; null: there was none that is of use. `built`
 * comes once everything named before it is in the index.
 */
export type SearchReply =
  | { readonly is: 'opened'; readonly marks: ReadonlyMap<string, string> | null }
  | { readonly is: 'built' }
  | { readonly is: 'found'; readonly n: number; readonly hits: readonly SopHit[] }

/** As much of a Worker as the search needs, so that tests can stand in for one. */
export interface SearchPort {
  postMessage(request: SearchRequest): void
  addEventListener(type: 'message', listener: (event: { readonly data: SearchReply }) => void): void
  terminate(): void
}
