import { Case } from '#shared/domain/case.ts'
import { snoozedCases } from '../sync/watched-rows.ts'
import { type DueRow, RowTurns } from './row-turns.ts'
import type { TurnWork } from './turn-clock.ts'

const Snoozed = Case.pick({ id: true, snooze: true })

/** Cases that come back when their snoozes are over. Judged once more in its batch: one may have been put aside anew a moment before. */
export const snoozeEnds = (): TurnWork<DueRow> => ({
  turns: new RowTurns('cases', (row) => {
    const { id, snooze } = Snoozed.parse(row)
    const until = snooze?.until ?? null
    return until === null ? null : { at: until, caseId: id }
  }),
  read: snoozedCases,
  mutation: ({ caseId, at }) => ({ name: 'case.end-snooze', args: { caseId, until: at } }),
})
