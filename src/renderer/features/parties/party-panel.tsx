import { useCallback } from 'react'
import type { Row } from '#shared/tables.ts'
import { ScrollRegion } from '#renderer/ui/scroll-region.tsx'
import { say } from '#renderer/words/say.ts'
import { useRow, useRows } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { OrderCard } from './order-card.tsx'
import { PartyDetails } from './party-details.tsx'

/** Who the case is with, and what they bought. Only what is on this computer. */
export function PartyPanel({ row }: { row: Row<'cases'> }) {
  const party = useRow('parties', row.partyId)
  const findOthers = useCallback(
    (workspace: Workspace) => row.partyIds.slice(1).flatMap((id) => workspace.get('parties', id) ?? []),
    [row.partyIds],
  )
  const findOrders = useCallback(
    (workspace: Workspace) => row.orderIds.flatMap((id) => workspace.get('orders', id) ?? []),
    [row.orderIds],
  )
  const others = useRows(['parties'], findOthers)
  const orders = useRows(['orders'], findOrders)
  return (
    <ScrollRegion label={say('context.party')} className="h-full">
      <section className="border-b border-line-soft px-4 py-3">
        {party === undefined ? (
          <>
            <h2 dir="auto" className="font-semibold wrap-anywhere">
              {row.partyName}
            </h2>
            <p className="mt-1 text-ink-2">{say('parties.missing')}</p>
          </>
        ) : (
          <PartyDetails party={party} />
        )}
      </section>
      {others.length > 0 && (
        <section className="border-b border-line-soft px-4 py-3">
          <h2 className="mb-2 text-sm text-ink-3">{say('parties.others')}</h2>
          <div className="flex flex-col gap-3">
            {others.map((other) => (
              <PartyDetails key={other.id} party={other} />
            ))}
          </div>
        </section>
      )}
      <section className="px-4 py-3">
        <h2 className="mb-2 flex items-baseline gap-2 font-semibold">
          {say('parties.orders')}
          <span className="ml-auto text-sm font-normal text-ink-3">
            {orders.length > 0 && say('parties.orders-count', { n: orders.length })}
          </span>
        </h2>
        {orders.length === 0 ? (
          <p className="text-ink-2">{say('parties.no-orders')}</p>
        ) : (
          <div className="flex flex-col gap-3">
            {orders.map((order) => (
              <OrderCard key={order.id} order={order} />
            ))}
          </div>
        )}
      </section>
    </ScrollRegion>
  )
}
