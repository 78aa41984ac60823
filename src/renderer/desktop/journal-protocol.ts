/** What the window asks of the worker that keeps journals. */
export interface JournalRequest {
  readonly n: number
  readonly do: 'open' | 'append' | 'rewrite' | 'close'
  readonly journal: string
  readonly records: readonly Uint8Array[]
}

/** The answer to request `n`: `output` as the bridge declares it, or why there is none. */
export type JournalReply =
  | { readonly n: number; readonly output: unknown }
  | { readonly n: number; readonly failed: 'disk-full' | 'disk-failed' | 'journal-in-use' }
