import { useCallback, useDeferredValue, useEffect, useMemo, useRef } from 'react'
import { type ArchivedCase, neighbourOf, searchQuery, shownCases } from '#renderer/commands/shown-cases.ts'
import { announce } from '#renderer/ui/toast-store.ts'
import { type ListFocus, VirtualList } from '#renderer/ui/virtual-list.tsx'
import type { ViewId } from '#renderer/workspace/case-lists.ts'
import { useNow } from '#renderer/workspace/use-now.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useSettings } from '#renderer/workspace/settings-store.ts'
import { useRow, useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { sayFirstProblem } from '#renderer/words/query-words.ts'
import { say } from '#renderer/words/say.ts'
import { sayOrder } from '#renderer/words/sort-words.ts'
import { isOpenCase } from '#shared/domain/case.ts'
import { isPushed } from '#shared/domain/queue.ts'
import { unseenBy } from '#shared/domain/unseen.ts'
import type { SearchHit } from '#shared/sync/search-protocol.ts'
import type { Row } from '#shared/tables.ts'
import { ArchiveLine } from './archive-line.tsx'
import { BulkLine } from './bulk-line.tsx'
import { CaseRow } from './case-row.tsx'
import { listClockOf } from './row-clock.tsx'
import { DownloadLine } from './download-progress.tsx'
import { EmptyList, type ListSync } from './empty-list.tsx'
import { ListHeader, SaveViewButton, TierTwoOrderButton, caseRowHeights, orderWords } from './list-header.tsx'
import { rowMarks } from './row-marks.ts'
import { useGivenCases } from './use-given-cases.ts'
import { SelectionBar } from './selection-bar.tsx'
import { useArchiveSearch } from './use-archive-search.ts'
import { useViewName } from './view-name.ts'

type CaseRowData = Row<'cases'>

/** Stands between the cases that are found here and those that the service found by a message. */
const archiveLine = { id: 'archive-line' } as const
type ListItem = CaseRowData | typeof archiveLine
const isLine = (item: ListItem): item is typeof archiveLine => item === archiveLine
const idOf = (item: ListItem): string => item.id
const noWords: readonly string[] = []

/** Has arrivals read out, but not those of the first download or of another view. */
function useArrivals(view: ViewId, name: string, count: number, isQuiet: boolean): void {
  const before = useRef({ view, count })
  useEffect(() => {
    const { current } = before
    if (current.view === view && count > current.count && !isQuiet) {
      announce(say('list.arrived', { n: count - current.count, view: name }))
    }
    before.current = { view, count }
  }, [view, name, count, isQuiet])
}

function useListFocus(hasRows: boolean) {
  const list = useRef<ListFocus>(null)
  const isWished = useRef(false)
  const focus = useScreen((screen) => screen.focus)
  useEffect(() => {
    // Where nothing is listed at the moment the wish waits, unless the keys are wanted elsewhere meanwhile.
    isWished.current = focus.target === 'list' && list.current === null
    if (focus.target === 'list') list.current?.focus()
  }, [focus])
  useEffect(() => {
    // The rows came after the wish for focus; nobody is taken out of anything for it.
    if (hasRows && (isWished.current || document.activeElement === document.body)) list.current?.focus()
    if (hasRows) isWished.current = false
  }, [hasRows])
  return list
}

// What cannot be read is said when it is opened.
const readThread = (workspace: Workspace, id: string): void =>
  void workspace.cold('messages', id).catch(() => undefined)

/** Reads the thread under the cursor, and the one below it while nothing else is to be done, so that Enter has it at once. */
function useReadAhead(rows: readonly Row<'cases'>[], cursorId: string | null): void {
  const workspace = useWorkspace()
  const next = useMemo(() => (cursorId === null ? undefined : neighbourOf(rows, cursorId)?.id), [rows, cursorId])
  useEffect(() => {
    if (cursorId !== null) readThread(workspace, cursorId)
  }, [workspace, cursorId])
  useEffect(() => {
    if (next === undefined) return undefined
    const idle = requestIdleCallback(() => readThread(workspace, next), { timeout: 50 })
    return () => cancelIdleCallback(idle)
  }, [workspace, next])
}

interface ListContent {
  readonly items: readonly ListItem[]
  /** The messages that cases were found by, by case. */
  readonly hits: ReadonlyMap<string, SearchHit>
}

/** What the list has in it from top to bottom. With nothing from the service it is the very array of cases. */
function useContent(rows: readonly CaseRowData[], archived: readonly ArchivedCase[], hasLine: boolean): ListContent {
  return useMemo(() => {
    const hits = new Map(archived.map(({ row, hit }) => [row.id, hit]))
    return { items: hasLine ? [...rows, archiveLine, ...archived.map(({ row }) => row)] : rows, hits }
  }, [rows, archived, hasLine])
}

/** The list of cases: the view that is chosen, or what the search finds. */
export function Inbox() {
  const view = useScreen((screen) => screen.view)
  // The field shows a letter at once; the list follows as soon as it can.
  const search = useDeferredValue(useScreen((screen) => screen.search)).trim()
  const { me } = useWorkspace()
  const cursorId = useScreen((screen) => screen.cursorId)
  const caseId = useScreen((screen) => screen.caseId)
  const selected = useScreen((screen) => screen.selected)
  const { pointAt, openCase, focusOn } = useScreen.getState()
  const read = useCallback((workspace: Workspace) => shownCases(workspace, view, search), [view, search])
  const rows = useRows(['cases', 'orders', 'views', 'queues'], read)
  const archive = useArchiveSearch(search)
  const hasLine = archive.words !== null && rows.length + archive.cases.length > 0
  const { items, hits } = useContent(rows, archive.cases, hasLine)
  const holders = useRows(['agents'], readHolders)
  const marks = useRows(['outbox', 'drafts'], rowMarks)
  const sync = useRows(['sync'], readSync)
  const state = useRows(['cases', 'queues'], readState)
  const now = useNow()
  const density = useSettings((settings) => settings.density)
  const list = useListFocus(items.length > 0)
  const { name, isGone } = useViewName(view)
  const queue = useRow('queues', /^(?:queue|tier-2)\/([^/]+)/.exec(view)?.[1])
  useReadAhead(rows, cursorId)
  useGivenCases(sync.download !== null)
  useArrivals(view, name, search === '' ? rows.length : 0, sync.download !== null || search !== '')
  const open = (id: string, by: 'key' | 'mouse'): void => {
    if (id === archiveLine.id) return archive.further?.()
    openCase(id)
    // Enter goes into the case, and Esc comes back from it.
    if (by === 'key') focusOn('desk')
  }
  const goesBy = search === '' ? listClockOf(view) : 'promise'
  const title = search === '' ? name : say('list.search', { search })
  const summary = useSummary(view, search, rows.length)
  const problem = useProblem(search)
  return (
    <section data-area="list" aria-label={say('list.label', { view: title })} className="flex h-full min-h-0 flex-col">
      <ListHeader
        title={title}
        isGivenOut={search === '' && queue !== undefined && isPushed(queue)}
        summary={sync.download === null ? summary : say('list.so-far', { n: rows.length })}
        action={
          problem === null && (
            <>
              {search === '' && <TierTwoOrderButton view={view} />}
              <SaveViewButton view={view} isSearching={search !== ''} />
            </>
          )
        }
      />
      {problem !== null && (
        <p className="shrink-0 border-b border-line bg-warn-soft px-3 py-1.5 text-sm text-warn">{problem}</p>
      )}
      {selected.size > 0 && <SelectionBar n={selected.size} />}
      <BulkLine />
      {rows.length > 0 && sync.download !== null && <DownloadLine download={sync.download} />}
      {items.length === 0 ? (
        <EmptyList view={view} search={search} isGone={isGone} sync={sync} {...state} note={archive.words} />
      ) : (
        <VirtualList
          ref={list}
          items={items}
          idOf={idOf}
          rowHeight={caseRowHeights[density]}
          label={title}
          cursorId={cursorId}
          openId={caseId}
          selected={selected}
          onPoint={pointAt}
          onOpen={open}
          renderRow={(item, { isCursor, isOpen, isSelected }) => {
            if (isLine(item)) {
              return <ArchiveLine words={archive.words ?? ''} isMore={archive.further !== null} isCursor={isCursor} />
            }
            return (
              <CaseRow
                row={item}
                now={now}
                isCursor={isCursor}
                isOpen={isOpen}
                isSelected={isSelected}
                mark={marks.get(item.id) ?? null}
                unseen={unseenBy(item, me.id)?.what ?? null}
                goesBy={goesBy}
                holder={isOpenCase(item) ? (holders.get(item.assigneeId) ?? null) : null}
                hit={hits.get(item.id) ?? null}
                hitWords={hits.has(item.id) ? archive.wanted : noWords}
              />
            )
          }}
        />
      )}
    </section>
  )
}

/** How many there are, and in which order they stand. */
function useSummary(view: ViewId, search: string, n: number): string {
  const read = useCallback(
    (workspace: Workspace) => {
      const order = search === '' ? null : searchQuery(workspace, search).order
      return search === '' ? orderWords(view, workspace) : order === null ? null : sayOrder(order)
    },
    [view, search],
  )
  const order = useRows(['views'], read)
  const cases = search === '' ? say('list.cases', { n }) : say('list.found', { n })
  return order === null || n === 0 ? cases : `${cases} · ${order}`
}

/** What is wrong with the search, in words. */
function useProblem(search: string): string | null {
  const workspace = useWorkspace()
  return useMemo(
    () => (search === '' ? null : sayFirstProblem(searchQuery(workspace, search).problems)),
    [workspace, search],
  )
}

// Without the time of the last sync, which moves with every change that comes in.
const readSync = ({ sync: { connection, download, lastSyncAt } }: Workspace): ListSync => ({
  connection,
  download,
  wasNeverSynced: lastSyncAt === null,
})
const readHolders = (workspace: Workspace): ReadonlyMap<string | null, string> =>
  new Map(workspace.all('agents').flatMap(({ id, name }) => (id === workspace.me.id ? [] : [[id, name]])))
const readState = ({ lists }: Workspace): { isBare: boolean; hasQueues: boolean } => ({
  isBare: lists.count('all-open') + lists.count('solved') === 0,
  hasQueues: lists.queues('cases').length + lists.queues('escalations').length > 0,
})
