import type { CaseSoFar } from '#shared/insight/case-so-far.ts'
import type { MacroHit } from './macro-suggester.ts'
import type { MacroText } from './macro-text.ts'
import type { SearchFor, SopHit, SopText } from './sop-index.ts'
import type { SopSuggestion } from './sop-suggester.ts'

/** Whose index it is, and the key that seals it on this computer. */
export interface IndexOwner {
  readonly agentId: string
  /** Of the agent's seal. The worker can use it and never read it. */
  readonly key: CryptoKey
}

/** A case that something is to be suggested for. `recent`: ids of the macros this agent used last, the latest first. */
export interface SuggestFor {
  readonly about: CaseSoFar
  readonly subject: string
  readonly recent: readonly string[]
  readonly mostMacros: number
  readonly mostSops: number
}

/** What suits a case, each with its reason, best first. */
export interface Suggestions {
  readonly macros: readonly MacroHit[]
  readonly sops: readonly SopSuggestion[]
}

/**
 * What the window tells the search worker. `open` comes first; `put` and `macros` may repeat what is there; `n` pairs a question with its
 * answer; `view` names what the agent sees now, and `learnt` brings what the service has learnt for it.
 */
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
  | { readonly do: 'macros'; readonly put: readonly MacroText[]; readonly gone: readonly string[] }
  | { readonly do: 'view'; readonly view: string }
  | { readonly do: 'learnt'; readonly view: string; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly do: 'suggest'; readonly n: number; readonly what: SuggestFor }

/**
 * What the worker answers. `opened` tells from what each SOP was read that a kept index has; null: there was none that is of use. `built`
 * comes once everything named before it is in the index. `insight` names what was learnt that it has now.
 */
export type SearchReply =
  | { readonly is: 'opened'; readonly marks: ReadonlyMap<string, string> | null }
  | { readonly is: 'built' }
  | { readonly is: 'found'; readonly n: number; readonly hits: readonly SopHit[] }
  | { readonly is: 'insight'; readonly version: string | null }
  | { readonly is: 'suggested'; readonly n: number; readonly what: Suggestions }

/** As much of a Worker as the search needs, so that tests can stand in for one. */
export interface SearchPort {
  postMessage(request: SearchRequest): void
  addEventListener(type: 'message', listener: (event: { readonly data: SearchReply }) => void): void
  terminate(): void
}
