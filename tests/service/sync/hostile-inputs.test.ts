import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Pool } from 'pg'
import { migrate } from '#service/database/migrate.ts'
import { openPool, select } from '#service/database/pool.ts'
import { Batcher } from '#service/sync/batcher.ts'
import { PostgresLedger } from '#service/sync/postgres-ledger.ts'
import { allMutations } from '#shared/mutations/all-mutations.ts'
import { refusalReasons } from '#shared/refusals.ts'
import type { MutationResult } from '#shared/sync/protocol.ts'
import { hostileArgs } from '#tests/shared/mutations/hostile/hostile-args.ts'
import { actors, idsFor, meeting, rightArgs, writeWorld } from '#tests/shared/mutations/hostile/hostile-world.ts'
import { createTestDatabase } from '../test-database.ts'

const seed = Number(process.env['TIERDESK_HOSTILE_SEED'] ?? Date.now() % 2 ** 31)
const perMutation = 60

/** Applied, or refused for a reason that people have words for. */
const isKnown = (outcome: MutationResult['outcome'] | undefined): boolean =>
  outcome !== undefined && (!('refused' in outcome) || refusalReasons.includes(outcome.refused))

let pool: Pool
let drop: () => Promise<void>
beforeAll(async () => {
  const database = await createTestDatabase()
  pool = openPool(database.url, () => undefined, 2)
  drop = () => database.drop()
  await migrate(pool)
  await writeWorld(new PostgresLedger(pool))
})
afterAll(async () => {
  await pool.end()
  await drop()
})

// Catches: a text that a rule takes and the database does not keep, which fails the batch of everybody else.
test('hostile inputs are refused or applied by a real database as well, and none of them fails a batch', async () => {
  process.stdout.write(
    `Hostile inputs on PostgreSQL: seed ${seed} (TIERDESK_HOSTILE_SEED=${seed} runs the same again)\n`,
  )
  const failures: unknown[] = []
  const batcher = new Batcher({
    ledger: new PostgresLedger(pool),
    now: () => new Date().toISOString(),
    committed: () => undefined,
    ruleThrew: (name, error) => failures.push([name, error]),
    storeFailed: (error) => failures.push(error),
    measured: () => undefined,
  })
  for (const [name, mutation] of allMutations) {
    const made = fc.sample(
      fc.tuple(hostileArgs(mutation.args, idsFor, rightArgs.get(name)), fc.nat(8), fc.constantFrom(...actors)),
      { numRuns: perMutation, seed },
    )
    for (const [args, n, by] of made) {
      const clientId = by.actor.kind === 'agent' ? randomUUID() : null
      const sent = {
        mid: 1,
        opId: randomUUID(),
        name,
        args: meeting(args, n),
        at: new Date().toISOString(),
        dependsOn: [],
      }
      const { results } = await batcher.submit(1, () => ({ ...by, clientId, mutations: [sent] }))
      const outcome = results[0]?.outcome
      expect([name, failures, JSON.stringify(args)?.slice(0, 300)]).toEqual([
        name,
        [],
        JSON.stringify(args)?.slice(0, 300),
      ])
      expect(isKnown(outcome)).toBe(true)
    }
  }
  await batcher.close()
  const [found] = await select<{ count: number }>(pool, 'select count(*)::int as count from rows')
  expect(found?.count).toBeGreaterThan(0)
}, 300_000)
