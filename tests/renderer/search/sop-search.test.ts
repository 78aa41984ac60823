import { expect, test } from 'vitest'
import type { Row } from '#shared/tables.ts'
import { SopIndex } from '#renderer/search/sop-index.ts'
import type { SearchPort, SearchReply, SearchRequest } from '#renderer/search/sop-search-protocol.ts'
import { SopSearch, type SopSource } from '#renderer/search/sop-search.ts'

const head = (id: string, version: number, title: string): Row<'sops'> => ({
  id,
  groupId: id,
  title,
  locale: 'en',
  sourceLocale: 'en',
  section: 'Returns',
  labels: [],
  market: null,
  state: 'published',
  internal: true,
  version,
  updatedAt: '2026-11-22T07:00:00.000Z',
  source: null,
})

/** SOPs on a computer, as the workspace would give them. */
class Shelf implements SopSource {
  readonly sops = new Map<string, Row<'sops'>>()
  readonly bodies = new Map<string, string>()
  sync = { download: null as unknown }
  /** How many bodies were asked for. */
  reads = 0
  /** Holds up whoever reads bodies. */
  slow = Promise.resolve()
  #listeners = new Set<() => void>()
  #version = 1

  all = (): Row<'sops'>[] => [...this.sops.values()]
  version = (): number => this.#version
  cold = async (_table: 'sopBodies', sopId: string): Promise<Row<'sopBodies'>[]> => {
    this.reads += 1
    const body = this.bodies.get(sopId)
    await this.slow
    return body === undefined ? [] : [{ id: sopId, sopId, format: 'markdown', body }]
  }
  coldMarks = (_table: 'sopBodies', sopIds: readonly string[]): Promise<string[]> =>
    Promise.resolve(sopIds.map((id) => this.bodies.get(id) ?? ''))
  scanCold: SopSource['scanCold'] = async (table, each) => {
    for (const id of this.bodies.keys()) each(await this.cold(table, id))
  }
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  changed(): void {
    this.#version += 1
    for (const listener of this.#listeners) listener()
  }
}

/** The worker's own index, answering in the same process but never in the same turn; `hold` keeps it building. */
class NearWorker implements SearchPort {
  readonly index: SopIndex
  readonly told: SearchRequest[] = []
  hold = false
  readonly #isKept: boolean
  #listener: (event: { data: SearchReply }) => void = () => {}

  /** `kept`: an index as an earlier worker left it. */
  constructor(kept: SopIndex | null = null) {
    this.#isKept = kept !== null
    this.index = kept ?? new SopIndex()
  }

