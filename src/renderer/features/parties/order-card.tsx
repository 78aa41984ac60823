import { useCallback } from 'react'
import type { Row } from '#shared/tables.ts'
import { Tag } from '#renderer/ui/tag.tsx'
import { say, sayAt, sayMoney } from '#renderer/words/say.ts'
import { useRows } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { DisputeLines } from './dispute-lines.tsx'
import { KeyValue, KeyValues } from './key-values.tsx'

const isLate = ({ shippedAt, requiredAt }: Row<'orders'>): boolean =>
  shippedAt !== null && requiredAt !== null && shippedAt > requiredAt

const at = (instant: string | null): string | null => (instant === null ? null : sayAt(instant))

/** One order: how it stands, what was bought, and the disputes about it. */
export function OrderCard({ order }: { order: Row<'orders'> }) {
  const find = useCallback(
    (workspace: Workspace) => workspace.all('disputes').filter(({ orderId }) => orderId === order.id),
    [order.id],
  )
  const disputes = useRows(['disputes'], find)
  return (
    <article className="rounded-lg border border-line bg-raise">
      <h3 className="flex flex-wrap items-baseline gap-2 px-3 pt-2 font-medium">
        <span className="select-text">{order.number}</span>
        <Tag>{order.status}</Tag>
        <span className="ml-auto tabular-nums">{sayMoney(order.total, order.currency)}</span>
      </h3>
      <div className="px-3 py-2">
        <KeyValues>
          <KeyValue label={say('order.placed')}>{at(order.placedAt)}</KeyValue>
          <KeyValue label={say('order.shipped')}>{at(order.shippedAt)}</KeyValue>
          <KeyValue label={say('order.required')}>
            {order.requiredAt === null ? null : (
              <>
                {at(order.requiredAt)}
                {isLate(order) && <span className="block text-warn">{say('order.late')}</span>}
              </>
            )}
          </KeyValue>
          <KeyValue label={say('order.address')}>{order.address}</KeyValue>
        </KeyValues>
      </div>
      <ul aria-label={say('order.lines')} className="border-t border-line-soft px-3 py-2">
        {order.lines.map((line) => (
          <li key={`${line.sku} ${line.name}`} className="flex gap-2 py-0.5">
            <span className="min-w-8 shrink-0 text-right whitespace-nowrap text-ink-3 tabular-nums">
              {say('order.quantity', { n: line.quantity })}
            </span>
            <span className="min-w-0 flex-1">
              <span dir="auto" className="wrap-anywhere">
                {line.name}
              </span>
              {line.note !== null && <span className="block text-sm text-ink-3">{line.note}</span>}
            </span>
            <span className="shrink-0 tabular-nums">{sayMoney(line.unitPrice * line.quantity, order.currency)}</span>
          </li>
        ))}
      </ul>
      {disputes.length > 0 && <DisputeLines disputes={disputes} />}
    </article>
  )
}
