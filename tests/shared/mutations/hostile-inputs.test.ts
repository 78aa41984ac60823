import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { ConfirmedRows } from '#renderer/sync/confirmed-rows.ts'
import { runMutations } from '#service/sync/run-mutations.ts'
import { maySee } from '#shared/audience.ts'
import type { MutationName } from '#shared/mutations/all-mutations.ts'
import { allMutations } from '#shared/mutations/all-mutations.ts'
import { runMutation } from '#shared/mutations/run-mutation.ts'
import { refusalReasons } from '#shared/refusals.ts'
import { byteLength } from '#shared/sync/byte-length.ts'
import { limits } from '#shared/sync/protocol.ts'
import { Overlay } from '#shared/sync/overlay.ts'
import { type AnyRow, type TableName, isWarmTable, tables } from '#shared/tables.ts'
import { checkedArgs } from '#renderer/sync/named-args.ts'
import { someInstant } from '#tests/builders.ts'
import { MemoryStore } from '#tests/sync/memory-ledger.ts'
import type { RowWrite } from '#service/sync/ledger.ts'
import { hostileArgs } from './hostile/hostile-args.ts'
import { actors, hostileWorld, idsFor, ledgerOn, meeting, newOpId, rightArgs } from './hostile/hostile-world.ts'

const inputs = Number(process.env['TIERDESK_HOSTILE_INPUTS'] ?? 50_000)
const seed = Number(process.env['TIERDESK_HOSTILE_SEED'] ?? Date.now() % 2 ** 31)
const inARow = 8

/** What one names: a mutation, its arguments and who. */
interface Step {
  readonly name: string
  readonly args: unknown
  readonly by: (typeof actors)[number]
}

const service = actors.filter(({ actor }) => actor.kind === 'system')

const step: fc.Arbitrary<Step> = fc.oneof(
  ...[...allMutations].map(([name, mutation]) =>
    fc.record({
      name: fc.constant(name),
      args: fc
        .tuple(hostileArgs(mutation.args, idsFor, rightArgs.get(name)), fc.nat(8))
        .map(([args, n]) => (n < 6 ? meeting(args, n) : args)),
      by:
        mutation.by === 'system'
          ? fc.oneof(fc.constantFrom(...actors), fc.constantFrom(...service))
          : fc.constantFrom(...actors),
    }),
  ),
)

let world: MemoryStore
const outcomes = new Map<string, { applied: number; refused: number }>()
beforeAll(async () => {
  world = await hostileWorld()
})

// Catches: a rule that throws, that writes half of what it should, that writes what nobody can read or what is not the actor's to write.
test(`${inputs} random and hostile inputs over every mutation are refused or applied, whole, and within what their actor may do`, async () => {
  process.stdout.write(`Hostile inputs: seed ${seed} (TIERDESK_HOSTILE_SEED=${seed} runs the same again)\n`)
  const property = fc.asyncProperty(fc.array(step, { minLength: inARow, maxLength: inARow }), async (steps) => {
    const store = new MemoryStore(world)
    for (const [n, one] of steps.entries()) await runOne(store, one, n)
    inWindow(steps)
  })
  await fc.assert(property, { numRuns: Math.ceil(inputs / inARow), seed, endOnFailure: true })
  const idle = [...allMutations.keys()].filter((name) => (outcomes.get(name)?.applied ?? 0) === 0)
  const told = [...outcomes].map(([name, { applied, refused }]) => `${name} ${applied}/${applied + refused}`)
  process.stdout.write(`Applied of all: ${told.join(', ')}\n`)
  // Inputs that never get past the first check would prove little.
  if (inputs >= 50_000) expect(idle).toEqual([])
}, 600_000)

async function runOne(store: MemoryStore, { name, args, by }: Step, n: number): Promise<void> {
  const thrown: unknown[] = []
  const mutation = { mid: n + 1, opId: newOpId(n + 1), name, args, at: someInstant, dependsOn: [] }
  const clientId = by.actor.kind === 'agent' ? newOpId(1_000_000 + actors.indexOf(by)) : null
  const before = new Map(store.rows)
  // Each window counts for itself.
  const last = clientId === null ? 0 : (store.clients.get(clientId)?.last ?? 0)
  const push = { ...by, clientId, mutations: [{ ...mutation, mid: last + 1 }] }
  const { writes } = await runMutations(
    ledgerOn(store),
    [push],
    () => someInstant,
    (_, error) => thrown.push(error),
  )
  expect(thrown).toEqual([])
  const outcome = writes.mutations[0]?.outcome
  const counted = outcomes.get(name) ?? { applied: 0, refused: 0 }
  outcomes.set(name, counted)
  if (outcome !== undefined && 'refused' in outcome) {
    counted.refused += 1
    expect(refusalReasons).toContain(outcome.refused)
    // What it is about is a field or a table, never what somebody wrote.
    expect(outcome.about ?? '').toMatch(/^[\w.-]{0,120}$/)
    // All or nothing.
    expect([writes.rows.length, writes.effects.length]).toEqual([0, 0])
    return
  }
  counted.applied += 1
  expect(outcome).toEqual({ applied: true })
  if (by.actor.kind === 'agent') expect(allMutations.get(name)?.by).toBe('agent')
  for (const write of writes.rows) checkWrite(write, before.get(`${write.table}/${write.id}`)?.row, by, args)
}

const answering = new Set(['tier-1', 'tier-2', 'supervisor', 'admin'])
const settings: ReadonlySet<TableName> = new Set(['agents', 'queues', 'sites', 'teams'])

function checkWrite(write: RowWrite, before: AnyRow | undefined, by: Step['by'], args: unknown): void {
  const { table, row, was } = write
  if (row !== null) {
    const fits = tables[table].schema.safeParse(row)
    expect([table, fits.error?.issues]).toEqual([table, undefined])
    // No row grows by more than what was sent, and what a rule says of it.
    const grown = byteLength(row) - (before === undefined ? 0 : byteLength(before))
    expect(grown).toBeLessThanOrEqual(2 * byteLength(args) + 8_192)
  }
  if (by.actor.kind === 'system') return
  const { agent } = by.actor
  expect(byteLength(args)).toBeLessThanOrEqual(limits.mutationBytes)
  expect(agent.active).toBe(true)
  if (write.existed) expect([table, maySee(by.held, was)]).toEqual([table, true])
  if (settings.has(table)) expect(['supervisor', 'admin']).toContain(agent.role)
  if (table !== 'messages' || row === null || write.existed) return
  const author = row['author'] as { kind: string; id: string | null }
  if (author.kind === 'agent') expect(author.id).toBe(agent.id)
  if (row['kind'] === 'reply') expect(answering.has(agent.role)).toBe(true)
}

/** The same first input in a window, which has every row of the world: it must come to an outcome there as well. */
function inWindow([first]: readonly Step[]): void {
  if (first === undefined || first.by.actor.kind !== 'agent') return
  const checked = checkedArgs(first.name as MutationName, first.args)
  if ('refused' in checked) return
  const under = new ConfirmedRows()
  for (const table of new Set([...world.rows.values()].map((row) => row.table))) {
    if (!isWarmTable(table)) continue
    under.load(table, () =>
      [...world.rows.values()].filter((row) => row.table === table).map(({ version, row }) => ({ v: version, row })),
    )
  }
  const mutation = allMutations.get(first.name)
  if (mutation === undefined) return
  const outcome = runMutation(mutation, checked.args, { actor: first.by.actor, at: someInstant }, new Overlay(under))
  expect('refused' in outcome ? refusalReasons.includes(outcome.refused) : outcome.changes.length >= 0).toBe(true)
}
