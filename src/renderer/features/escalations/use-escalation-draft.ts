import { useCallback, useState } from 'react'
import type { EscalationPacket } from '#shared/domain/escalation.ts'
import { fittingQueue } from '#shared/fitting-queue.ts'
import type { Row } from '#shared/tables.ts'
import { useEscalationRequest } from '#renderer/workspace/escalation-request.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { triedOn } from '#renderer/workspace/sop-work.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { ParkedEntry, Workspace } from '#renderer/workspace/workspace.ts'
import { type PacketDraft, draftOf, freshDraft } from './packet-draft.ts'

// What was begun and not sent, by case: closing the form by mistake must not cost it.
const begun = new Map<string, PacketDraft>()

/** A refused hand-over of this case, whose text is still here. */
export const refusedHandover = (workspace: Workspace, caseId: string): ParkedEntry | undefined =>
  workspace
    .parked()
    .find(
      ({ name, args }) =>
        (name === 'escalation.submit' || name === 'escalation.resubmit') &&
        (args as { caseId?: unknown }).caseId === caseId,
    )

/** The queues that Tier 2 takes its work from, in their order. */
export const tier2Queues = (workspace: Workspace): Row<'queues'>[] =>
  workspace
    .all('queues')
    .filter(({ kind }) => kind === 'escalations')
    .sort((a, b) => a.position - b.position || a.name.localeCompare(b.name))

/** A hand-over that something else led to: it begins anew, whatever was begun before. */
function requestedDraft(workspace: Workspace, row: Row<'cases'>): PacketDraft | null {
  const request = useEscalationRequest.getState().take(row.id)
  if (request === null) return null
  const { reason, ask, orderId, evidence } = request
  const plain = plainDraft(workspace, row)
  const queueId =
    plain.queueId === '' ? (fittingQueue(tier2Queues(workspace), reason, row.market)?.id ?? '') : plain.queueId
  return { ...plain, queueId, reason, ask, order: orderId, evidence }
}

function plainDraft(workspace: Workspace, row: Row<'cases'>): PacketDraft {
  const queues = tier2Queues(workspace)
  const only = queues.length === 1 ? queues[0]?.id : undefined
  const tried = triedOn(workspace, row.id)
  const fresh = freshDraft({
    orderId: row.orderIds[0],
    sopId: tried?.sopId ?? useScreen.getState().sopId,
    queueId: only ?? '',
  })
  // What was done by the SOP is told as it was done; there is always a line to add to it.
  if (tried === null) return fresh
  const steps = [...tried.done.map((one, key) => ({ key, ...one })), { key: tried.done.length, step: '', result: '' }]
  return { ...fresh, steps, evidence: tried.evidence }
}

function firstDraft(workspace: Workspace, row: Row<'cases'>, returned: Row<'escalations'> | undefined): PacketDraft {
  const refused = refusedHandover(workspace, row.id)
  if (refused !== undefined) {
    const { packet, queueId } = refused.args as { packet: EscalationPacket; queueId: string }
    return draftOf(packet, queueId)
  }
  if (returned !== undefined && returned.packet !== null) return draftOf(returned.packet, returned.queueId)
  return plainDraft(workspace, row)
}

/** The hand-over being written on a case; `done` forgets it once it was sent. */
export function useEscalationDraft(
  row: Row<'cases'>,
  returned: Row<'escalations'> | undefined,
): { draft: PacketDraft; change: (part: Partial<PacketDraft>) => void; done: () => void } {
  const workspace = useWorkspace()
  const [draft, setDraft] = useState(
    () => requestedDraft(workspace, row) ?? begun.get(row.id) ?? firstDraft(workspace, row, returned),
  )
  const change = useCallback(
    (part: Partial<PacketDraft>) =>
      setDraft((before) => {
        const next = { ...before, ...part }
        begun.set(row.id, next)
        return next
      }),
    [row.id],
  )
  const done = useCallback(() => begun.delete(row.id), [row.id])
  return { draft, change, done }
}
