import { useCallback, useRef, useState } from 'react'
import { DisputeKind } from '#shared/domain/dispute-deadline.ts'
import { Claim, isWorked } from '#shared/domain/dispute.ts'
import { newId } from '#shared/new-id.ts'
import type { Row } from '#shared/tables.ts'
import { DecideFrame } from '#renderer/forms/decide-frame.tsx'
import { Field } from '#renderer/ui/field.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextArea } from '#renderer/ui/text-area.tsx'
import { say, sayMoney } from '#renderer/words/say.ts'
import { openDispute } from '#renderer/workspace/dispute-actions.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { MoneyField, amountOf } from '#renderer/forms/money-field.tsx'

type Kind = (typeof DisputeKind.options)[number]
type Asks = (typeof Claim.shape.asks.options)[number]

/** A dispute about the order that came from elsewhere and nobody has taken up yet. */
const importedOn = (workspace: Workspace, orderId: string): Row<'disputes'> | undefined =>
  workspace.all('disputes').find((dispute) => dispute.orderId === orderId && !isWorked(dispute))

/** Opens a dispute about an order of the case. One that was imported is filled in and taken up. */
export function OpenForm({ row }: { row: Row<'cases'> }) {
  const workspace = useWorkspace()
  const findOrders = useCallback(
    (from: Workspace) => row.orderIds.flatMap((id) => from.get('orders', id) ?? []),
    [row.orderIds],
  )
  const orders = useRows(['orders'], findOrders)
  const [orderId, setOrderId] = useState(() => orders[0]?.id ?? '')
  const order = orders.find(({ id }) => id === orderId)
  const imported = importedOn(workspace, orderId)
  const [kind, setKind] = useState<Kind | ''>(() => DisputeKind.safeParse(imported?.kind).data ?? '')
  const [asks, setAsks] = useState<Asks | ''>('')
  const [text, setText] = useState(imported?.reason ?? '')
  const [typed, setTyped] = useState(() => String(imported?.amount ?? order?.total ?? ''))
  const first = useRef<HTMLSelectElement>(null)
  const amount = amountOf(typed)
  const missing = [
    ...(kind === '' ? [{ part: 'kind', label: say('dispute.kind') }] : []),
    ...(asks === '' ? [{ part: 'asks', label: say('dispute.asks') }] : []),
    ...(text.trim() === '' ? [{ part: 'claim', label: say('dispute.claim') }] : []),
    ...(amount > 0 ? [] : [{ part: 'amount', label: say('dispute.amount') }]),
  ]
  return (
    <DecideFrame
      title={say('dispute.open')}
      text={say('dispute.open-text')}
      sendWords={say('dispute.open')}
      sentWords={say('dispute-turn.opened')}
      first={first}
      missing={missing}
      send={() => {
        const [sellerId] = order?.sellerIds ?? []
        const customerId = order?.customerId ?? null
        if (kind === '' || asks === '' || sellerId === undefined || customerId === null) {
          return { refused: 'not-a-party' }
        }
        const of = { row, disputeId: imported?.id ?? newId() }
        const claim = { asks, text: text.trim() }
        return openDispute(workspace, of, { orderId, sellerId, customerId, kind, claim, amount })
      }}
    >
      <Field label={say('packet.order')}>
        {(control) => (
          <SelectField
            {...control}
            value={orderId}
            options={orders.map(({ id, number, total, currency }) => ({
              value: id,
              label: `${number} · ${sayMoney(total, currency)}`,
            }))}
            onChange={setOrderId}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={say('dispute.kind')}>
          {(control) => (
            <SelectField
              {...control}
              ref={first}
              data-part="kind"
              value={kind}
              placeholder={say('dispute.choose')}
              options={DisputeKind.options.map((value) => ({ value, label: say(`dispute-kind.${value}`) }))}
              onChange={setKind}
            />
          )}
        </Field>
        <Field label={say('dispute.asks')}>
          {(control) => (
            <SelectField
              {...control}
              data-part="asks"
              value={asks}
              placeholder={say('dispute.choose')}
              options={Claim.shape.asks.options.map((value) => ({ value, label: say(`dispute-asks.${value}`) }))}
              onChange={setAsks}
            />
          )}
        </Field>
      </div>
      <Field label={say('dispute.claim')} hint={say('dispute.both-read')}>
        {(control) => (
          <TextArea
            {...control}
            dir="auto"
            data-part="claim"
            maxLength={2000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <MoneyField label={say('dispute.amount')} currency={order?.currency ?? ''} value={typed} onChange={setTyped} />
    </DecideFrame>
  )
}
