import { useCallback, useDeferredValue, useEffect, useMemo, useRef } from 'react'
import { neighbourOf, shownCases } from '#renderer/commands/shown-cases.ts'
import { announce } from '#renderer/ui/toast-store.ts'
import { type ListFocus, VirtualList } from '#renderer/ui/virtual-list.tsx'
import type { ViewId } from '#renderer/workspace/case-lists.ts'
import { useNow } from '#renderer/workspace/use-now.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useSettings } from '#renderer/workspace/settings-store.ts'
import { useRow, useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'
import { isOpenCase } from '#shared/domain/case.ts'
import { isPushed } from '#shared/domain/queue.ts'
import type { Row } from '#shared/tables.ts'
import { CaseRow } from './case-row.tsx'
import { DownloadLine } from './download-progress.tsx'
import { EmptyList, type ListSync } from './empty-list.tsx'
import { ListHeader, caseRowHeights, viewSummary } from './list-header.tsx'
import { rowMarks } from './row-marks.ts'
import { useGivenCases } from './use-given-cases.ts'
import { useViewName } from './view-name.ts'

const idOf = (row: Row<'cases'>): string => row.id

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
  const focus = useScreen((screen) => screen.focus)
  useEffect(() => {
    if (focus.target === 'list') list.current?.focus()
  }, [focus])
  useEffect(() => {
    // The rows came after the wish for focus; nobody is taken out of anything for it.
    if (hasRows && document.activeElement === document.body) list.current?.focus()
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

/** The list of cases: the view that is chosen, or what the search finds. */
export function Inbox() {
  const view = useScreen((screen) => screen.view)
  // The field shows a letter at once; the list follows as soon as it can.
  const search = useDeferredValue(useScreen((screen) => screen.search)).trim()
  const cursorId = useScreen((screen) => screen.cursorId)
  const caseId = useScreen((screen) => screen.caseId)
  const { pointAt, openCase, focusOn } = useScreen.getState()
  const open = (id: string, by: 'key' | 'mouse'): void => {
    openCase(id)
    // Enter goes into the case, and Esc comes back from it.
    if (by === 'key') focusOn('desk')
  }
  const read = useCallback((workspace: Workspace) => shownCases(workspace, view, search), [view, search])
  const rows = useRows(['cases', 'orders'], read)
  const holders = useRows(['agents'], readHolders)
  const marks = useRows(['outbox', 'drafts'], rowMarks)
  const sync = useRows(['sync'], readSync)
  const state = useRows(['cases', 'queues'], readState)
  const now = useNow()
  const density = useSettings((settings) => settings.density)
  const list = useListFocus(rows.length > 0)
  const { name, isGone } = useViewName(view)
  const queue = useRow('queues', view.startsWith('queue/') ? view.slice('queue/'.length) : null)
  useReadAhead(rows, cursorId)
  useGivenCases(sync.download !== null)
  useArrivals(view, name, search === '' ? rows.length : 0, sync.download !== null || search !== '')
  const title = search === '' ? name : say('list.search', { search })
  return (
    <section data-area="list" aria-label={say('list.label', { view: title })} className="flex h-full min-h-0 flex-col">
      <ListHeader
        title={title}
        isGivenOut={search === '' && queue !== undefined && isPushed(queue)}
        summary={sync.download === null ? summary(search, rows.length, view) : say('list.so-far', { n: rows.length })}
      />
      {rows.length > 0 && sync.download !== null && <DownloadLine download={sync.download} />}
      {rows.length === 0 ? (
        <EmptyList view={view} search={search} isGone={isGone} sync={sync} {...state} />
      ) : (
        <VirtualList
          ref={list}
          items={rows}
          idOf={idOf}
          rowHeight={caseRowHeights[density]}
          label={title}
          cursorId={cursorId}
          openId={caseId}
          onPoint={pointAt}
          onOpen={open}
          renderRow={(row, { isCursor, isOpen }) => (
            <CaseRow
              row={row}
              now={now}
              isCursor={isCursor}
              isOpen={isOpen}
              mark={marks.get(row.id) ?? null}
              holder={isOpenCase(row) ? (holders.get(row.assigneeId) ?? null) : null}
            />
          )}
        />
      )}
    </section>
  )
}

function summary(search: string, n: number, view: ViewId): string {
  if (search !== '') return say('list.found', { n })
  return viewSummary(view, n)
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
