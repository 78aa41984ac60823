import { hidden, isMask, maskEmail, maskPhone } from './domain/mask.ts'
import type { AnyRow, TableName } from './tables.ts'

/** A value that stays with the service. `value` null: the row came with its mask, so what is kept is left as it is. */
export interface PrivateField {
  /** `email`, or `fields.NAME` for what the source system knew beyond. */
  readonly field: string
  readonly value: string | null
}

/** A row as everybody may keep it, and what was taken out. */
export interface MaskedRow<R extends AnyRow = AnyRow> {
  readonly row: R
  /** Null for tables that hold nothing private. */
  readonly taken: readonly PrivateField[] | null
}

/** Takes the values out of a row that nobody is to keep. The row itself is not changed. */
export function withMasks<R extends AnyRow>(table: TableName, row: R): MaskedRow<R> {
  if (table !== 'parties') return { row, taken: null }
  const own = maskedIn({ email: row['email'], phone: row['phone'] }, '', (name, value) =>
    typeof value !== 'string' ? null : { text: value, mask: name === 'email' ? maskEmail(value) : maskPhone(value) },
  )
  const more = maskedIn(row['fields'], 'fields.', contactIn)
  return { row: { ...row, ...own.masked, ...more.masked }, taken: [...own.taken, ...more.taken] }
}

/** The text of a private value and what is left of it; null for a value that anybody may keep. */
type Masking = (name: string, value: unknown) => { readonly text: string; readonly mask: string } | null

function maskedIn(record: unknown, prefix: '' | 'fields.', masking: Masking) {
  const taken: PrivateField[] = []
  const entries = Object.entries(record ?? {}).map(([name, value]): [string, unknown] => {
    const found = masking(name, value)
    if (found === null || found.text === '') return [name, value]
    taken.push({ field: prefix + name, value: isMask(found.text) ? null : found.text })
    return [name, found.mask]
  })
  const values = Object.fromEntries(entries)
  return { masked: prefix === '' ? values : { fields: values }, taken }
}

// What systems call the fields in which they keep a way to reach somebody, and an address anywhere.
const contactName = /e-?mail|phone|mobile|whatsapp|(^|[^a-z])(tel|fax)([^a-z]|$)/i
const address = /[^ @]+@[^ @]+[.][^ @]+/

/** A contact detail among what the source system knew beyond, by its name or by an address in it. */
const contactIn: Masking = (name, value) => {
  if (typeof value === 'object' && value !== null) {
    const text = JSON.stringify(value)
    return address.test(text) ? { text, mask: hidden } : null
  }
  if (typeof value !== 'string' && typeof value !== 'number') return null
  const text = String(value)
  if (!isMask(text) && !contactName.test(name) && !address.test(text)) return null
  return { text, mask: text.includes('@') ? maskEmail(text) : maskPhone(text) }
}
