import { SupervisorAsk } from '#shared/domain/supervisor-ask.ts'
import { raisable } from '../sync/rows.ts'
import type { Dueness } from './row-clock.ts'

const Raisable = SupervisorAsk.pick({ raiseAt: true, caseId: true })

/** When what is asked of supervisors is raised by itself. */
export const askRaises: Dueness = {
  table: 'asks',
  load: (on) => raisable(on, 'asks'),
  dueIn: (row) => {
    const { raiseAt, caseId } = Raisable.parse(row)
    return raiseAt === null ? null : { at: raiseAt, caseId }
  },
  mutation: ({ id, at }, caseId) => ({ name: 'ask.raise', args: { caseId, askId: id, at } }),
}
