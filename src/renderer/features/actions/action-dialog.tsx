import { useCallback, useRef, useState } from 'react'
import { ActionKind, hasAmount, isForCustomer, isWithin, limitFor, spentOn } from '#shared/domain/desk-action.ts'
import { can } from '#shared/permissions.ts'
import type { Row } from '#shared/tables.ts'
import { DecideFrame } from '#renderer/forms/decide-frame.tsx'
import { MoneyField, amountOf } from '#renderer/forms/money-field.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Field } from '#renderer/ui/field.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextArea } from '#renderer/ui/text-area.tsx'
import { say, sayMoney } from '#renderer/words/say.ts'
import { askAction } from '#renderer/workspace/desk-action-steps.ts'
import { useEscalationRequest } from '#renderer/workspace/escalation-request.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useRow, useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { actionWords } from './action-words.ts'

/** Money, goods or a measure: asked for by whoever works the case, and beyond their limit handed to Tier 2. */
export function ActionDialog() {
  const workspace = useWorkspace()
  const show = useScreen((screen) => screen.show)
  const row = useRow(
    'cases',
    useScreen((screen) => screen.caseId),
  )
  const isPossible =
    row !== undefined &&
    row.status !== 'closed' &&
    row.orderIds.length > 0 &&
    can({ kind: 'agent', agent: workspace.me }).act(row)
  if (row !== undefined && isPossible) return <ActionForm row={row} />
  return (
    <Dialog title={say('action.title')} onClose={() => show(null)} closeLabel={say('common.close')} size="sm">
      <p>{say(row?.status === 'closed' ? 'refused.case-is-closed' : 'action.needs-order')}</p>
    </Dialog>
  )
}

const readLimits = (workspace: Workspace) => workspace.all('limits')

function ActionForm({ row }: { row: Row<'cases'> }) {
  const workspace = useWorkspace()
  const findOrders = useCallback(
    (from: Workspace) => row.orderIds.flatMap((id) => from.get('orders', id) ?? []),
    [row.orderIds],
  )
  const orders = useRows(['orders'], findOrders)
  const limits = useRows(['limits'], readLimits)
  const [kind, setKind] = useState<ActionKind>('refund')
  const [orderId, setOrderId] = useState(() => orders[0]?.id ?? '')
  const [reason, setReason] = useState('')
  const order = orders.find(({ id }) => id === orderId)
  const [typed, setTyped] = useState(() => String(order?.total ?? ''))
  const first = useRef<HTMLSelectElement>(null)
  const amount = hasAmount(kind) ? amountOf(typed) : null
  const currency = order?.currency ?? ''
  const spent = spentOn(workspace.children('actions', row.id), currency)
  const asked = { kind, market: row.market, amount, currency, spent }
  const isMine = isWithin(limits, workspace.me.role, asked)
  const most = limitFor(limits, workspace.me.role, asked)?.most ?? null
  return (
    <DecideFrame
      title={say('action.title')}
      text={say(isMine ? 'action.within' : 'action.beyond')}
      sendWords={say(isMine ? 'action.order' : 'action.ask')}
      sentWords={say(isMine ? 'action.ordered' : 'action.asked')}
      first={first}
      missing={[
        ...(amount === null || amount > 0 ? [] : [{ part: 'amount', label: say('dispute.amount') }]),
        ...(reason.trim() === '' ? [{ part: 'reason', label: say('action.reason') }] : []),
      ]}
      send={() => {
        const partyId = isForCustomer(kind) ? order?.customerId : order?.sellerIds[0]
        if (partyId === undefined || partyId === null) return { refused: 'not-a-party' }
        return askAction(workspace, { caseId: row.id, kind, orderId, partyId, amount, reason: reason.trim() })
      }}
      sent={() => {
        if (isMine) return
        const words = actionWords({ kind, amount, currency })
        const ask = say('action.escalated', { action: words, order: order?.number ?? '', reason: reason.trim() })
        useEscalationRequest
          .getState()
          .ask({ caseId: row.id, reason: 'authority-limit', ask, orderId, evidence: reason.trim() })
        useScreen.getState().show('escalate')
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={say('action.kind')}>
          {(control) => (
            <SelectField
              {...control}
              ref={first}
              value={kind}
              options={ActionKind.options.map((value) => ({ value, label: say(`action-kind.${value}`) }))}
              onChange={setKind}
            />
          )}
        </Field>
        <Field label={say('packet.order')}>
          {(control) => (
            <SelectField
              {...control}
              value={orderId}
              options={orders.map(({ id, number, total, currency: of }) => ({
                value: id,
                label: `${number} · ${sayMoney(total, of)}`,
              }))}
              onChange={setOrderId}
            />
          )}
        </Field>
      </div>
      {hasAmount(kind) && (
        <MoneyField
          label={say('dispute.amount')}
          currency={currency}
          hint={
            most === null
              ? undefined
              : say('action.limit', { amount: sayMoney(most, currency), spent: sayMoney(spent, currency) })
          }
          value={typed}
          onChange={setTyped}
        />
      )}
      <Field label={say('action.reason')}>
        {(control) => (
          <TextArea
            {...control}
            dir="auto"
            data-part="reason"
            rows={2}
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
    </DecideFrame>
  )
}
