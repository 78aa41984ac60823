import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

/** Where the figures come from that are read when somebody asks for them. */
export interface LiveFigures {
  readonly sockets: () => number
  readonly head: () => number
  readonly catchUpsWaiting: () => number
  readonly openPurges: () => Promise<number>
  readonly effects: () => Promise<readonly { readonly state: string; readonly count: number }[]>
  readonly failed: (error: unknown) => void
}

/** What the service counts of itself, for Prometheus; a registry of its own, so that two services can live in one process. */
export class Metrics {
  readonly registry = new Registry()
  readonly mutations = new Counter({
    name: 'tierdesk_mutations_total',
    help: 'Mutations that ran, by name and by what became of them.',
    labelNames: ['name', 'outcome'] as const,
    registers: [this.registry],
  })
  readonly batchMutations = new Histogram({
    name: 'tierdesk_batch_mutations',
    help: 'Mutations in one batch.',
    buckets: [1, 2, 5, 10, 20, 50, 100, 200, 400],
    registers: [this.registry],
  })
  readonly batchSeconds = new Histogram({
    name: 'tierdesk_batch_seconds',
    help: 'How long one batch took, with its commit.',
    buckets: seconds,
    registers: [this.registry],
  })
  readonly pullSeconds = new Histogram({
    name: 'tierdesk_pull_seconds',
    help: 'How long one page of catch-up took.',
    buckets: seconds,
    registers: [this.registry],
  })
  readonly storeFailures = new Counter({
    name: 'tierdesk_store_failures_total',
    help: 'Failures of the database.',
    registers: [this.registry],
  })
  readonly ruleFailures = new Counter({
    name: 'tierdesk_rule_failures_total',
    help: 'Rules that threw: each is a fault in Tierdesk.',
    labelNames: ['name'] as const,
    registers: [this.registry],
  })

  readonly incidents = new Counter({
    name: 'tierdesk_incidents_total',
    help: 'What went wrong with what windows keep, as they reported it.',
    labelNames: ['kind'] as const,
    registers: [this.registry],
  })
  readonly updateHalts = new Counter({
    name: 'tierdesk_update_halts_total',
    help: 'Versions of the desktop that were held back because the desks of a ring got worse.',
    labelNames: ['ring'] as const,
    registers: [this.registry],
  })
  readonly reveals = new Counter({
    name: 'tierdesk_reveals_total',
    help: 'Contact details that were asked for, by purpose and by what became of it.',
    labelNames: ['purpose', 'outcome'] as const,
    registers: [this.registry],
  })
  readonly effectFailures = new Counter({
    name: 'tierdesk_effect_failures_total',
    help: 'Attempts to carry out an effect that failed; each is tried again.',
    labelNames: ['kind'] as const,
    registers: [this.registry],
  })

  constructor(live: LiveFigures) {
    collectDefaultMetrics({ register: this.registry })
    const gauge = (name: string, help: string, read: () => number): Gauge =>
      new Gauge({
        name,
        help,
        registers: [this.registry],
        collect() {
          this.set(read())
        },
      })
    gauge('tierdesk_sockets', 'Windows that are connected.', live.sockets)
    gauge('tierdesk_feed_head', 'The last number of the feed.', live.head)
    gauge('tierdesk_catch_ups_waiting', 'Windows that wait for their turn to catch up.', live.catchUpsWaiting)
    this.#stored(live)
  }

  /** Figures that are read from the database when they are asked for; without it they stay as they were. */
  #stored({ openPurges, effects, failed }: LiveFigures): void {
    new Gauge({
      name: 'tierdesk_purges_open',
      help: 'Devices that have not said yet that they let go of what their agent may no longer see.',
      registers: [this.registry],
      async collect() {
        await openPurges().then((count) => this.set(count), failed)
      },
    })
    new Gauge({
      name: 'tierdesk_effects',
      help: 'Effects that are not carried out yet: waiting, or without a channel.',
      labelNames: ['state'],
      registers: [this.registry],
      async collect() {
        await effects().then((counts) => {
          for (const { state, count } of counts) this.set({ state }, count)
        }, failed)
      },
    })
  }
}
