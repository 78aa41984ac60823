import type { Row } from '#shared/tables.ts'
import { Tag } from '#renderer/ui/tag.tsx'
import { say, sayAt, sayMoney } from '#renderer/words/say.ts'
import { KeyValue, KeyValues } from './key-values.tsx'

function amountOf({ amount, currency }: Row<'disputes'>): string | null {
  if (amount === null) return null
  return currency === null ? String(amount) : sayMoney(amount, currency)
}

/** The disputes about one order. */
export function DisputeLines({ disputes }: { disputes: readonly Row<'disputes'>[] }) {
  return (
    <section className="border-t border-line-soft px-3 py-2">
      <h4 className="mb-1 text-sm text-ink-3">{say('order.disputes')}</h4>
      {disputes.map((dispute) => (
        <div key={dispute.id} className="mb-2 last:mb-0">
          <p className="mb-1">
            <Tag tone="legal" title={dispute.kind}>
              {dispute.kind.replaceAll('-', ' ')}
            </Tag>
          </p>
          <KeyValues>
            <KeyValue label={say('dispute.amount')}>{amountOf(dispute)}</KeyValue>
            <KeyValue label={say('dispute.opened')}>
              {dispute.openedAt === null ? null : sayAt(dispute.openedAt)}
            </KeyValue>
            <KeyValue label={say('dispute.reason')}>{dispute.reason}</KeyValue>
            <KeyValue label={say('dispute.brief')}>{dispute.brief}</KeyValue>
          </KeyValues>
        </div>
      ))}
    </section>
  )
}
