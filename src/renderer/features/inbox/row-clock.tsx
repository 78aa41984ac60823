import { clsx } from 'clsx'
import { type FirstDue, firstDueOf, nextLegal, nextPromise } from '#shared/clocks/next-due.ts'
import { isOpenCase } from '#shared/domain/case.ts'
import type { Row } from '#shared/tables.ts'
import { Tag } from '#renderer/ui/tag.tsx'
import { clockTone, saySpan, sayStanding, toneClasses } from '#renderer/words/clock-words.ts'
import { say, sayAge } from '#renderer/words/say.ts'
import type { ViewId } from '#renderer/workspace/case-lists.ts'
import { isTierTwo } from '#renderer/workspace/tier-two-order.ts'

interface RowClockProps {
  readonly row: Row<'cases'>
  /** In milliseconds since 1970. */
  readonly now: number
}

/** Which clock the rows of a list show: what the list is put in order by. */
export type ListClock = 'promise' | 'first-due' | 'answer'

export const listClockOf = (view: ViewId): ListClock =>
  view === 'asked' ? 'answer' : isTierTwo(view) ? 'first-due' : 'promise'

const place = 'shrink-0 text-xs tabular-nums compact:order-last'

function Age({ row, now }: RowClockProps) {
  if (row.waitingSince !== null) {
    const age = sayAge(row.waitingSince, now)
    return (
      <span title={say('list.waiting-for', { age })} className={clsx(place, 'text-ink-3')}>
        <span className="compact:sr-only">{say('list.waiting')}</span>{' '}
        <span className="font-medium text-ink">{age}</span>
      </span>
    )
  }
  const words =
    row.lastReplyAt === null ? 'list.changed' : row.lastReplyBy === 'desk' ? 'list.answered' : 'list.no-answer-due'
  return (
    <span className={clsx(place, 'text-ink-3')}>
      <span className="compact:sr-only">{say(words)}</span> {sayAge(row.lastReplyAt ?? row.updatedAt, now)}
    </span>
  )
}

/** What was promised that is due first; where nothing is, since when they wait, or what was said last. */
function PromiseClock({ row, now }: RowClockProps) {
  const next = isOpenCase(row) ? nextPromise(row) : null
  if (next === null) return <Age row={row} now={now} />
  const waits = row.waitingSince === null ? undefined : say('list.waiting-for', { age: sayAge(row.waitingSince, now) })
  const tone = clockTone(next, now)
  return (
    <span title={waits} className={clsx(place, tone === 'plain' ? 'text-ink-3' : toneClasses[tone])}>
      <span className="compact:sr-only">{say(`clock.kind.${next.kind}`)}</span> {sayStanding(next, now)}
    </span>
  )
}

/** From here on what is owed is close, in milliseconds. */
const nearMs = 30 * 60_000

const dueWords = ({ by }: FirstDue): string => {
  switch (by) {
    case 'tier-2-promise':
      return say('escalation-due.promise')
    case 'tier-2-update':
      return say('escalation-due.update')
    case 'tier-2-queue':
      return say('escalation-due.queue')
    case 'tier-2-turn':
      return say('escalation-due.turn')
    case 'dispute':
      return say('brief.dispute')
    default:
      return say(`clock.kind.${by}`)
  }
}

interface DueClockProps {
  /** ISO 8601. */
  readonly at: string
  readonly words: string
  readonly now: number
}

/** What is due, and for how long still, or how long it has been. */
function DueClock({ at, words, now }: DueClockProps) {
  const leftMs = Date.parse(at) - now
  const tone = leftMs <= 0 ? 'bad' : leftMs < nearMs ? 'warn' : 'plain'
  const time = saySpan(Math.abs(leftMs))
  return (
    <span title={words} className={clsx(place, tone === 'plain' ? 'text-ink-3' : toneClasses[tone])}>
      <span className="compact:sr-only">{words}</span> {say(leftMs <= 0 ? 'clock.over' : 'clock.left', { time })}
    </span>
  )
}

/** What a list of Tier 2 is put in order by: whichever clock runs out first, and which one that is. */
function FirstDueClock({ row, now }: RowClockProps) {
  const due = firstDueOf(row)
  return due === null ? <Age row={row} now={now} /> : <DueClock at={due.at} words={dueWords(due)} now={now} />
}

/** What is asked of whoever leads: until when they answer. */
function AskClock({ row, now }: RowClockProps) {
  const at = row.ask?.dueAt ?? null
  return at === null ? (
    <PromiseClock row={row} now={now} />
  ) : (
    <DueClock at={at} words={say('list.answer-due')} now={now} />
  )
}

const clocks = { promise: PromiseClock, 'first-due': FirstDueClock, answer: AskClock } as const

/** The clock of a case in a list. */
export function RowClock({ goesBy, ...of }: RowClockProps & { readonly goesBy: ListClock }) {
  const Clock = clocks[goesBy]
  return <Clock {...of} />
}

/** A legal deadline that is close or over. */
export function LegalTag({ row, now }: RowClockProps) {
  const legal = isOpenCase(row) ? nextLegal(row) : null
  const tone = legal === null ? 'plain' : clockTone(legal, now)
  if (legal === null || tone === 'plain') return null
  const time = sayStanding(legal, now)
  return (
    <Tag tone={tone} title={say('list.legal-text', { time })}>
      {say('list.legal', { time })}
    </Tag>
  )
}
