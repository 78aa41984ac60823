import type { SearchFor, SopHit, SopText } from './sop-index.ts'

/** What the window tells the search worker. `put` may repeat a SOP; `n` pairs a question with its answer. */
export type SearchRequest =
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

/** What the worker answers. `built` comes once everything named before it is in the index. */
export type SearchReply =
  | { readonly is: 'built' }
  | { readonly is: 'found'; readonly n: number; readonly hits: readonly SopHit[] }

/** As much of a Worker as the search needs, so that tests can stand in for one. */
export interface SearchPort {
  postMessage(request: SearchRequest): void
  addEventListener(type: 'message', listener: (event: { readonly data: SearchReply }) => void): void
  terminate(): void
}
