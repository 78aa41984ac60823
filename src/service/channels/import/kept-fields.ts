import type { Json, SourceRecord } from './source-record.ts'

/** An object of the source as the `fields` of a row. */
export function fieldsOf(record: SourceRecord, name: string): { [field: string]: Json } {
  const value = record.json(name)
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}

/** Some fields of a record as they stand, for reading only; those that hold nothing are left out. */
export const keptFields = (record: SourceRecord, names: readonly string[]): { [name: string]: Json } =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = record.json(name)
      return value === undefined ? [] : [[name.slice(0, 100), value] as const]
    }),
  )
