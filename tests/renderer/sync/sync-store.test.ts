import { expect, test } from 'vitest'
import type { CacheContent, CacheTrouble, SnapshotWriter } from '#renderer/sync/disk.ts'
import type { CopyIntake } from '#renderer/sync/copy-intake.ts'
import { SyncStore } from '#renderer/sync/sync-store.ts'
import type { FeedPage, RowChange } from '#shared/sync/protocol.ts'
import type { AnyRow } from '#shared/tables.ts'
import { aCase, aMessage, aQueue, anAgent, anEscalation, idOf } from '#tests/builders.ts'
import { type CacheSteps, MemoryCacheDisk } from '#tests/sync/memory-cache-disk.ts'
import { type HomesSteps, contentAfter, memoryHomes } from '#tests/sync/memory-outbox-disk.ts'
import { Random } from '#tests/sync/random.ts'
import { Life, Scheduler, clockOf } from '#tests/sync/scheduler.ts'
import { packsOf } from './packs-of.ts'

const ana = anAgent()
const row = aCase()
const message = aMessage()

/** One computer: its disks, and time that passes only when told. */
class Computer {
  readonly cache: CacheSteps = []
  readonly outbox: HomesSteps = { first: [], second: [] }
  readonly scheduler = new Scheduler()
  #ids = 0x1000

