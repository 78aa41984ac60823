import { Fragment, useMemo } from 'react'
import { QueryTokens } from '#shared/case-query/query-tokens.ts'
import type { QueryProblem } from '#shared/case-query/query-node.ts'

interface Piece {
  readonly at: number
  readonly text: string
  readonly look: 'plain' | 'field' | 'wrong'
}

/** The text cut into what stands out in it: names of fields, and what is not understood. */
function piecesOf(text: string, problems: readonly QueryProblem[]): Piece[] {
  const wrong = problems.filter(({ why }) => why !== 'no-value')
  const pieces: Piece[] = []
  let from = 0
  const add = (to: number, look: Piece['look']): void => {
    if (to > from) pieces.push({ at: from, text: text.slice(from, to), look })
    from = Math.max(from, to)
  }
  for (const token of new QueryTokens(text).all()) {
    add(token.from, 'plain')
    const isWrong = wrong.some((problem) => problem.from === token.from)
    if (isWrong) add(token.to, 'wrong')
    else if (token.kind === 'field') add(text.indexOf(':', token.from) + 1, 'field')
    else if (token.kind !== 'text') add(token.to, 'field')
    add(token.to, 'plain')
  }
  add(text.length, 'plain')
  return pieces
}

const looks = {
  plain: '',
  field: 'text-accent',
  wrong: 'text-bad underline decoration-wavy decoration-1 underline-offset-3',
} as const

/** The text of the search as it is understood, to lie exactly over a field that shows none of its own. */
export function MarkedSearch({ text, problems }: { text: string; problems: readonly QueryProblem[] }) {
  const pieces = useMemo(() => piecesOf(text, problems), [text, problems])
  return pieces.map(({ at, text: piece, look }) => (
    <Fragment key={at}>{look === 'plain' ? piece : <span className={looks[look]}>{piece}</span>}</Fragment>
  ))
}
