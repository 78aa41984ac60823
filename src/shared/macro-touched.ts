import type { Case } from './domain/case.ts'
import type { Touched } from './mutations/macro-undo.ts'

/** What of a case is another than before, both ways: what a dry run shows, and what an undo puts back. */
export interface TouchedFields {
  readonly was: Touched
  readonly set: Touched
}

/** The fields of a case that a macro may change, with nothing missing. */
const wholeOf = (row: Case): Required<Touched> => ({
  status: row.status,
  priority: row.priority,
  queueId: row.queueId,
  assigneeId: row.assigneeId,
  subject: row.subject,
  locale: row.locale,
  formId: row.formId ?? null,
  driverId: row.driverId ?? null,
  snooze: row.snooze ?? null,
  followerIds: row.followerIds ?? [],
  tags: row.tags,
  fields: row.fields,
})

/** The fields whose values are part of a list or of a record: only what differs of a record is told. */
function fieldsBetween(before: Case['fields'], after: Case['fields']): [Case['fields'], Case['fields']] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const changed = keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
  const only = (of: Case['fields']): Case['fields'] =>
    Object.fromEntries(changed.flatMap((key) => (of[key] === undefined ? [] : [[key, of[key]]])))
  return [only(before), only(after)]
}

/** What differs between two states of one case. */
export function touchedBetween(before: Case, after: Case): TouchedFields {
  const [a, b] = [wholeOf(before), wholeOf(after)]
  const [fieldsWas, fieldsThen] = fieldsBetween(before.fields, after.fields)
  const keys = (Object.keys(a) as (keyof Touched)[]).filter(
    (key) => key !== 'fields' && JSON.stringify(a[key]) !== JSON.stringify(b[key]),
  )
  const pick = (of: Required<Touched>, fields: Case['fields']): Touched => ({
    ...Object.fromEntries(keys.map((key) => [key, of[key]])),
    ...(Object.keys(fieldsWas).length + Object.keys(fieldsThen).length === 0 ? {} : { fields }),
  })
  return { was: pick(a, fieldsWas), set: pick(b, fieldsThen) }
}

/** Whether anything differs. */
export const isTouched = ({ set }: TouchedFields): boolean => Object.keys(set).length > 0
