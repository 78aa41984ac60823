import type { ServiceUnderTest } from '../../service-under-test.ts'
import { widestView } from '../../e2e/texts-on.ts'

/** A case as the bench finds it. */
export interface KnownCase {
  readonly number: string
  readonly subject: string
  readonly isClosed: boolean
}

/** What the bench knows of the cases. */
export interface Known {
  /** Some from all over the workspace, evenly spaced, each with a subject of its own so that one cannot be taken for another. */
  readonly cases: readonly KnownCase[]
  /** The ids of all others that are not closed. */
  readonly others: readonly string[]
}

/** Reads all cases and picks some. */
export async function knownCases(service: ServiceUnderTest, count: number): Promise<Known> {
  const rows = await widestView(service.directUrl, service.password)
  const bySubject = new Map<string, (KnownCase & { id: string })[]>()
  for (const { t, row } of rows) {
    if (t !== 'cases') continue
    const known = {
      id: String(row['id']),
      number: String(row['number']),
      subject: String(row['subject']),
      isClosed: row['status'] === 'closed',
    }
    const same = bySubject.get(known.subject)
    if (same === undefined) bySubject.set(known.subject, [known])
    else same.push(known)
  }
  const all = [...bySubject.values()]
  const own = all.flatMap((same) => (same.length === 1 ? same : []))
  const step = Math.max(1, Math.floor(own.length / count))
  const cases = own.filter((_, at) => at % step === 0).slice(0, count)
  const chosen = new Set(cases.map(({ id }) => id))
  const others = all.flat().flatMap(({ id, isClosed }) => (isClosed || chosen.has(id) ? [] : [id]))
  return { cases, others }
}
