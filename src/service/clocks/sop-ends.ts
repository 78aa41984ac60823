import { allRows } from '../sync/rows.ts'
import { type DueSop, SopTurns } from './sop-turns.ts'
import type { TurnWork } from './turn-clock.ts'

/** SOPs that go out of force when they expire or a later version holds. */
export const sopEnds = (): TurnWork<DueSop> => ({
  turns: new SopTurns(),
  read: (on) => allRows(on, ['sops']),
  mutation: (due) => ({ name: 'sop.end', args: { ...due } }),
})
