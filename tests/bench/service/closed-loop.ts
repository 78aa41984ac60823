import { percentile } from '../statistics.ts'
import type { Figures } from '../runs.ts'

/** How a store is loaded: so many under way at all times, for so long. */
export interface Load {
  readonly underWay: number
  readonly forMs: number
}

/** Keeps `underWay` mutations going, each followed by the next as soon as it is acknowledged: rate and time to the acknowledgement. */
export async function closedLoop({ underWay, forMs }: Load, mutate: (lane: number) => Promise<void>): Promise<Figures> {
  const warmUntil = performance.now() + forMs / 5
  const until = warmUntil + forMs
  const times: number[] = []
  const lane = async (number: number): Promise<void> => {
    for (let begun = performance.now(); begun < until; begun = performance.now()) {
      await mutate(number)
      const ended = performance.now()
      if (begun >= warmUntil && ended <= until) times.push(ended - begun)
    }
  }
  await Promise.all(Array.from({ length: underWay }, (_, number) => lane(number)))
  return {
    'mutations-per-s': (times.length / forMs) * 1000,
    'saturated-ack-p50-ms': percentile(times, 0.5),
    'saturated-ack-p99-ms': percentile(times, 0.99),
  }
}
