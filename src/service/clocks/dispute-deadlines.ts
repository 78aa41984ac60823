import { Dispute } from '#shared/domain/dispute.ts'
import { newId } from '#shared/new-id.ts'
import { runningDisputes } from '../sync/watched-rows.ts'
import { type DueRow, RowTurns } from './row-turns.ts'
import type { TurnWork } from './turn-clock.ts'

const Worked = Dispute.pick({ work: true })

/** The deadlines of disputes: what comes of one when it has passed. One of which the desk was told is over with. */
export const disputeDeadlines = (): TurnWork<DueRow> => ({
  turns: new RowTurns('disputes', (row) => {
    const { work } = Worked.parse(row)
    if (work === null || work === undefined || !work.clock.runs || work.clock.overdueSince !== null) return null
    return { at: work.clock.at, caseId: work.caseId }
  }),
  read: runningDisputes,
  mutation: ({ id, at, caseId }) => ({
    name: 'dispute.expire',
    args: { caseId, disputeId: id, at, eventId: newId(), customerMessageId: newId(), sellerMessageId: newId() },
  }),
})
