import { setTimeout as delay } from 'node:timers/promises'

const lookEveryMs = 20

/** Looks until there is something to see and answers it. Rejects with `what` where there is nothing within `ms`. */
export async function until<T>(
  what: string,
  look: () => Promise<T | false | null | undefined> | T | false | null | undefined,
  ms = 30_000,
): Promise<T> {
  const from = performance.now()
  for (;;) {
    const seen = await look()
    if (seen !== false && seen !== null && seen !== undefined) return seen
    if (performance.now() - from > ms) throw new Error(`not within ${ms} ms: ${what}`)
    await delay(lookEveryMs)
  }
}

/** Settles as `work` does, or rejects with `what` after `ms`: a fault must never hang the campaign. */
export async function within<T>(what: string, work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not within ${ms} ms: ${what}`)), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Milliseconds that `work` took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}
