import { type Scope, maySee, ownAudience, scopesOf, sortedScopes } from '#shared/audience.ts'
import type { Agent } from '#shared/domain/agent.ts'
import type { Queue } from '#shared/domain/queue.ts'
import { type AnyRow, type TableName, isTableName, parentIdOf, tables, throughIdOf } from '#shared/tables.ts'
import { namedIds } from '#service/sync/batch-rows.ts'
import { audienceMark, pullPage, writeCursor } from '#service/sync/change-feed.ts'
import type { Intent } from './intents.ts'
import { MemoryCacheDisk } from './memory-cache-disk.ts'
import { contentAfter } from './memory-outbox-disk.ts'
import { MemoryFeed } from './memory-feed.ts'
import type { MemoryStore } from './memory-ledger.ts'
import type { Schedule } from './run-schedule.ts'
import { Life, Scheduler } from './scheduler.ts'
import type { SimWindow } from './sim-window.ts'

/** The four ways in which a schedule may fail. */
export type FailureKind = 'lost' | 'duplicated' | 'divergent' | 'stuck'

export interface Failure {
  readonly kind: FailureKind
  readonly what: string
}

/** Everything that must hold once a schedule is at rest. */
export async function check(schedule: Schedule): Promise<Failure[]> {
  const { store, windows, intents, broken } = schedule
  const failures: Failure[] = broken.map((what) => ({ kind: 'divergent', what }))
  for (const window of windows) failures.push(...stuckIn(window))
  for (const intent of intents.all) failures.push(...fateOf(intent, windows, store))
  failures.push(...orderOf(schedule), ...repliesOf(schedule), ...audiencesOf(store))
  for (const window of windows) failures.push(...rowsOf(window, store))
  failures.push(...(await replayed(store, windows)))
  return failures
}

function stuckIn({ index, store, client }: SimWindow): Failure[] {
  if (store === null || client === null) return [{ kind: 'stuck', what: `w${index} did not open` }]
  const waiting = store.outbox.entries().map(({ opId, name }) => `${name} ${opId.slice(-6)}`)
  const { connection, isCaughtUp } = client.state
  const isHere = connection === 'online' && isCaughtUp
  return [
    ...(waiting.length > 0 ? [{ kind: 'stuck' as const, what: `w${index} still has ${waiting.join(', ')}` }] : []),
    ...(isHere
      ? []
      : [{ kind: 'stuck' as const, what: `w${index} is ${connection} and ${isCaughtUp ? '' : 'not '}caught up` }]),
  ]
}

/** Exactly one of: applied once, or parked with its text where it was written. */
function fateOf(intent: Intent, windows: readonly SimWindow[], store: MemoryStore): Failure[] {
  const { opId, name, args } = intent
  const logged = store.log.filter((entry) => entry.opId === opId)
  const isApplied = logged.some(({ outcome }) => 'applied' in outcome)
  const outbox = windows[intent.window]?.store?.outbox
  const parked = outbox?.parked().find((entry) => entry.opId === opId)
  const isExcused = intent.excuse !== null || intent.isDecided || outbox?.has(opId) === true
  const messageId = args['messageId']
  const isWithoutMessage = typeof messageId === 'string' && store.get('messages', messageId) === undefined
  const dependsOnRefused = store.log.some(
    (entry) => intent.dependsOn.includes(entry.opId) && 'refused' in entry.outcome,
  )
  const found: readonly (readonly [boolean, FailureKind, string])[] = [
    [logged.length > 1, 'duplicated', `ran ${logged.length} times`],
    [isApplied && parked !== undefined, 'duplicated', 'is applied and parked'],
    [isApplied && isWithoutMessage, 'lost', 'is applied without its message'],
    [!isApplied && parked === undefined && !isExcused, 'lost', 'is nowhere'],
    [isAltered(parked, args), 'lost', 'is parked without what was written'],
    [isApplied && dependsOnRefused, 'divergent', 'ran though it depends on a refused one'],
  ]
  const who = `${name} ${opId.slice(-6)} of w${intent.window}`
  return found.filter(([isWrong]) => isWrong).map(([, kind, what]) => ({ kind, what: `${who} ${what}` }))
}

