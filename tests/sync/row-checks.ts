import { type Scope, sortedScopes } from '#shared/audience.ts'
import { isTableName, warmTables } from '#shared/tables.ts'
import { audienceMark, pullPage, writeCursor } from '#service/sync/change-feed.ts'
import type { Failure } from './failure.ts'
import { MemoryCacheDisk } from './memory-cache-disk.ts'
import { MemoryFeed } from './memory-feed.ts'
import { contentAfter } from './memory-outbox-disk.ts'
import { asSentTo } from './old-build.ts'
import { Life, Scheduler } from './scheduler.ts'
import type { SimWindow } from './sim-window.ts'
import { type Truth, textOf } from './truth.ts'

type Texts = ReadonlyMap<string, string>

/** What is missing, old or too much. */
function compared(who: string, has: Texts, should: Texts): Failure[] {
  const wrong: string[] = []
  for (const [key, row] of should) if (has.get(key) !== row) wrong.push(has.has(key) ? `old ${key}` : `no ${key}`)
  for (const key of has.keys()) if (!should.has(key)) wrong.push(`still ${key}`)
  return wrong.length === 0
    ? []
    : [{ kind: 'divergent', what: `${who}: ${wrong.slice(0, 6).join(', ')} (${wrong.length})` }]
}

/** Each row of the service is told to those, and only those, to whom it is visible. */
export function audiencesOf(truth: Truth): Failure[] {
  return [...truth.store.rows].flatMap(([key, { audience }]): Failure[] => {
    const should = truth.audience(key).join(' ')
    const is = sortedScopes(audience).join(' ')
    return is === should ? [] : [{ kind: 'divergent', what: `${key} is for ${is} instead of ${should}` }]
  })
}

const tableOf = (key: string): string => key.slice(0, key.indexOf('/'))
const isWarm = (key: string): boolean => warmTables.some((table) => table === tableOf(key))

/** The window's rows, on the screen and on its disks, are what its agent may see. */
export function rowsOf(window: SimWindow, truth: Truth): Failure[] {
  const { store, agent, index, screen, build } = window
  if (store === null || store.outbox.entries().length > 0) return []
  const visible = truth.visible(truth.heldBy(agent))
  // An old build holds the rows of tables that it does not know under the names they came with [S19].
  const should = new Map(
    [...visible].map(([key, row]) => [asSentTo(build, tableOf(key)) + key.slice(tableOf(key).length), row]),
  )
  const memory = new Map<string, string>()
  for (const table of warmTables) for (const row of store.all(table)) memory.set(`${table}/${row.id}`, textOf(row))
  const failures = compared(`w${index} memory`, memory, new Map([...should].filter(([key]) => isWarm(key))))
  failures.push(...compared(`w${index} disk`, onDisk(window), should))
  const left = [window.outbox, window.journal]
    .map(contentAfter)
    .flatMap(({ entries }) => entries.map(({ opId }) => opId.slice(-6)))
  if (left.length > 0) failures.push({ kind: 'stuck', what: `w${index} has ${left.join(' ')} left on its outbox disk` })
  if (screen === null) return failures
  const shown = new Map(screen.shown.map((row) => [`messages/${row.id}`, textOf(row)]))
  const thread = [...should].filter(
    ([key]) => key.startsWith('messages/') && truth.store.rows.get(key)?.row['caseId'] === screen.caseId,
  )
  return [...failures, ...compared(`w${index} screen`, shown, new Map(thread))]
}

/** What the window would find if it were started now. */
function onDisk({ cache }: SimWindow): Texts {
  const disk = new MemoryCacheDisk(cache, new Life(new Scheduler()), { delay: () => 0, isRefused: () => false })
  return new Map(disk.everything().map(({ table, row }) => [`${table}/${row.id}`, textOf(row)]))
}

/** Reading the feed from its beginning gives the tables as they stand, for everyone and for each agent. */
export async function replayed(truth: Truth, windows: readonly SimWindow[]): Promise<Failure[]> {
  const agents = new Map(windows.map(({ agent }) => [agent.id, agent]))
  const readers = [['*'], ...[...agents.values()].map((agent) => truth.heldBy(agent))]
  const failures: Failure[] = []
  for (const held of readers) failures.push(...(await replayedFor(held, truth)))
  return failures
}

async function replayedFor(held: readonly Scope[], truth: Truth): Promise<Failure[]> {
  const { store } = truth
  const feed = new MemoryFeed(store, { pause: () => Promise.resolve(), pageEntries: Infinity, isWhole: true })
  const rows = new Map<string, string>()
  let cursor = writeCursor({ epoch: store.epoch, number: 0, audience: audienceMark(held) })
  for (;;) {
    const page = await pullPage(feed, { held, clientId: '' }, cursor)
    if ('reset' in page) return [{ kind: 'divergent', what: `the feed from 0 was answered ${page.reset}` }]
    for (const change of page.changes) {
      const key = `${change.t}/${change.id}`
      if ('gone' in change) rows.delete(key)
      else if (isTableName(change.t)) rows.set(key, textOf(change.row))
    }
    cursor = page.to
    if (page.isLast) return compared(`feed from 0 for ${held.length} scopes`, rows, truth.visible(held))
  }
}
