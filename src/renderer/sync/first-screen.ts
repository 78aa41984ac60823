// Types alone: what reads the picture is loaded before everything else, and brings no schemas along.
import type { AnyRow, Row, WarmTable } from '#shared/tables.ts'
import { jsonBytes, readJson } from './pack-bytes.ts'
import type { Seal } from './seal.ts'
import { fromBase64, toBase64 } from './seal/base64.ts'

/** What is in a picture: the rows that the list and what stands around it show, which list that is, and how many cases were in each. */
export interface ScreenContent {
  readonly view: string
  readonly counts: ReadonlyMap<string, number>
  readonly rows: ReadonlyMap<WarmTable, readonly AnyRow[]>
}

/**
 * The rows that the first view of a desk needs, kept beside the database so that they are on the screen before it is open. They are a
 * picture, not the truth: they have no versions, no store takes them in, nothing is written back from them or sent, and the store's own
 * rows take their place as a whole. Whatever is wrong with the picture, there is just none.
 */
export class FirstScreen {
  /** Which list it shows. */
  readonly view: string
  readonly #rows: ReadonlyMap<string, readonly AnyRow[]>
  readonly #counts: ReadonlyMap<string, number>

  constructor({ view, rows, counts }: ScreenContent) {
    this.view = view
    this.#rows = rows
    this.#counts = counts
  }

  /** How many cases were in a list. */
  count(view: string): number {
    return this.#counts.get(view) ?? 0
  }

  /** The rows of a table that are in the picture, in the order in which they were given. */
  all<T extends WarmTable>(table: T): readonly Row<T>[] {
    return (this.#rows.get(table) ?? []) as readonly Row<T>[]
  }

  get<T extends WarmTable>(table: T, id: string): Row<T> | undefined {
    return this.all(table).find((row) => row.id === id)
  }
}

/** Where the picture is kept: the part of `localStorage` that is needed. */
export type ScreenStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** Whose picture, under which seal, and where. */
export interface ScreenPorts {
  readonly agentId: string
  readonly seal: Seal
  readonly storage: ScreenStorage
}

/** Letters in storage at most: more would be slow to read before anything is drawn. */
const mostLetters = 64_000
/** Bytes that can be written with so many letters: base64 takes four for three, and the seal some for itself. */
const mostBytes = Math.floor((mostLetters / 4) * 3) - 64

/** For the lists and their counts: a queue takes some sixty letters. */
const roomForCounts = 4000

const keyOf = (agentId: string): string => `tierdesk.first-screen.${agentId}`
const placeOf = (agentId: string): string => `cache/first-screen/${agentId}/2`

/** The picture of last time; null where there is none, or where it does not open. Opens no database. */
export async function readFirstScreen({ agentId, seal, storage }: ScreenPorts): Promise<FirstScreen | null> {
  try {
    const text = storage.getItem(keyOf(agentId))
    if (text === null) return null
    return contentOf(readJson(await seal.open(placeOf(agentId), fromBase64(text))))
  } catch {
    return null
  }
}

function contentOf(read: unknown): FirstScreen | null {
  if (typeof read !== 'object' || read === null) return null
  const { view, counts, rows } = read as { view?: unknown; counts?: unknown; rows?: unknown }
  if (typeof view !== 'string' || !Array.isArray(counts) || !Array.isArray(rows)) return null
  return new FirstScreen({ view, counts: new Map(counts.filter(isCount)), rows: new Map(rows.filter(isTable)) })
}

function isCount(value: unknown): value is [string, number] {
  return Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'number'
}

const isRow = (value: unknown): value is AnyRow =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string'

function isTable(value: unknown): value is [WarmTable, AnyRow[]] {
  if (!Array.isArray(value)) return false
  const [table, rows] = value as unknown[]
  return typeof table === 'string' && Array.isArray(rows) && rows.every(isRow)
}

/**
 * Keeps the picture: of each table as many of its first rows as there is room for, tables in the order given. Where the storage has no
 * room for it, or the seal is closed, there is none next time: an old one would show what is long past. `isWanted` is asked once more when
 * the bytes are sealed: the agent may have signed out meanwhile.
 */
export async function writeFirstScreen(
  { agentId, seal, storage }: ScreenPorts,
  { view, counts, rows }: ScreenContent,
  isWanted: () => boolean = () => true,
): Promise<void> {
  try {
    const bytes = jsonBytes({ view, counts: [...counts], rows: [...fitting(rows, mostBytes - roomForCounts)] })
    const sealed = await seal.seal(placeOf(agentId), bytes)
    if (isWanted()) storage.setItem(keyOf(agentId), toBase64(sealed))
  } catch {
    storage.removeItem(keyOf(agentId))
  }
}

/** Forgets the picture: the agent signed out, or the device was wiped. */
export function forgetFirstScreen(agentId: string, storage: ScreenStorage): void {
  storage.removeItem(keyOf(agentId))
}

function fitting(rows: ScreenContent['rows'], room: number): Map<WarmTable, AnyRow[]> {
  let left = room
  const kept = new Map<WarmTable, AnyRow[]>()
  for (const [table, all] of rows) {
    const some: AnyRow[] = []
    left -= table.length + 8
    for (const row of all) {
      left -= jsonBytes(row).length + 1
      if (left < 0) break
      some.push(row)
    }
    if (some.length > 0) kept.set(table, some)
  }
  return kept
}

/** What a picture is taken from: the store. */
export interface ScreenSource {
  subscribe(listener: () => void): () => void
}

/**
 * Takes a new picture when the window has been idle after a change. `take` says what is to be in it, the most needed rows first; `idle`
 * resolves when there is time. Answers how to stop.
 */
export function keepFirstScreen(
  ports: ScreenPorts & { readonly idle: () => Promise<void> },
  source: ScreenSource,
  take: () => ScreenContent,
): () => void {
  let isDue = false
  let isStopped = false
  const run = async (): Promise<void> => {
    isDue = true
    await ports.idle()
    isDue = false
    if (!isStopped) await writeFirstScreen(ports, take(), () => !isStopped)
  }
  const unsubscribe = source.subscribe(() => {
    if (!isDue) void run()
  })
  return () => {
    isStopped = true
    unsubscribe()
  }
}