const isAltered = (parked: { readonly args: unknown } | undefined, args: unknown): boolean =>
  parked !== undefined && JSON.stringify(parked.args) !== JSON.stringify(args)

/** What one window did on one case was applied in the order in which it was named. */
function orderOf({ intents, store }: Schedule): Failure[] {
  const numbers = new Map(store.log.map(({ opId, number }) => [opId, number]))
  const latest = new Map<string, number>()
  return intents.all.flatMap(({ opId, window, args, excuse, name }): Failure[] => {
    const number = numbers.get(opId)
    if (number === undefined || excuse !== null) return []
    const key = `${window}/${args.caseId}`
    const before = latest.get(key) ?? 0
    latest.set(key, Math.max(before, number))
    return number < before
      ? [{ kind: 'divergent', what: `${name} ${opId.slice(-6)} of w${window} ran out of order` }]
      : []
  })
}

/** Nothing was sent to a party by someone who had not seen the last reply [S18]. */
function repliesOf({ intents, store }: Schedule): Failure[] {
  const last = new Map<string, unknown>()
  return store.log.flatMap(({ opId, name, args, outcome }): Failure[] => {
    if (!('applied' in outcome)) return []
    const { caseId, messageId } = args as { caseId: string; messageId?: string }
    if (name === 'rows.write' || messageId === undefined) return []
    const message = store.get('messages', messageId)
    if (message?.['kind'] !== 'reply') return []
    const before = last.get(caseId)
    last.set(caseId, messageId)
    const seen = intents.get(opId)?.args['afterReplyId']
    const isBlind = seen !== undefined && before !== undefined && seen !== before
    return isBlind
      ? [{ kind: 'divergent', what: `${name} ${opId.slice(-6)} was sent though the thread had moved` }]
      : []
  })
}

/** Who may see each row, worked out from the rows alone. */
function audiences(store: MemoryStore): Map<string, readonly Scope[]> {
  const through = new Map<string, Scope[]>()
  for (const { table, row } of store.rows.values()) {
    if (table !== 'cases') continue
    for (const id of namedIds(row)) through.set(id, [...(through.get(id) ?? []), ...(ownAudience('cases', row) ?? [])])
  }
  const of = (table: TableName, row: AnyRow): readonly Scope[] => {
    const parent = tables[table].parent
    const parentRow = parent === undefined ? undefined : store.get(parent.table, parentIdOf(table, row) ?? '')
    if (parent !== undefined) return parentRow === undefined ? [] : of(parent.table, parentRow)
    return ownAudience(table, row) ?? sortedScopes(through.get(throughIdOf(table, row) ?? '') ?? [])
  }
  return new Map([...store.rows].map(([key, { table, row }]) => [key, of(table, row)]))
}

function audiencesOf(store: MemoryStore): Failure[] {
  const expected = audiences(store)
  return [...store.rows].flatMap(([key, { audience }]): Failure[] => {
    const should = expected.get(key)?.join(' ')
    return sortedScopes(audience).join(' ') === should
      ? []
      : [{ kind: 'divergent', what: `${key} is for ${audience.join(' ')} instead of ${should}` }]
  })
}

const heldBy = (agent: Agent, store: MemoryStore): Scope[] => {
  const queues = [...store.rows.values()].filter(({ table }) => table === 'queues').map(({ row }) => row as Queue)
  return scopesOf((store.get('agents', agent.id) as Agent | undefined) ?? agent, queues)
}

/** What the agent may see of the service's rows: `table/id` -> JSON. */
function visible(held: readonly Scope[], store: MemoryStore): Map<string, string> {
  const set = new Set(held)
  const of = audiences(store)
  const seen = [...store.rows].filter(([key]) => maySee(set, of.get(key) ?? []))
  return new Map(seen.map(([key, { row }]) => [key, JSON.stringify(row)]))
}