  postMessage(request: SearchRequest): void {
    this.told.push(request)
    if (request.do === 'open') this.reply({ is: 'opened', marks: this.#isKept ? this.index.marks() : null })
    if (request.do === 'put') this.index.put(request.texts)
    if (request.do === 'remove') this.index.remove(request.ids)
    if (request.do === 'built' && !this.hold) this.reply({ is: 'built' })
    if (request.do === 'search') {
      this.reply({ is: 'found', n: request.n, hits: this.index.search(request.question, request.who, request.limit) })
    }
  }
  reply(data: SearchReply): void {
    setTimeout(() => this.#listener({ data }))
  }
  addEventListener(_type: 'message', listener: (event: { readonly data: SearchReply }) => void): void {
    this.#listener = listener
  }
  terminate(): void {}
}

const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
const searchOf = (shelf: Shelf, worker = new NearWorker()): SopSearch =>
  new SopSearch(shelf, { owner: { agentId: 'me', key }, start: () => worker, whenIdle: (work) => work() })

const anyone = { locale: null, market: null }
const built = (search: SopSearch): Promise<void> =>
  new Promise((resolve) => {
    if (search.isBuilt) resolve()
    search.subscribe(resolve)
  })

// Catches a search that answers nothing for as long as it indexes, and one that keeps quiet about it.
test('while texts are being indexed, titles are searched and the answer says it is not complete', async () => {
  const shelf = new Shelf()
  shelf.sops.set('a', head('a', 1, 'Return window'))
  const worker = new NearWorker()
  worker.hold = true
  const search = searchOf(shelf, worker)
  const answer = await search.search('retur win', anyone)
  expect(answer.isComplete).toBe(false)
  expect(answer.hits.map(({ sopId }) => sopId)).toEqual(['a'])
})

// Catches an index that stays as it was when the window opened.
test('an SOP that changes, and a text that arrives later, are found without a restart', async () => {
  const shelf = new Shelf()
  shelf.sops.set('a', head('a', 1, 'Return window'))
  const search = searchOf(shelf)
  await built(search)
  expect((await search.search('hygiene', anyone)).hits).toEqual([])
  shelf.bodies.set('a', 'Hygiene goods cannot be returned.')
  shelf.changed()
  await expect.poll(async () => (await search.search('hygiene', anyone)).hits.length).toBe(1)
})

// Catches a withdrawn SOP that agents still find and follow.
test('an SOP that may no longer be seen is no longer found', async () => {
  const shelf = new Shelf()
  shelf.sops.set('a', head('a', 1, 'Return window'))
  shelf.bodies.set('a', 'Seven days.')
  const search = searchOf(shelf)
  await built(search)
  expect((await search.search('seven', anyone)).hits.length).toBe(1)
  shelf.sops.delete('a')
  shelf.changed()
  await expect.poll(async () => (await search.search('seven', anyone)).hits.length).toBe(0)
})

// Catches a start that reads every body again, which is what keeping the index is to save.
test('of an index that was kept, only what differs is read again', async () => {
  const shelf = new Shelf()
  for (const id of ['a', 'b', 'c', 'd']) {
    shelf.sops.set(id, head(id, 1, `Title ${id}`))
    shelf.bodies.set(id, `Text of ${id}.`)
  }
  const first = new NearWorker()
  await built(searchOf(shelf, first))
  expect(shelf.reads).toBe(4)
  await built(searchOf(shelf, new NearWorker(first.index)))
  expect(shelf.reads).toBe(4)
  // One text, one head and one whole SOP are others than when the index was kept.
  shelf.bodies.set('a', 'Another text.')
  shelf.sops.set('b', { ...head('b', 1, 'Title b'), labels: ['outdated'] })
  shelf.sops.delete('c')
  const third = new NearWorker(first.index)
  const search = searchOf(shelf, third)
  await built(search)
  await expect.poll(() => third.told.map((request) => request.do)).toEqual(['open', 'remove', 'put'])
  expect(third.told.flatMap((request) => (request.do === 'put' ? request.texts.map(({ id }) => id) : []))).toEqual([
    'a',
    'b',
  ])
  expect(shelf.reads).toBe(6)
  expect((await search.search('outdated', anyone)).hits.map(({ sopId }) => sopId)).toEqual(['b'])
})

// Catches a removal that waits until a thousand bodies have been read, and a body that comes back with them.
test('what leaves the sight of the agent while bodies are being read is taken out at once and stays out [S17]', async () => {
  const shelf = new Shelf()
  shelf.sops.set('a', head('a', 1, 'Return window'))
  shelf.bodies.set('a', 'Seven days.')
  const worker = new NearWorker()
  const search = searchOf(shelf, worker)
  await built(search)
  let goOn = (): void => undefined
  shelf.slow = new Promise((resolve) => (goOn = resolve))
  shelf.sops.set('b', head('b', 1, 'Withdrawn'))
  shelf.bodies.set('b', 'Not for everyone.')
  shelf.changed()
  await expect.poll(() => shelf.reads).toBe(2)
  shelf.sops.clear()
  shelf.changed()
  expect(worker.index.size).toBe(0)
  goOn()
  await expect.poll(async () => (await search.search('everyone', anyone)).hits.length).toBe(0)
  expect(worker.told.some((request) => request.do === 'put' && request.texts.some(({ id }) => id === 'b'))).toBe(false)
})
