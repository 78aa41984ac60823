/** What a server process of the bench is asked. */
export type Asked = { readonly memory: true } | { readonly round: number } | { readonly stop: true }

/** What it says. */
export type Said = { readonly url: string } | { readonly rssKb: number } | { readonly failed: string }

export const say = (said: Said): void => {
  process.send?.(said)
}

/** Answers what the bench asks, until it says stop. */
export function answer(work: { round?: (round: number) => void; stop: () => Promise<void> }): void {
  process.on('message', (asked: Asked) => {
    if ('memory' in asked) {
      // Given by --expose-gc: without it the figure is mostly rubbish that nobody has collected yet.
      globalThis.gc?.()
      say({ rssKb: process.memoryUsage.rss() / 1024 })
    } else if ('round' in asked) {
      work.round?.(asked.round)
    } else {
      work.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    }
  })
}
