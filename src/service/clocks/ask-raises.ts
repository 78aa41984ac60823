import { SupervisorAsk } from '#shared/domain/supervisor-ask.ts'
import { raisable } from '../sync/watched-rows.ts'
import { type DueRow, RowTurns } from './row-turns.ts'
import type { TurnWork } from './turn-clock.ts'

const Raisable = SupervisorAsk.pick({ raiseAt: true, caseId: true })

/** When what is asked of supervisors is raised by itself. */
export const askRaises = (): TurnWork<DueRow> => ({
  turns: new RowTurns('asks', (row) => {
    const { raiseAt, caseId } = Raisable.parse(row)
    return raiseAt === null ? null : { at: raiseAt, caseId }
  }),
  read: (on) => raisable(on, 'asks'),
  mutation: ({ id, at, caseId }) => ({ name: 'ask.raise', args: { caseId, askId: id, at } }),
})
