import { type FormField, fits, isAnswered, valueOf } from '#shared/domain/case-form.ts'
import type { Row } from '#shared/tables.ts'
import { say, sayDay } from '#renderer/words/say.ts'

/** An answer as the form takes it; null: none. */
export type Answer = string | number | boolean | null
export type Answers = { readonly [key: string]: Answer }

/** What the case says in a field, where it is an answer to it: an import may have brought something else. */
export function answerOf(row: Pick<Row<'cases'>, 'fields'>, field: FormField): Answer {
  const value = valueOf(row, field.key)
  const isOne = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  return isOne && fits(field, value) ? value : null
}

/** The answers that are not what the case says already. */
export const changedAnswers = (
  row: Pick<Row<'cases'>, 'fields'>,
  fields: readonly FormField[],
  answers: Answers,
): { [key: string]: Answer } =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const answer = answers[field.key] ?? null
      return answer === answerOf(row, field) ? [] : [[field.key, answer]]
    }),
  )

/** A value of a field for reading: also one that an import brought and the form does not know. */
export function answerWords(field: FormField, value: unknown): string | null {
  if (!isAnswered(value)) return null
  if (typeof value === 'boolean') return say(value ? 'details.yes' : 'details.no')
  if (field.kind === 'date' && typeof value === 'string' && fits(field, value)) return sayDay(`${value}T12:00:00`)
  return typeof value === 'string' ? value : JSON.stringify(value)
}
