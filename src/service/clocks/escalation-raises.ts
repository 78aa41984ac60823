import { Escalation } from '#shared/domain/escalation.ts'
import { newId } from '#shared/new-id.ts'
import { raisable } from '../sync/watched-rows.ts'
import { type DueRow, RowTurns } from './row-turns.ts'
import type { TurnWork } from './turn-clock.ts'

const Raisable = Escalation.pick({ raiseAt: true, caseId: true })

/** When escalations are raised by themselves. */
export const escalationRaises = (): TurnWork<DueRow> => ({
  turns: new RowTurns('escalations', (row) => {
    const { raiseAt, caseId } = Raisable.parse(row)
    return raiseAt === null || raiseAt === undefined ? null : { at: raiseAt, caseId }
  }),
  read: (on) => raisable(on, 'escalations'),
  mutation: ({ id, at, caseId }) => ({
    name: 'escalation.raise',
    args: { caseId, escalationId: id, at, eventId: newId() },
  }),
})
