import { clsx } from 'clsx'
import { useCallback } from 'react'
import { ChevronRight } from 'lucide-react'
import type { Row } from '#shared/tables.ts'
import { ScrollRegion } from '#renderer/ui/scroll-region.tsx'
import { say } from '#renderer/words/say.ts'
import { useRow, useRows } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { OrderCard } from './order-card.tsx'
import { PartyDetails } from './party-details.tsx'

/** With more of the other parties than this, each shows its name only until it is asked for. */
const mostWhole = 2

const FoldedParty = ({ party, of }: { party: Row<'parties'>; of: Row<'cases'> }) => (
  <details className="group/party">
    <summary className="-mx-2 flex cursor-default list-none items-center gap-1.5 rounded-md px-2 py-0.5 hover:bg-hover">
      <ChevronRight size={13} aria-hidden className="shrink-0 text-ink-3 group-open/party:rotate-90" />
      <bdi className="min-w-0 truncate">{party.name}</bdi>
      <span className="shrink-0 text-sm text-ink-3">{say(`party-kind.${party.kind}`)}</span>
    </summary>
    <div className="py-1 ps-4.5">
      <PartyDetails party={party} of={of} isNamed={false} />
    </div>
  </details>
)

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
          <PartyDetails party={party} of={row} />
        )}
      </section>
      {others.length > 0 && (
        <section className="border-b border-line-soft px-4 py-3">
          <h2 className="mb-2 text-sm text-ink-3">{say('parties.others')}</h2>
          <div className={clsx('flex flex-col', others.length > mostWhole ? 'gap-1' : 'gap-3')}>
            {others.map((other) =>
              others.length > mostWhole ? (
                <FoldedParty key={other.id} party={other} of={row} />
              ) : (
                <PartyDetails key={other.id} party={other} of={row} />
              ),
            )}
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
