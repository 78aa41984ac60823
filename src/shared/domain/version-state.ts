import { z } from 'zod'

/** How far a version of something that is written, reviewed and put in force is: a macro, or an SOP. */
export const VersionState = z.enum(['draft', 'in-review', 'published', 'archived'])
export type VersionState = z.infer<typeof VersionState>

/** Who may make a move: whoever wrote the version; somebody else who may publish it; or the service's clock, too. */
type Mover = 'author' | 'publisher' | 'publisher-or-clock'

interface Move {
  readonly from: readonly VersionState[]
  readonly to: VersionState
  readonly by: Mover
}

/** Every way from one state to another. Whatever is not in this table is refused. */
export const versionMoves = {
  // The reviewer would publish something else than they read: a version that is written on is a draft again.
  save: { from: ['draft', 'in-review'], to: 'draft', by: 'author' },
  'ask-review': { from: ['draft'], to: 'in-review', by: 'author' },
  'send-back': { from: ['in-review'], to: 'draft', by: 'publisher' },
  publish: { from: ['in-review'], to: 'published', by: 'publisher' },
  discard: { from: ['draft', 'in-review'], to: 'archived', by: 'author' },
  end: { from: ['published'], to: 'archived', by: 'publisher-or-clock' },
} as const satisfies { readonly [move: string]: Move }

export type VersionMove = keyof typeof versionMoves

/** Where a move leads from a state; null: the table has no such way. */
export function movedBy(state: VersionState, move: VersionMove): VersionState | null {
  const { from, to }: Move = versionMoves[move]
  return from.includes(state) ? to : null
}

/**
 * Why no clock moves a version on by itself; null: of an SOP its own last day does, and the day from which a later version holds. Nobody who
 * answers a party waits for what is not in force.
 */
export const unendedBecause: {
  readonly [S in VersionState]: 'its-author-writes' | 'somebody-reviews' | 'it-is-over' | null
} = {
  draft: 'its-author-writes',
  'in-review': 'somebody-reviews',
  published: null,
  archived: 'it-is-over',
}
