import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import type { ColdTable, Row, WarmTable } from '#shared/tables.ts'
import { isSameAnswer } from './same-answer.ts'
import { pulseOf } from './screen-pulse.ts'
import type { Topic, Workspace } from './workspace.ts'

/** The open workspace, given by `app.tsx`. */
export const WorkspaceContext = createContext<Workspace | null>(null)

/** The open workspace. Only inside the desk: throws elsewhere, which is a programming error. */
export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext)
  if (workspace === null) throw new Error('useWorkspace outside of an open workspace')
  return workspace
}

/**
 * Something computed from rows, computed anew only when the screen was told of one of its topics (or `compute` itself changed: keep it
 * stable with useCallback). An answer that says the same as the one before is the one before, so that nothing is drawn for it.
 */
export function useRows<T>(topics: readonly Topic[], compute: (workspace: Workspace) => T): T {
  const workspace = useWorkspace()
  const pulse = pulseOf(workspace)
  const kept = useRef<{ mark: string; compute: unknown; value: T } | null>(null)
  const subscribe = useCallback((listener: () => void) => pulse.subscribe(listener), [pulse])
  return useSyncExternalStore(subscribe, () => {
    const mark = topics.map((topic) => pulse.version(topic)).join()
    const { current } = kept
    if (current !== null && current.mark === mark && current.compute === compute) return current.value
    const answer = compute(workspace)
    const value = current !== null && isSameAnswer(current.value, answer) ? current.value : answer
    kept.current = { mark, compute, value }
    return value
  })
}

/** One row, or undefined where it is not there or may not be seen. */
export function useRow<T extends WarmTable>(table: T, id: string | null | undefined): Row<T> | undefined {
  const compute = useCallback(
    (workspace: Workspace) => (id === null || id === undefined ? undefined : workspace.get(table, id)),
    [table, id],
  )
  return useRows([table], compute)
}

/** Cold rows and whether they are there yet. `missing`: nothing on disk and no connection to fetch it. */
export interface ColdRows<T extends ColdTable> {
  readonly state: 'loading' | 'ready' | 'missing'
  readonly rows: readonly Row<T>[]
}

/** What is known of cold rows at one moment. `reading`: the number of the reading that is needed to bring them up to date; null: none. */
interface Looked<T extends ColdTable> {
  readonly cold: ColdRows<T>
  readonly reading: number | null
}

/** Reads one thread, or the body of one SOP, and remembers it until something newer is there: nothing that was shown goes for a moment. */
class ColdReader<T extends ColdTable> {
  readonly #table: T
  readonly #parentId: string
  #last: ColdRows<T> = { state: 'loading', rows: [] }
  #readings = 0

  constructor(table: T, parentId: string) {
    this.#table = table
    this.#parentId = parentId
  }

  /** What there is without waiting. */
  readonly look = (workspace: Workspace): Looked<T> => {
    const rows = workspace.coldNow(this.#table, this.#parentId)
    if (rows === undefined || this.#mayBeMissing(rows)) return { cold: this.#last, reading: ++this.#readings }
    this.#last = { state: 'ready', rows: inOrder(rows) }
    return { cold: this.#last, reading: null }
  }

  /** Reads from the disk, and where that has nothing, from the service. Never rejects. */
  async read(workspace: Workspace): Promise<ColdRows<T>> {
    try {
      this.#last = await this.#read(workspace)
    } catch {
      this.#last = { state: 'missing', rows: [] }
    }
    return this.#last
  }

  async #read(workspace: Workspace): Promise<ColdRows<T>> {
    const rows = await workspace.cold(this.#table, this.#parentId)
    if (!this.#mayBeMissing(rows)) return { state: 'ready', rows: inOrder(rows) }
    const isFetched = await workspace.fetchThread(this.#parentId)
    if (!isFetched) return { state: 'missing', rows: [] }
    return { state: 'ready', rows: inOrder(await workspace.cold(this.#table, this.#parentId)) }
  }

  // Every thread has a message; one without is not here yet.
  #mayBeMissing(rows: readonly unknown[]): boolean {
    return rows.length === 0 && this.#table === 'messages'
  }
}

/** A thread, or the body of an SOP: at once where it is in memory, else read from disk, or fetched where the first download has not brought it; kept up to date. */
export function useCold<T extends ColdTable>(table: T, parentId: string): ColdRows<T> {
  const workspace = useWorkspace()
  const reader = useMemo(() => new ColdReader(table, parentId), [table, parentId])
  const looked = useRows([`${table}/${parentId}` as Topic], reader.look)
  const [read, setRead] = useState<{ after: Looked<T>; cold: ColdRows<T> } | null>(null)
  useEffect(() => {
    if (looked.reading === null) return undefined
    let isCurrent = true
    void reader.read(workspace).then((cold) => isCurrent && setRead({ after: looked, cold }))
    return () => {
      isCurrent = false
    }
  }, [workspace, reader, looked])
  return read?.after === looked ? read.cold : looked.cold
}

// Ids are made by time, so they settle the order of messages of one instant.
const inOrder = <T extends ColdTable>(rows: readonly Row<T>[]): Row<T>[] =>
  [...rows].sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
const placeOf = (row: Row<ColdTable>): string => ('at' in row && typeof row.at === 'string' ? row.at : '') + row.id
