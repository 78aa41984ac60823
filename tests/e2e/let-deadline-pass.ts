import { openPool } from '#service/database/pool.ts'
import { allRows } from '#service/sync/rows.ts'
import { Case } from '#shared/domain/case.ts'
import { Dispute } from '#shared/domain/dispute.ts'
import { Escalation } from '#shared/domain/escalation.ts'
import { Sop } from '#shared/domain/sop.ts'
import { addressOfDatabase, writeRows } from '../database-of.ts'
import type { ServiceUnderTest } from '../service-under-test.ts'

/** Has the deadline of a case's dispute be over in a second: written by another process, as an import writes. */
export async function letDeadlinePass(service: ServiceUnderTest, caseNumber: string): Promise<void> {
  const url = await addressOfDatabase(service.folder)
  const pool = openPool(url, () => undefined, 1)
  const rows = await allRows(pool, ['cases', 'disputes'])
  await pool.end()
  const found = rows.find(({ table, row }) => table === 'cases' && row['number'] === caseNumber)
  const id = Case.parse(found?.row).dispute?.id
  const dispute = Dispute.parse(rows.find((row) => row.id === id)?.row)
  if (dispute.work === null || dispute.work === undefined) throw new Error(`No dispute is worked on ${caseNumber}.`)
  const clock = { ...dispute.work.clock, at: new Date(Date.now() + 1000).toISOString() }
  await writeRows(url, [{ table: 'disputes', row: { ...dispute, work: { ...dispute.work, clock } } }])
}

/** Has every clock that runs on a case be over in so many milliseconds, and warn so long before. */
export async function letClocksEnd(
  service: ServiceUnderTest,
  caseNumber: string,
  { inMs, warnMs }: { readonly inMs: number; readonly warnMs: number },
): Promise<void> {
  const url = await addressOfDatabase(service.folder)
  const pool = openPool(url, () => undefined, 1)
  const rows = await allRows(pool, ['cases'])
  await pool.end()
  const row = Case.parse(rows.find(({ row: { number } }) => number === caseNumber)?.row)
  const end = Date.now() + inMs
  const [dueAt, warnAt] = [new Date(end).toISOString(), new Date(end - warnMs).toISOString()]
  const clocks = (row.clocks ?? []).map((clock) => (clock.endedAt === undefined ? { ...clock, dueAt, warnAt } : clock))
  await writeRows(url, [{ table: 'cases', row: { ...row, clocks, clocksAt: warnAt } }])
}

/** Has every clock that runs on a case be over in a second. */
export const letClocksRunOut = (service: ServiceUnderTest, caseNumber: string): Promise<void> =>
  letClocksEnd(service, caseNumber, { inMs: 1000, warnMs: 0 })

/** Has the escalation of a case be raised in a second, as if its time had passed. */
export async function letRaise(service: ServiceUnderTest, caseNumber: string): Promise<void> {
  const url = await addressOfDatabase(service.folder)
  const pool = openPool(url, () => undefined, 1)
  const rows = await allRows(pool, ['cases', 'escalations'])
  await pool.end()
  const found = rows.find(({ table, row }) => table === 'cases' && row['number'] === caseNumber)
  const id = Case.parse(found?.row).escalation?.id
  const escalation = Escalation.parse(rows.find((row) => row.id === id)?.row)
  const raiseAt = new Date(Date.now() + 1000).toISOString()
  await writeRows(url, [{ table: 'escalations', row: { ...escalation, raiseAt } }])
}

/** Has an SOP of the demo expire in so many minutes. */
export async function letExpire(service: ServiceUnderTest, title: string, minutes: number): Promise<void> {
  const url = await addressOfDatabase(service.folder)
  const pool = openPool(url, () => undefined, 1)
  const rows = await allRows(pool, ['sops'])
  await pool.end()
  const found = rows.map(({ row }) => row).find((row) => row['title'] === title && row['state'] === 'published')
  const expiresAt = new Date(Date.now() + minutes * 60_000).toISOString()
  await writeRows(url, [{ table: 'sops', row: { ...Sop.parse(found), expiresAt } }])
}
