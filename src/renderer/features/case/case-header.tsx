import { Tags } from 'lucide-react'
import type { ReactNode } from 'react'
import { can } from '#shared/permissions.ts'
import type { Row } from '#shared/tables.ts'
import { Tag, type Tone } from '#renderer/ui/tag.tsx'
import { say } from '#renderer/words/say.ts'
import type { Overlay } from '#renderer/workspace/screen-store.ts'
import { useRow, useWorkspace } from '#renderer/workspace/use-rows.ts'
import { Change } from './change.tsx'
import { HeaderClocks } from './header-clocks.tsx'
import { Holder } from './holder.tsx'

const priorityTones: { readonly [priority: string]: Tone } = { high: 'warn', urgent: 'bad' }

/** What the case is about and how it stands; what can be changed opens its list. */
export function CaseHeader({ row }: { row: Row<'cases'> }) {
  const workspace = useWorkspace()
  const queue = useRow('queues', row.queueId)
  const order = useRow('orders', row.orderIds[0])
  const mayChange = can({ kind: 'agent', agent: workspace.me }).change(row)
  const shown = tagsThatFit(row.tags)
  const changeable = (to: Overlay, what: string, children: ReactNode): ReactNode =>
    mayChange ? (
      <Change to={to} what={what}>
        {children}
      </Change>
    ) : (
      children
    )
  return (
    <header className="shrink-0 border-b border-line px-4 pt-3 pb-2.5 low:pt-2 low:pb-1">
      <h2
        dir="auto"
        title={row.subject}
        className="mb-1.5 line-clamp-2 text-lg font-semibold tracking-[-0.01em] wrap-anywhere low:mb-0.5 low:line-clamp-1"
      >
        {row.subject === '' ? say('case.no-subject') : row.subject}
      </h2>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-2">
        <span className="select-text">{row.number}</span>
        {changeable(
          'status',
          say('case.status'),
          <span className="font-medium text-ink">{say(`status.${row.status}`)}</span>,
        )}
        {changeable(
          'priority',
          say('case.priority'),
          <Tag tone={priorityTones[row.priority] ?? 'plain'}>{say(`priority.${row.priority}`)}</Tag>,
        )}
        {changeable(
          'move',
          say('case.queue'),
          <span className="truncate">
            {queue?.name ?? say('escalation.unknown-queue')} · {row.market}
          </span>,
        )}
        {order !== undefined && <span className="select-text">{say('case.order', { number: order.number })}</span>}
        {changeable(
          'tags',
          say(row.tags.length === 0 ? 'case.add-tags' : 'case.tags'),
          <span className="flex min-w-0 flex-wrap items-center gap-1">
            {row.tags.length === 0 && <Tags size={13} aria-hidden className="text-ink-3" />}
            {shown.map((tag) => (
              <Tag key={tag} title={tag}>
                {tag}
              </Tag>
            ))}
            {row.tags.length > shown.length && (
              <Tag title={row.tags.slice(shown.length).join(', ')}>+{row.tags.length - shown.length}</Tag>
            )}
          </span>,
        )}
      </div>
      {/* Where height is short, both stand in one line: whose case it is keeps its room, and the clocks take two lines where they must. */}
      <div className="mt-1 text-ink-2 low:mt-0.5 low:flex low:items-center low:gap-x-4">
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 empty:hidden">
          <HeaderClocks row={row} />
        </div>
        {/* A line of its own: what it says comes and goes with colleagues, and may not move the thread. */}
        <div className="mt-1 flex min-h-6 min-w-0 flex-wrap items-center gap-x-3 low:mt-0 low:max-w-1/2 low:shrink-0 low:flex-nowrap">
          <Holder row={row} mayChange={mayChange} />
        </div>
      </div>
    </header>
  )
}

/** How many letters of tags stand in the head before the rest is counted. */
const tagLetters = 36

/** The first tags, as many as fit on a line with the rest; one at least. */
function tagsThatFit(tags: readonly string[]): readonly string[] {
  let letters = 0
  const end = tags.findIndex((tag) => {
    letters += tag.length
    return letters > tagLetters
  })
  return end === -1 ? tags : tags.slice(0, Math.max(1, end))
}
