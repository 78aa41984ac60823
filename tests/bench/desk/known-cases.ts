import type { ServiceUnderTest } from '../../service-under-test.ts'
import { widestView } from '../../e2e/texts-on.ts'

/** A case as the bench finds it. */
export interface KnownCase {
  readonly number: string
  readonly subject: string
  readonly isClosed: boolean
}

/** Cases from all over the workspace, evenly spaced, each with a subject of its own so that one cannot be taken for another. */
export async function knownCases(service: ServiceUnderTest, count: number): Promise<KnownCase[]> {
  const rows = await widestView(service.directUrl, service.password)
  const bySubject = new Map<string, KnownCase[]>()
  for (const { t, row } of rows) {
    if (t !== 'cases') continue
    const known = {
      number: String(row['number']),
      subject: String(row['subject']),
      isClosed: row['status'] === 'closed',
    }
    bySubject.set(known.subject, [...(bySubject.get(known.subject) ?? []), known])
  }
  const own = [...bySubject.values()].flatMap((same) => (same.length === 1 ? same : []))
  const step = Math.max(1, Math.floor(own.length / count))
  return own.filter((_, at) => at % step === 0).slice(0, count)
}
