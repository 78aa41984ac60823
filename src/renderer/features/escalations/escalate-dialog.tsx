import { useCallback, useMemo, useRef, useState } from 'react'
import { can } from '#shared/permissions.ts'
import type { Row } from '#shared/tables.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import { say } from '#renderer/words/say.ts'
import { resubmitEscalation, submitEscalation } from '#renderer/workspace/case-actions.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useRow, useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { MissingParts, goToPart } from '#renderer/forms/missing-parts.tsx'
import { CaseBriefBox } from './case-brief.tsx'
import { missingIn, packetOf, saidSoFar } from './packet-draft.ts'
import { PacketFields } from './packet-fields.tsx'
import { ReturnedBox } from './returned-box.tsx'
import { refusedHandover, tier2Queues, useEscalationDraft } from './use-escalation-draft.ts'
import { useSendKey } from '#renderer/ui/use-send-key.ts'

/** The form that hands a case to Tier 2, and that completes one which was returned. */
export function EscalateDialog() {
  const workspace = useWorkspace()
  const show = useScreen((screen) => screen.show)
  const row = useRow(
    'cases',
    useScreen((screen) => screen.caseId),
  )
  const escalation = useRow('escalations', row?.escalation?.id)
  const returned = escalation?.state === 'returned' ? escalation : undefined
  const may = can({ kind: 'agent', agent: workspace.me })
  const isPossible = row !== undefined && (returned === undefined ? may.escalate(row) : may.followUp(returned, row))
  if (row === undefined || !isPossible || row.status === 'closed') {
    return (
      <Dialog
        title={say('escalate.not-possible')}
        onClose={() => show(null)}
        closeLabel={say('escalate.cancel')}
        size="sm"
      >
        <p>
          {say(
            row?.status === 'closed'
              ? 'refused.case-is-closed'
              : row?.escalation
                ? 'refused.escalation-is-open'
                : 'refused.not-allowed',
          )}
        </p>
      </Dialog>
    )
  }
  return <EscalateForm row={row} returned={returned} />
}

function EscalateForm({ row, returned }: { row: Row<'cases'>; returned: Row<'escalations'> | undefined }) {
  const workspace = useWorkspace()
  const show = useScreen((screen) => screen.show)
  const { draft, change, done } = useEscalationDraft(row, returned)
  const [refusal, setRefusal] = useState<string | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const queues = useRows(['queues'], tier2Queues)
  const findOrders = useCallback(
    (from: Workspace) => row.orderIds.flatMap((id) => from.get('orders', id) ?? []),
    [row.orderIds],
  )
  const orders = useRows(['orders'], findOrders)
  const missing = missingIn(draft)
  const said = useMemo(() => saidSoFar(draft), [draft])
  const send = (): void => {
    const [first] = missing
    if (first !== undefined) return goToPart(form.current, first)
    const packet = packetOf(draft, {
      market: row.market,
      order: workspace.get('orders', draft.order),
      sop: workspace.get('sops', draft.sop),
    })
    if (packet === null) return setRefusal(say('refused.bad-arguments'))
    const handed = { queueId: draft.queueId, packet }
    const refused = refusedHandover(workspace, row.id)
    const named =
      returned === undefined
        ? submitEscalation(workspace, row.id, handed)
        : resubmitEscalation(workspace, { caseId: row.id, escalationId: returned.id }, handed)
    if ('refused' in named) return setRefusal(say(`refused.${named.refused}`))
    tellOutcome({ tell: notify }, named)
    // The earlier one that was refused lives on in this one.
    if (refused !== undefined) void workspace.unpark(refused.opId)
    done()
    show(null)
    const queue = workspace.get('queues', draft.queueId)?.name ?? ''
    notify(say(workspace.sync.connection === 'online' ? 'escalate.sent' : 'escalate.saved', { queue }))
  }
  useSendKey(form, send)
  return (
    <Dialog
      title={say(returned === undefined ? 'escalate.title' : 'escalate.title-again', { number: row.number })}
      description={say('escalate.text')}
      onClose={() => show(null)}
      closeLabel={say('escalate.cancel')}
      size="lg"
      footer={
        <>
          <MissingParts
            missing={missing.map((part) => ({ part, label: say(`missing.${part}`) }))}
            onGo={(part) => goToPart(form.current, part)}
          />
          <div className="flex gap-2">
            <Button onClick={() => show(null)} title={say('escalate.kept')}>
              {say('escalate.cancel')}
            </Button>
            <Button look="primary" keys={say('composer.keys')} onClick={send}>
              {say(returned === undefined ? 'escalate.send' : 'escalate.send-again')}
            </Button>
          </div>
        </>
      }
    >
      <form ref={form} onSubmit={(event) => event.preventDefault()}>
        {returned !== undefined && <ReturnedBox escalation={returned} />}
        {queues.length === 0 && <p className="mb-3 text-bad">{say('escalate.no-queues')}</p>}
        <PacketFields draft={draft} market={row.market} queues={queues} orders={orders} onChange={change} />
        <div className="mt-5 border-t border-line pt-3">
          <h2 className="mb-2 font-medium">{say('brief.in-form')}</h2>
          <CaseBriefBox row={row} packet={said} />
        </div>
        {refusal !== null && (
          <p role="alert" className="mt-3 text-bad">
            {refusal}
          </p>
        )}
      </form>
    </Dialog>
  )
}
