import type { Pool } from 'pg'
import type { Logger } from 'pino'
import type { Attachments } from './attachments/attachments.ts'
import type { Closing } from './closing.ts'
import type { ServiceConfig } from './config.ts'
import { calledFor } from './effects/called-for.ts'
import type { Delivery } from './effects/delivery.ts'
import { EffectLoop } from './effects/effect-loop.ts'
import type { EffectKind } from './effects/effects-of.ts'
import { type NameMutation, executeAction } from './effects/execute-action.ts'
import { LedgerAdapter } from './effects/ledger-adapter.ts'
import { outgoing } from './effects/outgoing.ts'
import type { PostgresEffects } from './effects/postgres-effects.ts'
import { webhook } from './effects/webhook.ts'
import { MacroUses } from './insight/macro-uses.ts'
import { InsightShelf } from './insight/insight-shelf.ts'
import { learnAside } from './insight/learn-aside.ts'
import type { Metrics } from './metrics.ts'
import { Repeating } from './repeating.ts'
import type { Directory } from './sync/directory.ts'
import { EpochKeeper } from './sync/epoch.ts'
import { Horizon } from './sync/horizon.ts'
import type { Pressure } from './sync/pressure.ts'

interface BackgroundPorts {
  readonly config: ServiceConfig
  readonly log: Logger
  readonly pool: Pool
  readonly closing: Closing
  readonly metrics: Metrics
  readonly directory: Directory
}

const horizonEveryMs = 10 * 60 * 1000
const macroUsesEveryMs = 30 * 1000

/** Begins to let go of what is older than any window can need [S14]. */
export function startHorizon({
  log,
  pool,
  closing,
  directory,
}: Pick<BackgroundPorts, 'log' | 'pool' | 'closing' | 'directory'>): void {
  const horizon = new Horizon({ pool, now: Date.now, longestLeaseMs: () => directory.longestLeaseMs() })
  const failed = (error: unknown): void => log.error({ err: error }, 'old entries were not let go of')
  const repeating = new Repeating(() => horizon.step(), horizonEveryMs, failed)
  closing.add(() => repeating.stop())
  repeating.wake()
}

/** Begins to gather where macros are used. */
export function startMacroUses({ log, pool, closing }: Pick<BackgroundPorts, 'log' | 'pool' | 'closing'>): void {
  const uses = new MacroUses(pool, Date.now)
  const failed = (error: unknown): void => log.error({ err: error }, 'the uses of macros were not gathered')
  const repeating = new Repeating(() => uses.catchUp(), macroUsesEveryMs, failed)
  closing.add(() => repeating.stop())
  repeating.wake()
}

/** Begins to carry out what follows from mutations outside of the database [S24]. */
export function startEffects(
  { config, log, pool, closing, metrics }: Omit<BackgroundPorts, 'directory'>,
  store: PostgresEffects,
  { attachments, name }: { readonly attachments: Attachments; readonly name: NameMutation },
): EffectLoop {
  const carriers = new Map<EffectKind, Delivery>()
  if (config.deliveryUrl !== null) {
    carriers.set('deliver-reply', outgoing(webhook(config.deliveryUrl), attachments))
  }
  const now = (): Date => new Date()
  if (config.actions === 'ledger') {
    const adapter = new LedgerAdapter(pool, now)
    carriers.set('execute-action', executeAction({ adapter, name, isDue: calledFor(pool), now }))
  }
  const loop = new EffectLoop({
    store,
    carriers,
    now: Date.now,
    random: Math.random,
    failed: (error) => log.error({ err: error }, 'effects could not be looked after'),
    refused: ({ id, kind, attempts }, why) => {
      metrics.effectFailures.inc({ kind })
      log.warn({ id, kind, attempts, why }, 'an effect failed; it is tried again')
    },
  })
  closing.add(() => loop.stop())
  return loop
}

/** Begins to learn from the workspace's history, for whoever asks, whenever there is something new in it. */
export function startInsights(
  { log, closing, databaseUrl }: Pick<BackgroundPorts, 'log' | 'closing'> & { readonly databaseUrl: string },
  { head, pressure }: { readonly head: () => number; readonly pressure: Pressure },
): InsightShelf {
  const shelf = new InsightShelf({
    learn: (views, learnt, signal) => learnAside({ databaseUrl, views }, learnt, signal),
    head,
    isPressed: () => pressure.isHigh,
    now: Date.now,
    failed: (error) => log.error({ err: error }, 'nothing was learnt from the history; it is tried again'),
  })
  closing.add(() => shelf.stop())
  return shelf
}

/** Begins to remember outside of the database how far windows were told [S23]. */
export function startEpochKeeper(
  { config, log, closing }: Pick<BackgroundPorts, 'config' | 'log' | 'closing'>,
  read: ConstructorParameters<typeof EpochKeeper>[1],
): void {
  if (config.epochFile === null) return
  const failed = (error: unknown): void => log.error({ err: error }, 'the epoch file was not written')
  const keeper = new EpochKeeper(config.epochFile, read, failed)
  closing.add(() => keeper.stop())
}
