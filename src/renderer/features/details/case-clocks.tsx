import { clsx } from 'clsx'
import { Clock, Scale } from 'lucide-react'
import { holderOfClock } from '#shared/clocks/clock-holder.ts'
import type { CaseClock } from '#shared/domain/case-clock.ts'
import { isOpenCase } from '#shared/domain/case.ts'
import type { Row } from '#shared/tables.ts'
import { clockTone, sayStanding, toneClasses } from '#renderer/words/clock-words.ts'
import { say, sayAt, sayDay } from '#renderer/words/say.ts'
import { useNow } from '#renderer/workspace/use-now.ts'
import { useRow } from '#renderer/workspace/use-rows.ts'
import { Part } from './part.tsx'

/** Where a legal deadline comes from, and whether anybody has looked. */
function Source({ legal }: { legal: NonNullable<Row<'clockPolicies'>['legal']> }) {
  const { source, owner, verifiedOn } = legal
  const verified = verifiedOn === null ? say('clock.unverified') : say('clock.verified', { day: sayDay(verifiedOn) })
  return (
    <p dir="auto" className="mt-0.5 text-xs wrap-anywhere text-ink-3">
      {source === '' ? null : <>{say('clock.source', { source })} · </>}
      {owner === '' ? null : <>{say('clock.owner', { owner })} · </>}
      {verified}
    </p>
  )
}

function ClockLine({ clock, row, now }: { clock: CaseClock; row: Row<'cases'>; now: number }) {
  const policy = useRow('clockPolicies', clock.policyId)
  const Icon = clock.kind === 'legal' ? Scale : Clock
  const isRunning = clock.endedAt === undefined && isOpenCase(row)
  const legal = clock.kind === 'legal' ? (policy?.legal ?? null) : null
  return (
    <li className="flex gap-2 py-1">
      <Icon size={13} aria-hidden className="mt-1 shrink-0 text-ink-3" />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium">{say(`clock.kind.${clock.kind}`)}</span>
          <span className={clsx('ml-auto tabular-nums', toneClasses[clockTone(clock, now)])}>
            {sayStanding(clock, now)}
          </span>
        </div>
        <p dir="auto" className="text-sm wrap-anywhere text-ink-2">
          {clock.dueAt !== null && <>{say('clock.due', { at: sayAt(clock.dueAt, new Date(now)) })} · </>}
          {isRunning && <>{say(`clock.holder.${holderOfClock(clock, row)}`)} · </>}
          {policy?.name ?? ''}
        </p>
        {legal !== null && <Source legal={legal} />}
      </div>
    </li>
  )
}

/** What stands still has no end. */
const latest = '9999-12-31T00:00:00.000Z'

/** Those that run first, then those that have ended; each as it is due. */
const inOrder = (a: CaseClock, b: CaseClock): number =>
  Number(a.endedAt !== undefined) - Number(b.endedAt !== undefined) ||
  Date.parse(a.dueAt ?? latest) - Date.parse(b.dueAt ?? latest)

/** Everything promised and demanded on a case, until when, and whose turn it is. */
export function CaseClocks({ row }: { row: Row<'cases'> }) {
  const now = useNow()
  const clocks = [...(row.clocks ?? [])].sort(inOrder)
  const { raised } = row
  return (
    <Part
      title={say('clock.title')}
      action={
        raised !== null && raised !== undefined && isOpenCase(row) ? (
          <span className="text-sm font-medium text-bad">{say('clock.raised', { level: raised.level })}</span>
        ) : undefined
      }
    >
      {clocks.length === 0 ? (
        <p className="text-ink-2">{say('clock.none')}</p>
      ) : (
        <ul className="-my-1 divide-y divide-line-soft">
          {clocks.map((clock) => (
            <ClockLine key={`${clock.kind} ${clock.policyId}`} clock={clock} row={row} now={now} />
          ))}
        </ul>
      )}
    </Part>
  )
}
