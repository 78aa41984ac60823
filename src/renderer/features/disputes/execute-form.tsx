import { useRef, useState } from 'react'
import { isWithin, spentOn } from '#shared/domain/desk-action.ts'
import type { MoneyOutcome, WorkedDispute } from '#shared/domain/dispute.ts'
import { moneyDue } from '#shared/mutations/dispute-execution.ts'
import type { Row } from '#shared/tables.ts'
import { DecideFrame } from '#renderer/forms/decide-frame.tsx'
import { Field } from '#renderer/ui/field.tsx'
import { TextArea } from '#renderer/ui/text-area.tsx'
import { say } from '#renderer/words/say.ts'
import { executeDispute } from '#renderer/workspace/dispute-actions.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { moneyWords } from './dispute-words.ts'

/** Whether this agent may have so much paid out by themselves. */
function isMine(workspace: Workspace, row: Row<'cases'>, orderId: string, { amount, currency }: MoneyOutcome): boolean {
  const total = workspace.get('orders', orderId)?.total ?? amount
  const kind = amount < total ? ('partial-refund' as const) : ('refund' as const)
  const spent = spentOn(workspace.children('actions', row.id), currency)
  const asked = { kind, market: row.market, amount, currency, spent }
  return amount === 0 || isWithin(workspace.all('limits'), workspace.me.role, asked)
}

/** Has the money of a dispute paid out: within one's limit at once, beyond it when somebody who may has approved it. */
export function ExecuteForm({ row, dispute }: { row: Row<'cases'>; dispute: WorkedDispute }) {
  const workspace = useWorkspace()
  const [reason, setReason] = useState(dispute.work.decision?.clause.text ?? '')
  const first = useRef<HTMLTextAreaElement>(null)
  const money = moneyDue(dispute)
  const isOrdered = money === null || isMine(workspace, row, dispute.orderId, money)
  const sum = money === null ? say('dispute.no-money') : moneyWords(money)
  return (
    <DecideFrame
      title={say('dispute.pay-out')}
      text={`${sum} · ${say(isOrdered ? 'action.within' : 'dispute.pay-out-beyond')}`}
      sendWords={say(isOrdered ? 'action.order' : 'action.ask')}
      sentWords={say(isOrdered ? 'action.ordered' : 'action-state.asked')}
      first={first}
      missing={reason.trim() === '' ? [{ part: 'reason', label: say('action.reason') }] : []}
      send={() => executeDispute(workspace, { row, disputeId: dispute.id }, dispute.orderId, reason.trim())}
    >
      <Field label={say('action.reason')}>
        {(control) => (
          <TextArea
            {...control}
            ref={first}
            dir="auto"
            data-part="reason"
            rows={3}
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
    </DecideFrame>
  )
}
