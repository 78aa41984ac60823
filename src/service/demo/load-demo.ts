import { everything } from '#shared/audience.ts'
import { isWorked } from '#shared/domain/dispute.ts'
import type { Row } from '#shared/tables.ts'
import type { Pool } from 'pg'
import { PasswordAccounts } from '../accounts/identity.ts'
import { select } from '../database/pool.ts'
import { orderOf } from '../effects/effects-of.ts'
import { LedgerAdapter } from '../effects/ledger-adapter.ts'
import { stableId } from '../stable-id.ts'
import { PostgresLedger } from '../sync/postgres-ledger.ts'
import { runMutations } from '../sync/run-mutations.ts'
import { demoAccounts } from './demo-accounts.ts'
import type { DemoRow } from './demo-book.ts'
import { demoRows } from './demo-rows.ts'

const demoName = 'Marketplace SEA'
const rowsPerStep = 2000
const first = stableId('demo-step', 'first')
const last = stableId('demo-step', 'last')

/**
 * Loads the demo workspace into an empty database, or goes on where an earlier start was interrupted; leaves every other one alone.
 * Answers whether the demo is there.
 */
export async function loadDemo(pool: Pool, now: Date): Promise<boolean> {
  const [state] = await select<{ head: number; steps: string[] }>(
    pool,
    'select head, array(select op_id::text from mutations where op_id = any ($1)) as steps from workspace',
    [[first, last]],
  )
  const steps = state?.steps ?? []
  if (steps.includes(last)) return true
  if (state?.head !== 0 && !steps.includes(first)) return false
  await new PasswordAccounts(pool).set(demoAccounts())
  await pool.query('update workspace set name = $1', [demoName])
  const ledger = new PostgresLedger(pool, { statementSeconds: 60 })
  const chunks = inSteps(await carriedOut(demoRows(now), pool))
  for (const [index, rows] of chunks.entries()) {
    const isLast = index === chunks.length - 1
    const opId = isLast ? last : index === 0 ? first : stableId('demo-step', String(index))
    await writeStep(ledger, opId, rows, now.toISOString())
  }
  await pool.query('analyze rows, feed')
  return true
}

/**
 * The rows with the references under which the ledger has what was carried out before the demo begins. It is told of each as an adapter is,
 * so that what stands on a case stands in the ledger, too; an earlier start that was interrupted has told it already.
 */
async function carriedOut(rows: readonly DemoRow[], pool: Pool): Promise<DemoRow[]> {
  const references = new Map<string, string>()
  const actions = rows.flatMap(({ table, row }) => (table === 'actions' && row.executed !== null ? [row] : []))
  const at = ({ executed }: Row<'actions'>): string => executed?.at ?? ''
  for (const action of actions.sort((a, b) => at(a).localeCompare(at(b), 'en'))) {
    const done = await new LedgerAdapter(pool, () => new Date(at(action))).execute(orderOf(action))
    if (!done.isDone) throw new Error(`The demo could not be written: ${done.why}.`)
    references.set(action.executed?.reference ?? '', done.reference)
  }
  const named = <T extends { readonly reference: string }>(executed: T | null): T | null =>
    executed === null ? null : { ...executed, reference: references.get(executed.reference) ?? executed.reference }
  return rows.map((one): DemoRow => {
    if (one.table === 'actions') return { ...one, row: { ...one.row, executed: named(one.row.executed) } }
    if (one.table !== 'disputes' || !isWorked(one.row)) return one
    const work = { ...one.row.work, executed: named(one.row.work.executed) }
    return { ...one, row: { ...one.row, work } }
  })
}

/** At least two steps: by the first and the last it is known how far an earlier start came. */
function inSteps(rows: readonly DemoRow[]): DemoRow[][] {
  const size = Math.min(rowsPerStep, Math.ceil(rows.length / 2))
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, step) => rows.slice(step * size, (step + 1) * size))
}

async function writeStep(ledger: PostgresLedger, opId: string, rows: readonly DemoRow[], at: string): Promise<void> {
  const sent = { mid: 1, opId, name: 'rows.write', args: { rows }, at, dependsOn: [] }
  const push = { actor: { kind: 'system', name: 'seed' }, held: everything, clientId: null, mutations: [sent] } as const
  const { results } = await runMutations(ledger, [push], () => at)
  const outcome = results[0]?.[0]?.outcome
  if (outcome !== undefined && 'refused' in outcome) {
    throw new TypeError(`The demo holds a row that is not one: ${outcome.about ?? outcome.refused}.`)
  }
}
