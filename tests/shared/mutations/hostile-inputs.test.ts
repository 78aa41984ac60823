import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { ConfirmedRows } from '#renderer/sync/confirmed-rows.ts'
import type { BatchWrites, RowWrite } from '#service/sync/ledger.ts'
import { runMutations } from '#service/sync/run-mutations.ts'
import { type Scope, maySee } from '#shared/audience.ts'
import type { Agent } from '#shared/domain/agent.ts'
import type { MutationName } from '#shared/mutations/all-mutations.ts'
import { allMutations } from '#shared/mutations/all-mutations.ts'
import { runMutation } from '#shared/mutations/run-mutation.ts'
import { type Refusal as Refused, refusalReasons } from '#shared/refusals.ts'
import { byteLength } from '#shared/sync/byte-length.ts'
import { limits } from '#shared/sync/protocol.ts'
import { Overlay } from '#shared/sync/overlay.ts'
import { type AnyRow, type Row, type TableName, isWarmTable, tables } from '#shared/tables.ts'
import { checkedArgs } from '#renderer/sync/named-args.ts'
import { someInstant } from '#tests/builders.ts'
import { MemoryStore } from '#tests/sync/memory-ledger.ts'
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
  try {
    await fc.assert(property, { numRuns: Math.ceil(inputs / inARow), seed, endOnFailure: true })
  } catch (error) {
    // What was written above may be cut off where this is read.
    throw new Error(`With TIERDESK_HOSTILE_SEED=${seed} and TIERDESK_HOSTILE_INPUTS=${inputs}`, { cause: error })
  }
  const idle = [...allMutations.keys()].filter((name) => (outcomes.get(name)?.applied ?? 0) === 0)
  const told = [...outcomes].map(([name, { applied, refused }]) => `${name} ${applied}/${applied + refused}`)
  process.stdout.write(`Applied of all: ${told.join(', ')}\n`)
  // Inputs that never get past the first check would prove little. Chance may still pass by a rule that hardly ever applies.
  expect(inputs < 50_000 ? 0 : idle.length).toBeLessThan(allMutations.size / 4)
}, 600_000)

async function runOne(store: MemoryStore, { name, args, by }: Step, n: number): Promise<void> {
  const thrown: unknown[] = []
  // Each window counts for itself.
  const clientId = by.actor.kind === 'agent' ? newOpId(1_000_000 + actors.indexOf(by)) : null
  const last = clientId === null ? 0 : (store.clients.get(clientId)?.last ?? 0)
  const mutation = { mid: last + 1, opId: newOpId(n + 1), name, args, at: someInstant, dependsOn: [] }
  const before = new Map(store.rows)
  const push = { ...by, clientId, mutations: [mutation] }
  const { writes } = await runMutations(
    ledgerOn(store),
    [push],
    () => someInstant,
    (_, error) => thrown.push(error),
  )
  const outcome = writes.mutations[0]?.outcome
  const counted = outcomes.get(name) ?? { applied: 0, refused: 0 }
  outcomes.set(name, counted)
  const isRefused = outcome === undefined || 'refused' in outcome
  if (isRefused) counted.refused += 1
  else counted.applied += 1
  const faults = isRefused
    ? refusalFaults(outcome, writes)
    : writes.rows.flatMap((write) => writeFaults(write, before.get(`${write.table}/${write.id}`)?.row, by, args))
  const isForService = allMutations.get(name)?.by === 'system' && by.actor.kind === 'agent' && !isRefused
  expect([...thrown, ...faults, ...(isForService ? ['what only the service may do'] : [])]).toEqual([])
}

/** What is wrong with a refusal: it has a reason, says nothing that somebody wrote, and nothing was written. */
function refusalFaults(outcome: Refused | undefined, { rows, effects }: BatchWrites): string[] {
  return [
    ...(outcome === undefined || !refusalReasons.includes(outcome.refused) ? ['no reason that is known'] : []),
    ...(/^[\w.-]{0,120}$/.test(outcome?.about ?? '') ? [] : ['it says what somebody wrote']),
    ...(rows.length + effects.length === 0 ? [] : ['something was written']),
  ]
}

