import { useCallback } from 'react'
import { driverName } from '#shared/domain/contact-driver.ts'
import type { Row } from '#shared/tables.ts'
import { Tag } from '#renderer/ui/tag.tsx'
import { say, sayAt } from '#renderer/words/say.ts'
import { useRows } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'

interface Fact {
  readonly label: string
  readonly value: string
  /** What the case in front says of it. */
  readonly front: string
}

/** What two cases are compared by, as far as it is said of either. */
function factsOf(workspace: Workspace, front: Row<'cases'>, row: Row<'cases'>): Fact[] {
  const drivers = workspace.all('drivers')
  const ordersOf = ({ orderIds }: Row<'cases'>): string =>
    orderIds.map((id) => workspace.get('orders', id)?.number ?? '').join(', ')
  const said: readonly (readonly [string, (one: Row<'cases'>) => string])[] = [
    [say('compare.party'), (one) => one.partyName],
    [say('compare.status'), (one) => say(`status.${one.status}`)],
    [say('compare.priority'), (one) => say(`priority.${one.priority}`)],
    [say('compare.queue'), (one) => workspace.get('queues', one.queueId)?.name ?? ''],
    [say('compare.orders'), ordersOf],
    [say('compare.driver'), (one) => driverName(drivers, one.driverId) ?? ''],
    [say('compare.tags'), (one) => [...one.tags].sort().join(', ')],
    [say('compare.created'), (one) => sayAt(one.createdAt)],
  ]
  return said
    .map(([label, of]) => ({ label, value: of(row), front: of(front) }))
    .filter(({ value, front: other }) => value !== '' || other !== '')
}

/** What is known of the case beside the one in front; what is the same in both says so. */
export function ComparedFacts({ front, row }: { front: Row<'cases'>; row: Row<'cases'> }) {
  const compute = useCallback((workspace: Workspace) => factsOf(workspace, front, row), [front, row])
  const facts = useRows(['cases', 'orders', 'drivers', 'queues'], compute)
  return (
    <dl className="grid grid-cols-[fit-content(45%)_1fr] gap-x-2 gap-y-0.5 text-sm">
      {facts.map(({ label, value, front: other }) => (
        <div key={label} className="contents">
          <dt className="min-w-23 text-ink-3 wrap-anywhere">{label}</dt>
          <dd dir="auto" className="min-w-0 wrap-anywhere">
            {value === '' ? '–' : value} {value === other && <Tag tone="ok">{say('compare.same')}</Tag>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
