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
  #listeners = new Set<() => void>()
  #version = 1

  all = (): Row<'sops'>[] => [...this.sops.values()]
  version = (): number => this.#version
  cold = (_table: 'sopBodies', sopId: string): Promise<Row<'sopBodies'>[]> => {
    const body = this.bodies.get(sopId)
    return Promise.resolve(body === undefined ? [] : [{ id: sopId, sopId, format: 'markdown', body }])
  }
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
  readonly index = new SopIndex()
  hold = false
  #listener: (event: { data: SearchReply }) => void = () => {}

  postMessage(request: SearchRequest): void {
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
  const search = new SopSearch(shelf, () => worker)
  const answer = await search.search('retur win', anyone)
  expect(answer.isComplete).toBe(false)
  expect(answer.hits.map(({ sopId }) => sopId)).toEqual(['a'])
})

// Catches an index that stays as it was when the window opened.
test('an SOP that changes, and a text that arrives later, are found without a restart', async () => {
  const shelf = new Shelf()
  shelf.sops.set('a', head('a', 1, 'Return window'))
  const search = new SopSearch(shelf, () => new NearWorker())
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
  const search = new SopSearch(shelf, () => new NearWorker())
  await built(search)
  expect((await search.search('seven', anyone)).hits.length).toBe(1)
  shelf.sops.delete('a')
  shelf.changed()
  await expect.poll(async () => (await search.search('seven', anyone)).hits.length).toBe(0)
})