const compared = (who: string, has: ReadonlyMap<string, string>, should: ReadonlyMap<string, string>): Failure[] => {
  const wrong = [...should]
    .filter(([key, row]) => has.get(key) !== row)
    .map(([key]) => (has.has(key) ? `old ${key}` : `no ${key}`))
  const extra = [...has.keys()].filter((key) => !should.has(key)).map((key) => `still ${key}`)
  const all = [...wrong, ...extra]
  return all.length === 0 ? [] : [{ kind: 'divergent', what: `${who}: ${all.slice(0, 6).join(', ')} (${all.length})` }]
}

/** The window's rows, on the screen and on its disks, are what its agent may see. */
function rowsOf(window: SimWindow, truth: MemoryStore): Failure[] {
  const { store, agent, index, screen } = window
  if (store === null || store.outbox.entries().length > 0) return []
  const should = visible(heldBy(agent, truth), truth)
  const warm = [...should].filter(([key]) => !isColdKey(key))
  const memory = new Map<string, string>()
  for (const table of warmNames)
    for (const row of store.all(table)) memory.set(`${table}/${row.id}`, JSON.stringify(row))
  const failures = compared(`w${index} memory`, memory, new Map(warm))
  failures.push(...compared(`w${index} disk`, onDisk(window), should))
  const left = [window.outbox, window.journal]
    .map(contentAfter)
    .flatMap(({ entries }) => entries.map(({ opId }) => opId.slice(-6)))
  if (left.length > 0) failures.push({ kind: 'stuck', what: `w${index} has ${left.join(' ')} left on its outbox disk` })
  if (screen === null) return failures
  const shown = new Map(screen.shown.map((row) => [`messages/${row.id}`, JSON.stringify(row)]))
  const thread = [...should].filter(
    ([key]) => key.startsWith('messages/') && truth.rows.get(key)?.row['caseId'] === screen.caseId,
  )
  return [...failures, ...compared(`w${index} screen`, shown, new Map(thread))]
}

const warmNames = (Object.keys(tables) as TableName[]).filter((table) => !tables[table].cold) as Exclude<
  TableName,
  'messages' | 'sopBodies'
>[]
const isColdKey = (key: string): boolean => key.startsWith('messages/') || key.startsWith('sopBodies/')

/** What the window would find if it were started now. */
function onDisk({ cache }: SimWindow): Map<string, string> {
  const disk = new MemoryCacheDisk(cache, new Life(new Scheduler()), { delay: () => 0, isRefused: () => false })
  return new Map(disk.everything().map(({ table, row }) => [`${table}/${row.id}`, JSON.stringify(row)]))
}

/** Reading the feed from its beginning gives the tables as they stand. */
async function replayed(store: MemoryStore, windows: readonly SimWindow[]): Promise<Failure[]> {
  const failures: Failure[] = []
  const readers = [['*'], ...windows.map(({ agent }) => heldBy(agent, store))]
  for (const held of readers) {
    const rows = new Map<string, string>()
    let cursor = writeCursor({ epoch: store.epoch, number: 0, audience: audienceMark(held) })
    for (;;) {
      const page = await pullPage(new MemoryFeed(store, () => Promise.resolve()), { held, clientId: '' }, cursor)
      if ('reset' in page)
        return [...failures, { kind: 'divergent', what: `the feed from 0 was answered ${page.reset}` }]
      for (const change of page.changes) {
        const key = `${change.t}/${change.id}`
        if ('gone' in change) rows.delete(key)
        else if (isTableName(change.t)) rows.set(key, JSON.stringify(change.row))
      }
      cursor = page.to
      if (page.isLast) break
    }
    failures.push(...compared(`feed from 0 for ${held.length} scopes`, rows, visible(held, store)))
  }
  return failures
}
