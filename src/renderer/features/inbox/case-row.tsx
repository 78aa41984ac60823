import { clsx } from 'clsx'
import { Check } from 'lucide-react'
import { memo } from 'react'
import type { SearchHit } from '#shared/sync/search-protocol.ts'
import { isSnoozed, wokenBy } from '#shared/domain/case.ts'
import type { Unseen } from '#shared/domain/unseen.ts'
import type { Row } from '#shared/tables.ts'
import { Avatar } from '#renderer/ui/avatar.tsx'
import { Tag, type Tone } from '#renderer/ui/tag.tsx'
import { say, sayAhead, sayAt } from '#renderer/words/say.ts'
import { markedParts } from './marked-parts.ts'
import { PriorityMark } from './priority-mark.tsx'
import { LegalTag, type ListClock, RowClock } from './row-clock.tsx'

type CaseRowData = Row<'cases'>

export interface CaseRowProps {
  row: CaseRowData
  /** In milliseconds since 1970. */
  now: number
  isCursor: boolean
  isOpen: boolean
  /** The next step is about it and the others that are selected. */
  isSelected: boolean
  /** Something done on it has not reached the service, or was refused, or is still being written. */
  mark: 'unsent' | 'not-sent' | 'draft' | null
  /** What is new on it for the agent, where they have not looked. */
  unseen: Unseen['what'] | null
  /** Which clock it shows: that which its list goes by. */
  goesBy: ListClock
  /** Who has it, where that is somebody else. */
  holder: string | null
  /** The message that it was found by, where that is why it is in the list. */
  hit: SearchHit | null
  /** What was searched for in messages; the same empty list where it was not found by one. */
  hitWords: readonly string[]
}

const marks = {
  unsent: { tone: 'plain', words: 'list.unsent' },
  'not-sent': { tone: 'bad', words: 'list.not-sent' },
  draft: { tone: 'plain', words: 'list.draft' },
} as const

function escalationTag({ escalation }: CaseRowData): { tone: Tone; text: string } | null {
  if (escalation === null || escalation.state === 'closed' || escalation.state === 'withdrawn') return null
  const { state: at, routed } = escalation
  const state = say(at === 'queued' && (routed ?? null) !== null ? 'list.tier-2.given' : `list.tier-2.${at}`)
  const tone = at === 'returned' ? 'warn' : at === 'handed-back' ? 'ok' : 'accent'
  return { tone, text: escalation.attempt > 1 ? say('list.attempt', { state, n: escalation.attempt }) : state }
}

/** Aside until when, or how it came back. */
function snoozeTag(row: CaseRowData, now: number): { tone: Tone; text: string } | null {
  if (isSnoozed(row, now)) {
    const until = row.snooze?.until
    const text =
      typeof until === 'string' ? say('list.snoozed', { at: sayAhead(until, now) }) : say('list.snoozed-reply')
    return { tone: 'plain', text }
  }
  const by = wokenBy(row, now)
  return by === null ? null : { tone: 'accent', text: say(`list.woken-${by}`) }
}

function Tags({ row, mark, unseen, now }: Pick<CaseRowProps, 'row' | 'mark' | 'unseen' | 'now'>) {
  const escalated = escalationTag(row)
  const snoozed = snoozeTag(row, now)
  const [first] = row.tags
  const hidden = row.tags.length - 1
  const hasPlainTag = escalated === null && mark === null && snoozed === null && unseen === null && first !== undefined
  return (
    <>
      <LegalTag row={row} now={now} />
      {unseen !== null && <Tag tone="accent">{say(`list.unseen-${unseen}`)}</Tag>}
      {mark !== null && <Tag tone={marks[mark].tone}>{say(marks[mark].words)}</Tag>}
      {snoozed !== null && <Tag tone={snoozed.tone}>{snoozed.text}</Tag>}
      {escalated !== null && <Tag tone={escalated.tone}>{escalated.text}</Tag>}
      {hasPlainTag && (
        <Tag title={row.tags.join(', ')}>
          <bdi>{first}</bdi>
          {hidden > 0 && ` ${say('list.more-tags', { n: hidden })}`}
        </Tag>
      )}
    </>
  )
}

