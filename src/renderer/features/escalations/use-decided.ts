import { type EscalationState, canMove } from '#shared/domain/escalation-state.ts'
import type { Row } from '#shared/tables.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useRow } from '#renderer/workspace/use-rows.ts'

/** The open case with the escalation that is to be decided. */
export interface Decided {
  readonly row: Row<'cases'>
  readonly escalation: Row<'escalations'>
}

/** The open case and its escalation where that can come to `to`; null where it has moved on meanwhile. */
export function useDecided(to: EscalationState): Decided | null {
  const row = useRow(
    'cases',
    useScreen((screen) => screen.caseId),
  )
  const escalation = useRow('escalations', row?.escalation?.id)
  if (row === undefined || escalation === undefined || !canMove(escalation.state, to)) return null
  return { row, escalation }
}
