import { useCallback } from 'react'
import { driverName } from '#shared/domain/contact-driver.ts'
import type { Row } from '#shared/tables.ts'
import { Tag } from '#renderer/ui/tag.tsx'
import { ScrollRegion } from '#renderer/ui/scroll-region.tsx'
import { say, sayAge } from '#renderer/words/say.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useNow } from '#renderer/workspace/use-now.ts'
import { useRows } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'

interface History {
  readonly ofParty: readonly Row<'cases'>[]
  readonly ofOrders: readonly Row<'cases'>[]
}

const mostShown = 60
const byLatest = (a: Row<'cases'>, b: Row<'cases'>): number => b.updatedAt.localeCompare(a.updatedAt, 'en')

function historyOf(workspace: Workspace, row: Row<'cases'>): History {
  const others = workspace.all('cases').filter(({ id }) => id !== row.id)
  const ofParty = others.filter(({ partyIds }) => partyIds.includes(row.partyId))
  const ofOrders = others.filter(
    (other) => !ofParty.includes(other) && other.orderIds.some((id) => row.orderIds.includes(id)),
  )
  return { ofParty: ofParty.sort(byLatest).slice(0, mostShown), ofOrders: ofOrders.sort(byLatest).slice(0, mostShown) }
}

function CaseLines({ cases }: { cases: readonly Row<'cases'>[] }) {
  const openCase = useScreen((screen) => screen.openCase)
  const now = useNow()
  return (
    <ul>
      {cases.map((row) => (
        <li key={row.id}>
          <button
            type="button"
            className="-mx-2 block w-[calc(100%+1rem)] rounded-md px-2 py-1.5 text-left hover:bg-hover"
            onClick={() => openCase(row.id)}
          >
            <span dir="auto" className="line-clamp-2 wrap-anywhere">
              {row.subject === '' ? say('case.no-subject') : row.subject}
            </span>
            <span className="flex flex-wrap items-center gap-x-2 text-xs text-ink-3">
              <span className="tabular-nums">{row.number}</span>
              <Tag>{say(`status.${row.status}`)}</Tag>
              <span>{say('history.changed', { age: sayAge(row.updatedAt, now) })}</span>
              <Outcome row={row} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

const readDrivers = (workspace: Workspace) => workspace.all('drivers')

/** Why the party got in touch then, and what they thought of how it was dealt with. */
function Outcome({ row }: { row: Row<'cases'> }) {
  const drivers = useRows(['drivers'], readDrivers)
  const driver = driverName(drivers, row.driverId)
  return (
    <>
      {driver !== null && <span dir="auto">{driver}</span>}
      {row.satisfaction === 'good' && <Tag tone="ok">{say('history.good')}</Tag>}
      {row.satisfaction === 'bad' && <Tag tone="bad">{say('history.bad')}</Tag>}
    </>
  )
}

/** What was there before: other cases of the party, and other cases about the same orders. */
export function HistoryPanel({ row }: { row: Row<'cases'> }) {
  const compute = useCallback((workspace: Workspace) => historyOf(workspace, row), [row])
  const { ofParty, ofOrders } = useRows(['cases'], compute)
  return (
    <ScrollRegion label={say('context.history')} className="h-full px-4 py-3">
      <h2 className="mb-1 flex items-baseline gap-2 font-semibold">
        <span dir="auto" className="min-w-0 truncate">
          {say('history.cases', { name: row.partyName })}
        </span>
        <span className="ml-auto shrink-0 text-sm font-normal text-ink-3">
          {ofParty.length > 0 && say('history.cases-count', { n: ofParty.length })}
        </span>
      </h2>
      {ofParty.length === 0 ? <p className="text-ink-2">{say('history.no-cases')}</p> : <CaseLines cases={ofParty} />}
      {ofOrders.length > 0 && (
        <>
          <h2 className="mt-4 mb-1 font-semibold">{say('history.about-order')}</h2>
          <CaseLines cases={ofOrders} />
        </>
      )}
    </ScrollRegion>
  )
}
