/* oxlint-disable react/incompatible-library -- the virtual list is not meant for the compiler, which is not used here */
import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, CloudOff } from 'lucide-react'
import { type KeyboardEvent, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { CaseParty } from '#shared/domain/case.ts'
import { partiesOfMessage } from '#shared/mutations/conversation-rules.ts'
import type { Row } from '#shared/tables.ts'
import { macroPath } from '#shared/domain/macro.ts'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { remScale } from '#renderer/ui/rem-scale.ts'
import { ScrollRegion } from '#renderer/ui/scroll-region.tsx'
import { say } from '#renderer/words/say.ts'
import { waitingOn } from '#renderer/workspace/case-actions.ts'
import { partiesOfCase, seenBy } from '#renderer/workspace/case-parties.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useNow } from '#renderer/workspace/use-now.ts'
import { useFocusTarget } from '#renderer/workspace/use-focus-target.ts'
import { useThread } from '#renderer/workspace/use-thread.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { OutboxEntry, ParkedEntry, Workspace } from '#renderer/workspace/workspace.ts'
import { dayWords } from './day-words.ts'
import { MessageView, type Sending } from './message-view.tsx'
import { BlockedItem, ParkedItem } from './parked-entry.tsx'
import { PartyFilter } from './party-filter.tsx'
import { type ThreadItem, estimatedHeight, threadItems } from './thread-items.ts'
import { lastThreadRect, observeThreadRect } from './thread-rect.ts'
import { nearEnd, useKeptAtEnd } from './use-kept-at-end.ts'
import { useSeen } from './use-seen.ts'

interface Unsettled {
  readonly sending: ReadonlyMap<string, Sending>
  readonly parked: readonly ParkedEntry[]
  readonly blocked: readonly OutboxEntry[]
}

interface Shown extends Unsettled {
  readonly messages: readonly Row<'messages'>[]
  readonly parties: readonly CaseParty[]
  readonly now: number
}

/** The last of what this agent wrote here that waits to be sent. */
const lastWaiting = ({ sending }: Unsettled): string | null => [...sending.keys()].at(-1) ?? null

const isOf = (caseId: string, { args }: ParkedEntry): boolean => (args as { caseId?: unknown }).caseId === caseId

function unsettled(workspace: Workspace, caseId: string): Unsettled {
  const waiting = waitingOn(workspace, caseId)
  const sending = new Map<string, Sending>()
  for (const { opId, args } of waiting) {
    const { messageId } = args as { messageId?: unknown }
    if (typeof messageId === 'string') sending.set(messageId, workspace.isSaved(opId) ? 'saved' : 'saving')
  }
  return {
    sending,
    parked: workspace.parked().filter((entry) => isOf(caseId, entry)),
    blocked: waiting.filter(({ opId }) => workspace.refusalOf(opId) !== undefined),
  }
}

// A seller may write on a customer's case.
const authorKind = (parties: readonly CaseParty[], { author }: Row<'messages'>, row: Row<'cases'>): CaseParty['kind'] =>
  parties.find(({ id }) => id === author.id)?.kind ?? row.partyKind

/** To whom a reply went; where several have a part in the case, with what they are to it. */
function toWords(parties: readonly CaseParty[], message: Row<'messages'>, row: Row<'cases'>): string {
  if (parties.length < 2) return say('thread.reply-to', { name: row.partyName })
  const to = seenBy(parties, row, message)
  return to.map(({ name, kind }) => say('thread.to-party', { name, kind: say(`party.${kind}`) })).join(', ')
}

function ThreadLine({ item, row, state }: { item: ThreadItem; row: Row<'cases'>; state: Shown }) {
  const workspace = useWorkspace()
  switch (item.kind) {
    case 'day':
      return <p className="pt-1 text-center text-xs font-medium text-ink-3">{dayWords(item.at, new Date(state.now))}</p>
    case 'parked':
      return <ParkedItem caseId={row.id} entry={item.entry} messages={state.messages} />
    case 'blocked':
      return <BlockedItem caseId={row.id} entry={item.entry} messages={state.messages} />
    case 'message': {
      const { message } = item
      const macro = message.macroId === null ? undefined : workspace.get('macros', message.macroId)
      return (
        <MessageView
          message={message}
          sending={state.sending.get(message.id) ?? 'sent'}
          isMine={message.author.kind === 'agent' && message.author.id === workspace.me.id}
          isNamed={message.mentionIds?.includes(workspace.me.id) === true}
          held={row.held?.find(({ messageId }) => messageId === message.id) ?? null}
          toWords={message.kind === 'reply' ? toWords(state.parties, message, row) : ''}
          partyWord={say(`party.${authorKind(state.parties, message, row)}`)}
          macroName={macro === undefined ? null : macroPath(macro.title).name}
          origin={message.caseId === row.id ? null : (workspace.get('cases', message.caseId)?.number ?? null)}
        />
      )
    }
  }
}

/** The thread of one case. Give it the case's id as `key`: it starts at the newest message. `isBeside`: another case is in front. */
export function Thread({ row, isBeside = false }: { readonly row: Row<'cases'>; readonly isBeside?: boolean }) {
  const { state, rows: messages } = useThread(row)
  const compute = useCallback((workspace: Workspace) => unsettled(workspace, row.id), [row.id])
  const open = useRows(['outbox'], compute)
  const now = useNow()
  const readParties = useCallback((workspace: Workspace) => partiesOfCase(workspace, row), [row])
  const parties = useRows(['parties'], readParties)
  const { shown, onlyOf } = useFilter(row, messages, parties)
  const items = useMemo(() => threadItems(shown, open.parked, open.blocked), [shown, open])
  if (state === 'loading') return <div aria-busy className="min-h-0 flex-1" />
  if (state === 'missing' && items.length === 0) {
    return (
      <div className="min-h-0 flex-1">
        <EmptyState icon={<CloudOff size={18} />} title={say('thread.missing')} text={say('thread.missing-text')} />
      </div>
    )
  }
  if (items.length === 0 && onlyOf === null) {
    return (
      <div className="min-h-0 flex-1">
        <EmptyState title={say('thread.empty')} />
      </div>
    )
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PartyFilter parties={parties} onlyOf={onlyOf} hidden={messages.length - shown.length} />
      <ThreadScroll row={row} items={items} state={{ ...open, messages, parties, now }} isBeside={isBeside} />
    </div>
  )
}

/** What the thread shows: everything, or only what one of the parties sees. */
function useFilter(
  row: Row<'cases'>,
  messages: readonly Row<'messages'>[],
  parties: readonly CaseParty[],
): { readonly shown: readonly Row<'messages'>[]; readonly onlyOf: CaseParty | null } {
  const partyId = useScreen((screen) => screen.threadPartyId)
  const onlyOf = parties.find(({ id }) => id === partyId) ?? null
  const shown = useMemo(
    () =>
      onlyOf === null ? messages : messages.filter((message) => partiesOfMessage(row, message).includes(onlyOf.id)),
    [messages, onlyOf, row],
  )
  return { shown, onlyOf }
}

interface ThreadScrollProps {
  readonly row: Row<'cases'>
  readonly items: readonly ThreadItem[]
  readonly state: Shown
  readonly isBeside: boolean
}

const isPlain = ({ altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean =>
  !altKey && !ctrlKey && !metaKey && !shiftKey

/** Between messages, and above and below all of them, in pixels. */
const gap = 12
const padding = 14

/** Home and End jump: the browser would glide, and stop on the way where a message turns out higher than was thought. */
function ThreadScroll({ row, items, state, isBeside }: ThreadScrollProps) {
  const box = useRef<HTMLElement>(null)
  const [scale] = useState(remScale)
  const [isAtEnd, setIsAtEnd] = useState(true)
  const heightOf = (at: number): number => (items[at] === undefined ? 0 : estimatedHeight(items[at]) * scale)
  const virtual = useVirtualizer<HTMLElement, HTMLElement>({
    count: items.length,
    getScrollElement: () => box.current,
    initialRect: lastThreadRect(),
    // What is drawn first is the end already, as far as it can be told.
    initialOffset: () => {
      const total = items.reduce((sum, _, at) => sum + heightOf(at) + gap, 2 * padding - gap)
      return Math.max(0, total - lastThreadRect().height)
    },
    observeElementRect: observeThreadRect,
    estimateSize: heightOf,
    getItemKey: (at) => items[at]?.id ?? at,
    overscan: 6,
    gap,
    paddingStart: padding,
    paddingEnd: padding,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: nearEnd,
    useFlushSync: false,
    onChange: (instance) => setIsAtEnd(instance.isAtEnd(nearEnd)),
  })
  useLayoutEffect(() => {
    virtual.scrollToEnd()
  }, [virtual])
  const jump = useKeptAtEnd({ box, virtual, items, writtenId: lastWaiting(state) })
  useFocusTarget('thread', box)
  useSeen(row)
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.target !== box.current || !isPlain(event) || (event.key !== 'Home' && event.key !== 'End')) return
    event.preventDefault()
    jump(event.key === 'Home' ? 'start' : 'end')
  }
  return (
    <div data-area="thread" className="relative min-h-0 flex-1">
      <ScrollRegion
        ref={box}
        onKeyDown={onKeyDown}
        label={isBeside ? say('thread.label-of', { number: row.number }) : say('thread.label')}
        className="peer/thread h-full overflow-x-hidden overscroll-contain [overflow-anchor:none] focus-visible:outline-none"
      >
        <div className="relative w-full" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, key, start }) => {
            const item = items[index]
            return (
              item !== undefined && (
                <div
                  key={key}
                  ref={virtual.measureElement}
                  data-index={index}
                  className="absolute inset-x-0 top-0 px-4"
                  style={{ transform: `translateY(${start}px)` }}
                >
                  <ThreadLine item={item} row={row} state={state} />
                </div>
              )
            )
          })}
        </div>
      </ScrollRegion>
      {/* The messages would cover a ring of the region itself. */}
      <span
        aria-hidden
        className="pointer-events-none absolute inset-0 hidden border-2 border-accent peer-focus-visible/thread:block"
      />
      {!isAtEnd && (
        <Button
          size="sm"
          className="absolute right-4 bottom-3 shadow-pop"
          icon={<ArrowDown size={13} aria-hidden />}
          onClick={() => jump('end')}
        >
          {say('thread.to-end')}
        </Button>
      )}
    </div>
  )
}
