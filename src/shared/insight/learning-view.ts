import type { Scope } from '../audience.ts'
import { hashOf } from './feature.ts'

/**
 * What of somebody's scopes decides from which cases is learnt for them: all but what they hold as a person and by their role, so that
 * those who work the same queues in the same markets share what was learnt. Rows that they see by those two as well are left out, which
 * never shows too much.
 */
export const learningScopes = (held: readonly Scope[]): Scope[] =>
  held.filter((scope) => !scope.startsWith('a/') && !scope.startsWith('r/'))

/** A short name of such scopes, the same in the window and in the service: what was learnt for other ones must not be used any more. */
export function learningView(held: readonly Scope[]): string {
  const text = learningScopes(held).join('\n')
  return [`${text.length}`, hashOf(text).toString(36), hashOf(`${text}\n`).toString(36)].join('-')
}
