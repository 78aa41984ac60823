import type { Pool } from 'pg'
import { DeskAction } from '#shared/domain/desk-action.ts'
import { Dispute } from '#shared/domain/dispute.ts'
import { paymentRefusal } from '#shared/mutations/dispute-execution.ts'
import { rowsById } from '../sync/rows.ts'
import type { IsDue } from './execute-action.ts'

/** Asks the rows, as they are committed, whether the dispute of an action still calls for it. */
export const calledFor =
  (pool: Pool): IsDue =>
  async (actionId, disputeId) => {
    const rows = await rowsById(pool, [
      { table: 'actions', id: actionId },
      { table: 'disputes', id: disputeId },
    ])
    const rowOf = (id: string) => rows.find((one) => one.id === id)?.row
    const action = DeskAction.safeParse(rowOf(actionId))
    const dispute = Dispute.safeParse(rowOf(disputeId))
    return action.success && paymentRefusal(dispute.data, action.data) === null
  }
