/** What a bench is told. */
export interface BenchOptions {
  /** A folder with a Zendesk export, for `desk`; with judged queries, for `search`. */
  readonly data: string
  /** How often everything is repeated; null: as often as the bench does by itself. */
  readonly runs: number | null
  /** The only subjects to be measured; null: all. */
  readonly only: ReadonlySet<string> | null
  /** Fewer of everything: to see that it works, not to quote. */
  readonly isQuick: boolean
}