  async open(): Promise<{ store: SyncStore; life: Life }> {
    const life = new Life(this.scheduler)
    const disk = { delay: () => 1, isRefused: () => false }
    const clock = clockOf(this.scheduler, life, new Random(1), { newId: () => idOf((this.#ids += 1)), skew: () => 0 })
    const disks = {
      cache: new MemoryCacheDisk(this.cache, life, disk),
      outbox: memoryHomes(this.outbox, life, clock, { behaviour: disk }),
    }
    return { store: await this.done(SyncStore.open(ana, disks, clock)), life }
  }

  /** What the promise comes to, with as much time as it takes. */
  async done<T>(promise: Promise<T>): Promise<T> {
    await this.pass()
    return promise
  }

  pass(): Promise<void> {
    return this.scheduler.runUntil(this.scheduler.now + 1000)
  }
}

const change = (t: string, v: number, changed: AnyRow): RowChange => ({ t, id: changed.id, v, row: changed })
const page = (base: string, to: string, set: Partial<FeedPage> = {}): FeedPage => ({
  base,
  to,
  isLast: true,
  changes: [],
  results: [],
  ...set,
})

const same = (): void => undefined
const taken = (intake: CopyIntake, changes: readonly RowChange[]): Promise<void> => intake.take(packsOf(changes), same)

/** A computer whose window has one case with one message, at the cursor `c1`. */
async function ready(): Promise<{ computer: Computer; store: SyncStore; life: Life }> {
  const computer = new Computer()
  const { store, life } = await computer.open()
  const intake = await computer.done(store.beginSnapshot())
  const rows = [change('agents', 1, ana), change('cases', 1, row), change('messages', 1, message)]
  await computer.done(taken(intake, rows))
  await computer.done(intake.finish('c1'))
  return { computer, store, life }
}

const note = { caseId: row.id, messageId: idOf(0x51), text: 'Called them.' }

function named(store: SyncStore, args = note): { opId: string; isSaved: Promise<void> } {
  const outcome = store.mutate('case.note', args)
  if ('refused' in outcome) throw new Error(outcome.refused)
  return outcome
}

test('a mutation is on the screen when it is named, and after a restart, and leaves the truth alone [S7]', async () => {
  const { computer, store, life } = await ready()
  const { isSaved } = named(store)
  expect(store.get('cases', row.id)?.messageCount).toBe(1)
  await computer.done(isSaved)
  life.end()
  const again = await computer.open()
  expect(again.store.get('cases', row.id)?.messageCount).toBe(1)
  expect((await computer.done(again.store.cold('messages', row.id))).map(({ id }) => id)).toEqual([
    message.id,
    note.messageId,
  ])
})

test('a stretch that does not start at our cursor changes nothing [S6]', async () => {
  const { computer, store } = await ready()
  const changes = [change('cases', 9, { ...row, subject: 'From the future' })]
  expect(await computer.done(store.applyPage(page('c7', 'c8', { changes })))).toBe(false)
  expect([store.cursor, store.get('cases', row.id)?.subject]).toEqual(['c1', row.subject])
})

test('a mutation leaves the outbox with the stretch that confirms it, in memory and on disk [S8]', async () => {
  const { computer, store } = await ready()
  const { opId, isSaved } = named(store)
  await computer.done(isSaved)
  const changes = [change('cases', 2, { ...row, messageCount: 1 })]
  await computer.done(store.applyPage(page('c1', 'c2', { changes, results: [{ opId, outcome: { applied: true } }] })))
  expect(store.outbox.entries()).toEqual([])
  expect(contentAfter(computer.outbox.first).entries).toEqual([])
  expect(store.get('cases', row.id)?.messageCount).toBe(1)
})

// Catches: an open thread that loses for a moment what was just written or came in, because it has to be read from disk again.
test('a thread that was read is there without the disk, with what waits, what is confirmed and what comes in', async () => {
  const { computer, store } = await ready()
  const texts = (): string[] | undefined => store.coldNow('messages', row.id)?.map(({ text }) => text)
  expect(texts()).toBeUndefined()
  await computer.done(store.cold('messages', row.id))
  const { opId, isSaved } = named(store)
  expect(texts()).toEqual([message.text, note.text])
  await computer.done(isSaved)
  const sent = aMessage({ id: note.messageId, text: note.text })
  const answer = aMessage({ id: idOf(0x52), text: 'They called back.' })
  const isKept = store.applyPage(
    page('c1', 'c2', {
      changes: [change('messages', 2, sent), change('messages', 3, answer)],
      results: [{ opId, outcome: { applied: true } }],
    }),
  )
  expect(texts()).toEqual([message.text, note.text, answer.text])
  await computer.done(isKept)
  expect((await computer.done(store.cold('messages', row.id))).map(({ text }) => text)).toEqual(texts())
  await computer.done(store.dropUnseen(['all']))
  expect(texts()).toBeUndefined()
})

// Catches a crash between the two databases: the truth has the effect, the outbox would send it again.
test('a result that reached the cache but not the outbox before a crash is settled at the next start [S8]', async () => {
  const { computer, store, life } = await ready()
  const { opId, isSaved } = named(store)
  await computer.done(isSaved)
  const refused = { opId, outcome: { refused: 'not-allowed' as const } }
  const before = [computer.outbox.first.length, computer.outbox.second.length] as const
  await computer.done(store.applyPage(page('c1', 'c2', { results: [refused] })))
  life.end()
  computer.outbox.first.length = before[0]
  computer.outbox.second.length = before[1]
  const again = await computer.open()
  expect(again.store.outbox.entries()).toEqual([])
  expect(again.store.outbox.parked()).toMatchObject([{ opId, refused: 'not-allowed', args: note }])
})

test('a refused mutation is parked with its reason and what was written, until the agent decides [S15]', async () => {
  const { computer, store } = await ready()
  const { opId } = named(store)
  await computer.pass()
  const refused = { opId, outcome: { refused: 'thread-moved' as const } }
  await computer.done(store.applyPage(page('c1', 'c2', { results: [refused] })))
  expect(store.outbox.parked()).toMatchObject([{ opId, refused: 'thread-moved', args: note }])
  await computer.done(store.unpark(opId))
  expect(contentAfter(computer.outbox.first).parked).toEqual([])
})

test('what depends on a mutation that the service cannot read is set aside with it [S15]', async () => {
  const { computer, store } = await ready()
  const { opId } = named(store)
  const second = store.mutate('case.note', { ...note, messageId: idOf(0x52) }, [opId])
  const free = named(store, { ...note, messageId: idOf(0x53) })
  await computer.done(store.park(opId, { refused: 'bad-arguments' }))
  expect(store.outbox.parked().map(({ refused }) => refused)).toEqual(['bad-arguments', 'dependency-refused'])
  expect(store.outbox.entries().map((entry) => entry.opId)).toEqual([free.opId])
  expect('opId' in second).toBe(true)
})

// Catches rows that stay away for ever: rights that came back before the new copy was there made the old cursor good again.
test('with fewer rights rows go at once from memory and disk, and the cursor with them [S17]', async () => {
  const { computer, store, life } = await ready()
  await computer.done(store.dropUnseen(['all']))
  expect([store.get('cases', row.id), store.cursor === 'c1']).toEqual([undefined, false])
  life.end()
  const again = await computer.open()
  expect([again.store.get('cases', row.id), again.store.cursor === 'c1']).toEqual([undefined, false])
  expect(await computer.done(again.store.cold('messages', row.id))).toEqual([])
})

test('a thread that comes in after its case has left sight is not kept [S17]', async () => {
  const { computer, store } = await ready()
  await computer.done(store.applyPage(page('c1', 'c2', { changes: [{ t: 'cases', id: row.id, v: 2, gone: true }] })))
  const thread = [change('messages', 1, message), change('escalations', 1, anEscalation())]
  await computer.done(store.keepThread(thread))
  expect(await computer.done(store.cold('messages', row.id))).toEqual([])
  expect(store.all('escalations')).toEqual([])
})

test('a whole new copy takes the place of the old one, tells who shows a thread, and leaves the outbox alone [S14]', async () => {
  const { computer, store } = await ready()
  const { opId } = named(store)
  await computer.pass()
  const told: string[] = []
  const intake = await computer.done(store.beginSnapshot())
  await computer.done(
    taken(intake, [change('cases', 1, row), change('messages', 4, { ...message, text: 'Corrected' })]),
  )
  store.subscribe(({ parents }) => told.push(...parents))
  await computer.done(intake.finish('d1'))
  expect(told).toContain(`messages/${row.id}`)
  expect(store.all('agents')).toEqual([])
  expect((await computer.done(store.cold('messages', row.id))).map(({ text }) => text)).toEqual([
    'Corrected',
    note.text,
  ])
  expect(store.outbox.entries().map((entry) => entry.opId)).toEqual([opId])
})

const turnOfLoop = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve))

/** A cache whose pages are written when told, each at its own time. */
class SlowCache extends MemoryCacheDisk {
  readonly writes: { done: () => void; failed: (error: Error) => void }[] = []
  finished: string | null = null

  override beginSnapshot(): Promise<SnapshotWriter> {
    return Promise.resolve({
      write: () => new Promise<void>((done, failed) => this.writes.push({ done, failed })),
      finish: async (cursor: string) => void (this.finished = cursor),
      abandon: () => Promise.resolve(),
    })
  }
}

async function downloading(): Promise<{ cache: SlowCache; intake: CopyIntake }> {
  const scheduler = new Scheduler()
  const life = new Life(scheduler)
  const disk = { delay: () => 1, isRefused: () => false }
  const cache = new SlowCache([], life, disk)
  const clock = clockOf(scheduler, life, new Random(1), { newId: () => idOf(1), skew: () => 0 })
  const opening = SyncStore.open(
    ana,
    { cache, outbox: memoryHomes({ first: [], second: [] }, life, clock, { behaviour: disk }) },
    clock,
  )
  await scheduler.runUntil(scheduler.now + 1000)
  return { cache, intake: await (await opening).beginSnapshot() }
}

// Catches a download that races ahead of a slow disk and keeps the whole copy in memory, and one that ends before its pages are on disk.
test('of a whole new copy four pages at most are being written, and it counts only when the last is on disk', async () => {
  const { cache, intake } = await downloading()
  for (const v of [1, 2, 3]) await taken(intake, [change('cases', v, row)])
  let isTaken = false
  const fourth = taken(intake, [change('messages', 1, message)]).then(() => (isTaken = true))
  await turnOfLoop()
  expect(isTaken).toBe(false)
  cache.writes[0]?.done()
  await fourth
  const finishing = intake.finish('c1')
  for (const n of [1, 2]) cache.writes[n]?.done()
  await turnOfLoop()
  expect(cache.finished).toBeNull()
  cache.writes[3]?.done()
  await finishing
  expect(cache.finished).toBe('c1')
})

// Catches a hole in the copy: a page that the disk refused, under a cursor that says everything is here.
test('a page that the disk refuses fails the whole download', async () => {
  const { cache, intake } = await downloading()
  await taken(intake, [change('cases', 1, row)])
  cache.writes[0]?.failed(new Error('the disk is full'))
  await expect(intake.finish('c1')).rejects.toThrow('the disk is full')
  expect(cache.finished).toBeNull()
})

test('a change of a table that this build does not know neither stops the rest nor is thrown away [S19]', async () => {
  const { computer, store } = await ready()
  const changes = [change('spaceships', 2, { id: idOf(0x70) }), change('queues', 3, aQueue())]
  await computer.done(store.applyPage(page('c1', 'c2', { changes })))
  expect(store.all('queues')).toHaveLength(1)
  expect(JSON.stringify(computer.cache)).toContain('spaceships')
})

test('a mutation that is too large or badly formed is refused at once and nothing of it is kept [S21]', async () => {
  const { computer, store } = await ready()
  expect(store.mutate('case.note', { ...note, text: '' })).toMatchObject({ refused: 'bad-arguments' })
  const packet = { ...note, text: '"'.repeat(15_001) }
  expect(store.mutate('case.note', packet)).toMatchObject({ refused: 'bad-arguments' })
  await computer.pass()
  expect([store.outbox.entries(), contentAfter(computer.outbox.first).entries]).toEqual([[], []])
})

/** A cache that tells what is wrong with it when it is told to. */
class DamagedCache extends MemoryCacheDisk {
  trouble: CacheTrouble | null = null
  damaged = 0

  override watch(trouble: CacheTrouble): void {
    this.trouble = trouble
  }

  override async load(): Promise<CacheContent> {
    return { ...(await super.load()), damaged: this.damaged }
  }
}

async function onDamaged(computer: Computer, damaged: number): Promise<{ store: SyncStore; cache: DamagedCache }> {
  const life = new Life(computer.scheduler)
  const disk = { delay: () => 1, isRefused: () => false }
  const cache = new DamagedCache(computer.cache, life, disk)
  cache.damaged = damaged
  const clock = clockOf(computer.scheduler, life, new Random(1), { newId: () => idOf(1), skew: () => 0 })
  const disks = { cache, outbox: memoryHomes(computer.outbox, life, clock, { behaviour: disk }) }
  return { store: await computer.done(SyncStore.open(ana, disks, clock)), cache }
}

// Catches a window that pulls on from a cursor whose rows it does not have: they would never come.
test('where something on disk did not open what could be read is shown, and no stretch is pulled from there [S6]', async () => {
  const { computer } = await ready()
  const { store } = await onDamaged(computer, 2)
  expect([store.cursor === 'c1', store.damaged, store.get('cases', row.id)?.id]).toEqual([false, 2, row.id])
  expect(await computer.done(store.applyPage(page('c1', 'c2')))).toBe(false)
})

test('what turns out to be damaged later leads to a new copy too, and a missing thread is told', async () => {
  const { computer } = await ready()
  const { store, cache } = await onDamaged(computer, 0)
  const missing: string[] = []
  store.onMissingThread((caseId) => missing.push(caseId))
  cache.trouble?.missing('messages', row.id)
  expect([store.cursor, missing]).toEqual(['c1', [row.id]])
  cache.trouble?.damaged(1)
  expect([store.cursor === 'c1', store.damaged]).toEqual([false, 1])
})

// Catches rows of a page that come back after they were dropped: the rights shrank while the page was being decoded [S17].
test('a page that is no longer wanted stops between two packs, and nothing is told as done [S17]', async () => {
  const { computer, store } = await ready()
  const slow = new SlowIntake(store, computer)
  const rows = [change('queues', 1, aQueue()), change('teams', 2, { id: idOf(0x99) })]
  await expect(slow.take(rows)).rejects.toThrow('no longer wanted')
  expect(store.all('teams')).toEqual([])
})

/** A download on a clock in which each pack takes long to decode, given up after the first. */
class SlowIntake {
  readonly #store: SyncStore
  readonly #computer: Computer

  constructor(store: SyncStore, computer: Computer) {
    this.#store = store
    this.#computer = computer
  }

  async take(rows: readonly RowChange[]): Promise<void> {
    const intake = await this.#computer.done(this.#store.beginSnapshot())
    const { scheduler } = this.#computer
    let isWanted = true
    const packs = packsOf(rows).map((pack) => ({
      head: pack.head,
      get body() {
        scheduler.now += 50
        isWanted = false
        return pack.body
      },
    }))
    await intake.take(packs, () => {
      if (!isWanted) throw new Error('no longer wanted')
    })
    const finished = intake.finish('d1')
    finished.catch(() => undefined)
    await this.#computer.done(intake.abandon())
    return this.#computer.done(finished)
  }
}

// Catches a table that stays wrong although the service said what is in it, on the screen or after a restart [S13].
test('a table is made what its copy says, on the screen and on disk, and the cursor stays [S13]', async () => {
  const { computer, store, life } = await ready()
  await computer.done(store.applyPage(page('c1', 'c2', { changes: [change('queues', 3, aQueue({ id: idOf(0x31) }))] })))
  const copy = store.beginTable('queues')
  copy.take(packsOf([change('queues', 4, aQueue({ id: idOf(0x32) }))]))
  expect(await computer.done(store.replaceTable(copy))).toBe(2)
  const ids = (from: SyncStore): string[] => from.all('queues').map(({ id }) => id)
  expect([ids(store), store.cursor]).toEqual([[idOf(0x32)], 'c2'])
  life.end()
  const again = await computer.open()
  expect([ids(again.store), again.store.cursor]).toEqual([[idOf(0x32)], 'c2'])
})

test('what the feed brings while a copy of one table is under way is not undone by it [S13]', async () => {
  const { computer, store } = await ready()
  const copy = store.beginTable('queues')
  await computer.done(store.applyPage(page('c1', 'c2', { changes: [change('queues', 3, aQueue())] })))
  expect(await computer.done(store.replaceTable(copy))).toBe(0)
  expect(store.all('queues')).toHaveLength(1)
})
