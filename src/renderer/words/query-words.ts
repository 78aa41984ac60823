import { fieldNamed, wordsOfField } from '#shared/case-query/query-fields.ts'
import type { QueryProblem } from '#shared/case-query/query-node.ts'
import { say } from './say.ts'

/** What is wrong with a search, and what would be right; null for a part that is still being typed. */
function sayProblem({ why, field, value }: QueryProblem): string | null {
  if (why === 'no-value') return null
  const known = fieldNamed(field)
  const words = known === undefined ? '' : wordsOfField(known).join(', ')
  return say(`query.problem.${why}`, { field, value, words })
}

/** The first thing that is wrong with a search; null where nothing is, or it is still being typed. */
export function sayFirstProblem(problems: readonly QueryProblem[]): string | null {
  for (const problem of problems) {
    const words = sayProblem(problem)
    if (words !== null) return words
  }
  return null
}
