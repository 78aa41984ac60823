import { Escalation } from '#shared/domain/escalation.ts'
import { newId } from '#shared/new-id.ts'
import { raisable } from '../sync/rows.ts'
import type { Dueness } from './row-clock.ts'

const Raisable = Escalation.pick({ raiseAt: true, caseId: true })

/** When escalations are raised by themselves. */
export const escalationRaises: Dueness = {
  table: 'escalations',
  load: (on) => raisable(on, 'escalations'),
  dueIn: (row) => {
    const { raiseAt, caseId } = Raisable.parse(row)
    return raiseAt === null || raiseAt === undefined ? null : { at: raiseAt, caseId }
  },
  mutation: ({ id, at }, caseId) => ({
    name: 'escalation.raise',
    args: { caseId, escalationId: id, at, eventId: newId() },
  }),
}