/** The mark of a selected case, in place of how urgent it is. */
const Selected = () => (
  <span className="flex size-4 items-center justify-center rounded-sm bg-accent text-on-accent">
    <Check size={12} strokeWidth={3} aria-hidden />
    <span className="sr-only">{say('select.row')}</span>
  </span>
)

/** What the case is about; or what was said in it, where it was found by that. */
function About({ row, hit, hitWords }: Pick<CaseRowProps, 'row' | 'hit' | 'hitWords'>) {
  if (hit === null) {
    return (
      <span dir="auto" className="min-w-0 flex-1 truncate text-left text-ink-2">
        {row.subject === '' ? say('list.no-subject') : row.subject}
      </span>
    )
  }
  return (
    <span title={say('archive.by', { name: hit.author, at: sayAt(hit.at) })} className="min-w-0 flex-1 truncate italic">
      <bdi>
        {markedParts(hit.excerpt, hitWords).map(({ text, isMatch, at }) =>
          isMatch ? (
            <mark key={at} className="rounded-xs bg-warn-soft font-medium text-ink not-italic">
              {text}
            </mark>
          ) : (
            text
          ),
        )}
      </bdi>
    </span>
  )
}

/** One case in the list: who, about what, how urgent, since when they wait. */
export const CaseRow = memo(function CaseRow(props: CaseRowProps) {
  const { row, now, isCursor, isOpen, isSelected, mark, unseen, goesBy, holder, hit, hitWords } = props
  const kind = `${say(`party.${row.partyKind}`)} · ${row.market}`
  return (
    <div
      className={clsx(
        'relative flex h-full cursor-default flex-col justify-center gap-0.5 border-b border-line-soft pr-3 pl-9',
        // All on one line.
        'compact:flex-row compact:items-center compact:justify-start compact:gap-1.5 compact:**:data-[tag=plain]:max-w-22',
        isSelected && 'bg-accent-soft',
        isOpen && !isSelected && 'bg-selected',
        isOpen && 'shadow-[inset_2px_0_var(--accent)]',
        isCursor && !isOpen && !isSelected && 'bg-hover',
        isCursor && !isOpen && 'shadow-[inset_2px_0_var(--edge)]',
        isCursor &&
          'group-focus-visible/list:outline group-focus-visible/list:-outline-offset-1 group-focus-visible/list:outline-accent',
        !isCursor && !isOpen && !isSelected && 'hover:bg-hover',
      )}
    >
      <div className="relative flex items-baseline gap-1.5 compact:contents">
        <span className="absolute top-0.5 -left-6 compact:top-1.5 compact:left-3">
          {isSelected ? <Selected /> : <PriorityMark priority={row.priority} />}
        </span>
        <bdi className="min-w-0 shrink truncate font-medium compact:max-w-2/5">{row.partyName}</bdi>
        <span title={kind} className="min-w-0 shrink-4 truncate text-xs text-ink-3 compact:hidden">
          {kind}
        </span>
        <span className="flex-1 compact:hidden" />
        <RowClock goesBy={goesBy} row={row} now={now} />
      </div>
      <div className="flex min-w-0 items-center gap-1.5 text-ink-2 compact:contents">
        <About row={row} hit={hit} hitWords={hitWords} />
        <Tags row={row} mark={mark} unseen={unseen} now={now} />
        {holder !== null && (
          <span title={say('list.held-by', { name: holder })} className="flex shrink-0">
            <Avatar name={holder} />
            <span className="sr-only">{say('list.held-by', { name: holder })}</span>
          </span>
        )}
      </div>
    </div>
  )
})
