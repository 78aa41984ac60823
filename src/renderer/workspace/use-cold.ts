import { useEffect, useMemo, useState } from 'react'
import type { ColdTable, Row } from '#shared/tables.ts'
import { useRows, useWorkspace } from './use-rows.ts'
import type { Topic, Workspace } from './workspace.ts'

/** Cold rows and whether they are there yet. `missing`: nothing on disk and no connection to fetch it. */
interface ColdRows<T extends ColdTable> {
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
  #looks = 0

  constructor(table: T, parentId: string) {
    this.#table = table
    this.#parentId = parentId
  }

  /** What there is without waiting. */
  readonly look = (workspace: Workspace): Looked<T> => {
    this.#looks += 1
    const rows = workspace.coldNow(this.#table, this.#parentId)
    if (rows === undefined || this.#mayBeMissing(rows)) return { cold: this.#last, reading: this.#looks }
    this.#last = { state: 'ready', rows: inOrder(rows) }
    return { cold: this.#last, reading: null }
  }

  /** Reads from the disk, and where that has nothing, from the service. Never rejects. */
  async read(workspace: Workspace): Promise<ColdRows<T>> {
    const looks = this.#looks
    const cold = await this.#read(workspace).catch((): ColdRows<T> => ({ state: 'missing', rows: [] }))
    // What was looked at meanwhile is newer.
    if (looks === this.#looks) this.#last = cold
    return cold
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

/** By time. Ids are made by time, so they settle the order of messages of one instant. */
export const inOrder = <T extends ColdTable>(rows: readonly Row<T>[]): Row<T>[] =>
  [...rows].sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
const placeOf = (row: Row<ColdTable>): string => ('at' in row && typeof row.at === 'string' ? row.at : '') + row.id
