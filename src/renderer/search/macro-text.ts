/** What is looked at of a macro. `queueId` and `market`: it is for those; null for any. */
export interface MacroText {
  readonly id: string
  readonly title: string
  readonly template: string
  readonly queueId: string | null
  readonly market: string | null
  readonly locale: string | null
  readonly usageCount: number
}
