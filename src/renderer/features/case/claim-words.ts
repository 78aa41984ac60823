import type { PresenceTold } from '#shared/sync/protocol.ts'
import type { Row } from '#shared/tables.ts'
import type { LastHeard } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'

/** What decides how long a case stays with whoever has it. */
export interface ClaimView {
  readonly row: Pick<Row<'cases'>, 'assigneeId' | 'claim'>
  readonly meId: string
  readonly isOffline: boolean
  /** Whether the claim has not reached the service yet. */
  readonly isWaiting: boolean
  readonly heard: LastHeard
  readonly told: PresenceTold | null
}

/** Minutes and seconds that are left, as 1:40. */
export function sayLeft(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** Whether what is said of the claim counts down. */
export const isCounting = ({ row, meId, isOffline, told }: ClaimView): boolean =>
  row.claim?.agentId === meId ? isOffline : told?.lease !== undefined && told.lease.agentId === row.assigneeId

/** How safe the case is with whoever has it, or null where there is nothing to be said. `now` in milliseconds since 1970. */
export function claimWords(
  view: ClaimView,
  now: number,
): { readonly text: string; readonly isWarning: boolean } | null {
  const { row, meId, isOffline, isWaiting, heard, told } = view
  if (row.assigneeId === null) return null
  if (row.claim?.agentId === meId) {
    if (!isOffline) return null
    if (isWaiting) return { text: say('claim.waits'), isWarning: false }
    // The service noticed the loss no earlier than it last spoke, so the case is safe for at least this long.
    const left = heard.at === null || heard.leaseMs === null ? 0 : heard.at + heard.leaseMs - now
    return left > 0
      ? { text: say('claim.offline', { left: sayLeft(left) }), isWarning: false }
      : { text: say('claim.maybe-over'), isWarning: true }
  }
  const lease = told?.lease
  if (lease === undefined || lease.agentId !== row.assigneeId || isOffline) return null
  const left = Date.parse(lease.until) - (now + heard.aheadMs)
  return {
    text: left > 0 ? say('claim.away', { left: sayLeft(left) }) : say('claim.away-over'),
    isWarning: false,
  }
}