const answering = new Set(['tier-1', 'tier-2', 'supervisor', 'admin'])
const leading = new Set(['supervisor', 'admin'])
const settings: ReadonlySet<TableName> = new Set(['agents', 'queues', 'sites', 'teams'])

/** What is wrong with a row that was written: whether it can be read, how it grew, and whose it was to write. */
function writeFaults(write: RowWrite, before: AnyRow | undefined, by: Step['by'], args: unknown): string[] {
  const { table, row, was } = write
  const issues = row === null ? [] : (tables[table].schema.safeParse(row).error?.issues ?? [])
  // No row grows by more than what was sent, and what a rule says of it.
  const grown = row === null ? 0 : byteLength(row) - (before === undefined ? 0 : byteLength(before))
  const isTooMuch = grown > 2 * byteLength(args) + 8_192
  return [
    ...issues.map(({ path }) => `does not fit: ${table}.${path.join('.')}`),
    ...(isTooMuch ? [`${table} grew by ${grown} bytes`] : []),
    ...(by.actor.kind === 'system' ? [] : rightFaults(write, by.actor.agent, was, by.held, args)),
  ]
}

function rightFaults(
  write: RowWrite,
  agent: Agent,
  was: readonly Scope[],
  held: readonly Scope[],
  args: unknown,
): string[] {
  const { table, row, existed } = write
  return [
    ...(byteLength(args) > limits.mutationBytes ? ['more than may be sent'] : []),
    ...(agent.active ? [] : ['by somebody who left']),
    ...(existed && !maySee(held, was) && !isBroughtIn(write, args) ? [`${table}: a row that they do not see`] : []),
    ...(settings.has(table) && !leading.has(agent.role) && !isGateOnly(write, agent)
      ? [`${table}: by ${agent.role}`]
      : []),
    ...(table === 'messages' && row !== null && !existed ? messageFaults(row as Row<'messages'>, agent) : []),
  ]
}

/** Whether the knowledge desk says which SOPs a queue asks for, and nothing else about it. */
function isGateOnly({ table, row, before }: RowWrite, { role }: Agent): boolean {
  if (table !== 'queues' || role !== 'knowledge' || row === null || before === undefined) return false
  const without = (queue: AnyRow): string => JSON.stringify({ ...queue, sopGates: undefined })
  return without(row) === without(before.row)
}

/** Whether it is the other side of a dispute that was opened: shown from now on, as the order that they see names it, and not changed. */
function isBroughtIn({ table, id, row, before }: RowWrite, args: unknown): boolean {
  const { sellerId, customerId } = args as { sellerId?: unknown; customerId?: unknown }
  const isNamed = table === 'parties' && (id === sellerId || id === customerId)
  return isNamed && JSON.stringify(row) === JSON.stringify(before?.row)
}

/** What is wrong with a message that somebody wrote: it is theirs, and they may write to parties. */
function messageFaults({ author, kind }: Row<'messages'>, agent: Agent): string[] {
  return [
    ...(author.kind === 'agent' && author.id !== agent.id ? ['in the name of somebody else'] : []),
    ...(kind === 'reply' && !answering.has(agent.role) ? [`a reply by ${agent.role}`] : []),
  ]
}

/** The same first input in a window, which has every row of the world: it must come to an outcome there as well. */
function inWindow([first]: readonly Step[]): void {
  const mutation = first === undefined ? undefined : allMutations.get(first.name)
  if (first === undefined || mutation === undefined || first.by.actor.kind !== 'agent') return
  const checked = checkedArgs(first.name as MutationName, first.args)
  const outcome =
    'refused' in checked
      ? checked
      : runMutation(mutation, checked.args, { actor: first.by.actor, at: someInstant }, new Overlay(windowRows()))
  expect('refused' in outcome ? refusalReasons.includes(outcome.refused) : outcome.changes.length >= 0).toBe(true)
}

function windowRows(): ConfirmedRows {
  const rows = new ConfirmedRows()
  const byTable = Map.groupBy(world.rows.values(), ({ table }) => table)
  for (const [table, some] of byTable)
    if (isWarmTable(table)) rows.load(table, () => some.map(({ version, row }) => ({ v: version, row })))
  return rows
}
