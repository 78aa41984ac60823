import { clsx } from 'clsx'
import { Clock, Scale } from 'lucide-react'
import { holderOfClock } from '#shared/clocks/clock-holder.ts'
import { nextLegal, nextPromise } from '#shared/clocks/next-due.ts'
import type { CaseClock } from '#shared/domain/case-clock.ts'
import { isOpenCase } from '#shared/domain/case.ts'
import type { Row } from '#shared/tables.ts'
import { clockTone, sayStanding, toneClasses } from '#renderer/words/clock-words.ts'
import { say, sayAge } from '#renderer/words/say.ts'
import { useNow, useSeconds } from '#renderer/workspace/use-now.ts'

type CaseRow = Row<'cases'>

/** How long a party may wait before it shows, in hours, where nothing is promised. */
const waits = { warn: 4, bad: 24 }
/** From here on it is counted in seconds. */
const nearMs = 2 * 60_000

function Waiting({ row }: { row: CaseRow }) {
  const now = useNow()
  if (row.waitingSince === null) return null
  const hours = (now - Date.parse(row.waitingSince)) / 3_600_000
  const tone = hours >= waits.bad ? 'bad' : hours >= waits.warn ? 'warn' : 'plain'
  return (
    <span className={clsx('inline-flex items-center gap-1 tabular-nums', toneClasses[tone])}>
      <Clock size={12} aria-hidden />
      {say('case.waiting', { age: sayAge(row.waitingSince, now) })}
    </span>
  )
}

/** What was promised and stands still, with the least left. */
const standingStill = ({ clocks = [] }: CaseRow): CaseClock | null =>
  clocks
    .filter(({ kind, endedAt, dueAt }) => kind !== 'legal' && endedAt === undefined && dueAt === null)
    .sort((a, b) => (a.leftMs ?? 0) - (b.leftMs ?? 0))[0] ?? null

function OneClock({ clock, row }: { clock: CaseClock; row: CaseRow }) {
  const ages = useNow()
  const isNear = clock.dueAt !== null && Math.abs(Date.parse(clock.dueAt) - ages) < nearMs
  const seconds = useSeconds(isNear)
  const now = isNear ? seconds : ages
  const Icon = clock.kind === 'legal' ? Scale : Clock
  return (
    <span className={clsx('inline-flex items-center gap-1 tabular-nums', toneClasses[clockTone(clock, now)])}>
      <Icon size={12} aria-hidden />
      <span>
        {say(`clock.kind.${clock.kind}`)}: {sayStanding(clock, now)}
        <span className="font-normal text-ink-3"> · {say(`clock.holder.${holderOfClock(clock, row)}`)}</span>
      </span>
    </span>
  )
}

/** What is promised next and what the law demands, side by side; where neither is, how long they wait. */
export function HeaderClocks({ row }: { row: CaseRow }) {
  if (!isOpenCase(row)) return null
  const promise = nextPromise(row) ?? standingStill(row)
  const legal = nextLegal(row)
  if (promise === null && legal === null) return <Waiting row={row} />
  return (
    <>
      {promise !== null && <OneClock clock={promise} row={row} />}
      {legal !== null && <OneClock clock={legal} row={row} />}
    </>
  )
}
