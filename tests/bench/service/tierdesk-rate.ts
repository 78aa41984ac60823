import { openBatchPool } from '../../../src/service/database/pool.ts'
import { AheadLedger } from '../../../src/service/sync/ahead-ledger.ts'
import { Batcher } from '../../../src/service/sync/batcher.ts'
import { PostgresAhead } from '../../../src/service/sync/postgres-ahead.ts'
import type { Push } from '../../../src/service/sync/run-mutations.ts'
import { productAgent, productId } from '../product-ids.ts'
import type { Figures } from '../runs.ts'
import { type Load, closedLoop } from './closed-loop.ts'

/** Windows that send: each has its own count, as the rules demand. */
const windows = 50

/**
 * Mutations a second through everything the service does with one: rights, the rule, row, feed, result, audit, group commit. No sockets.
 * Each lane is a window whose mutations come one after the other.
 */
export async function tierdeskRate(url: string, cases: number, load: Load): Promise<Figures> {
  const pool = openBatchPool(url, () => undefined)
  const troubles: unknown[] = []
  const batcher = new Batcher({
    ledger: new AheadLedger(new PostgresAhead(pool)),
    now: () => new Date().toISOString(),
    committed: () => undefined,
    ruleThrew: (_, error) => troubles.push(error),
    storeFailed: (error) => troubles.push(error),
    measured: () => undefined,
  })
  const lanes = Array.from({ length: load.underWay }, (_, lane) => ({
    clientId: crypto.randomUUID(),
    agent: productAgent(lane % windows),
    mid: 0,
  }))
  let count = 0
  const figures = await closedLoop(load, async (number) => {
    const lane = lanes[number]
    if (lane === undefined) return
    lane.mid += 1
    count += 1
    const push: Push = {
      actor: { kind: 'agent', agent: lane.agent },
      held: ['*'],
      clientId: lane.clientId,
      mutations: [tagging(lane.mid, count, cases)],
    }
    const { reply, results } = await batcher.submit(1, () => push)
    if (!reply.ok || results.some(({ outcome }) => 'refused' in outcome)) troubles.push(reply, results)
  })
  await batcher.close()
  await pool.end()
  if (troubles.length > 0) throw new Error(`Not every mutation was applied: ${JSON.stringify(troubles[0])}`)
  return figures
}

/** A mutation that changes one case; the nth of them goes to a case far from the one before. */
const tagging = (mid: number, n: number, cases: number): Push['mutations'][number] => ({
  mid,
  opId: crypto.randomUUID(),
  name: 'case.change-tags',
  args: {
    caseId: productId('cases', (Math.imul(n, 7919) >>> 0) % cases),
    add: [`mark ${n}`],
    remove: [`mark ${n - cases}`],
  },
  at: new Date().toISOString(),
  dependsOn: [],
})
