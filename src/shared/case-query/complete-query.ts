import { foldText } from '../fold-text.ts'
import { type QueryField, fieldNamed, queryFieldNames, queryFields, wordsOfField } from './query-fields.ts'
import { QueryTokens } from './query-tokens.ts'

/** One way to go on with a search: a field, or a value of one. `text` stands in place of what is there from `from` to `to`. */
export interface Completion {
  readonly field: QueryField
  /** Null: the field itself. */
  readonly value: string | null
  readonly text: string
  readonly from: number
  readonly to: number
}

/** What a field may be completed with beside its own few words, the likeliest first. */
export type ValuesOf = (field: QueryField) => readonly string[]

const mostOffered = 8
const times = ['<1h', '<4h', '>4h', '>24h', 'today', 'yesterday', '<7d', '>7d'] as const

/** How a search can go on where the caret is. Nothing where a plain word is being typed that no field begins with. */
export function completionsAt(text: string, at: number, valuesOf: ValuesOf): readonly Completion[] {
  const before = text.slice(0, at)
  const caret = before.length
  const token = new QueryTokens(before).all().at(-1)
  if (token === undefined || token.to !== before.length) return []
  // Inside quotes it is a text, whatever it begins like.
  if (token.kind === 'text') return before[token.from] === '"' ? [] : fieldsFor(token.text, token.from, caret)
  if (token.kind !== 'field') return []
  const field = fieldNamed(token.name)
  return field === undefined ? [] : valuesFor(field, before.slice(token.from), token.from, valuesOf)
}

/** Every field, for an empty search. */
export const everyField = (at: number): readonly Completion[] => queryFieldNames.map((field) => fieldAt(field, at, at))

const fieldAt = (field: QueryField, from: number, to: number): Completion => ({
  field,
  value: null,
  text: `${field}:`,
  from,
  to,
})

function fieldsFor(begun: string, from: number, to: number): readonly Completion[] {
  const wanted = begun.toLowerCase()
  return queryFieldNames.filter((field) => field.startsWith(wanted)).map((field) => fieldAt(field, from, to))
}

function valuesFor(field: QueryField, written: string, from: number, valuesOf: ValuesOf): readonly Completion[] {
  const start = startOfLastValue(written)
  const begun = written.slice(start)
  // A closed quote is a value that is there already.
  if (/^".*"$/.test(begun)) return []
  const [, sign = '', partial = ''] = /^([<>]=?)?"?(.*)$/s.exec(begun) ?? []
  const takesSign = queryFields[field].takes === 'rank'
  const wanted = foldText(takesSign ? partial : sign + partial)
  const fitting = offered(field, valuesOf)
    .map((value) => ({ value, folded: foldText(value) }))
    .filter(({ folded }) => folded.includes(wanted) && folded !== wanted)
    .sort((a, b) => Number(b.folded.startsWith(wanted)) - Number(a.folded.startsWith(wanted)))
  return fitting.slice(0, mostOffered).map(({ value }) => ({
    field,
    value: takesSign ? sign + value : value,
    text: `${takesSign ? sign : ''}${/^[^\s",()]+$/.test(value) ? value : `"${value.replaceAll('"', '')}"`} `,
    from: from + start,
    to: from + written.length,
  }))
}

function offered(field: QueryField, valuesOf: ValuesOf): readonly string[] {
  if (queryFields[field].takes === 'time') return times
  return [...wordsOfField(field), ...valuesOf(field)]
}

/** Where the value begins that is being typed: after the colon, or after the last comma that no quote is open at. */
function startOfLastValue(written: string): number {
  let start = written.indexOf(':') + 1
  let isQuoted = false
  for (let at = start; at < written.length; at++) {
    if (written[at] === '"') isQuoted = !isQuoted
    else if (written[at] === ',' && !isQuoted) start = at + 1
  }
  return start
}
