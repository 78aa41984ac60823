import { expect, test } from 'vitest'
import type { Row } from '#shared/tables.ts'
import { indexDatabaseName } from '#renderer/search/index-store.ts'
import type { SearchPort } from '#renderer/search/sop-search-protocol.ts'
import { SopSearch, type SopSource } from '#renderer/search/sop-search.ts'
import { sealKey } from '#renderer/sync/seal/device-seal.ts'

const anyone = { locale: null, market: null }
const newKey = (): Promise<CryptoKey> => sealKey(crypto.getRandomValues(new Uint8Array(32)))

/** SOPs on a computer, which counts how often it is asked for texts. */
class Shelf implements SopSource {
  readonly bodies = new Map<string, string>()
  readonly sync = { download: null }
  reads = 0
  readonly #listeners = new Set<() => void>()
  #version = 1

  constructor(bodies: readonly string[]) {
    for (const [n, body] of bodies.entries()) this.bodies.set(`sop-${n}`, body)
  }

  all = (): Row<'sops'>[] =>
    [...this.bodies.keys()].map((id) => ({
      id,
      groupId: id,
      title: `Title of ${id}`,
      locale: 'en',
      sourceLocale: 'en',
      section: 'Returns',
      labels: [],
      market: null,
      state: 'published',
      internal: true,
      version: 1,
      updatedAt: '2026-11-22T07:00:00.000Z',
      source: null,
    }))
  version = (): number => this.#version
  coldMarks = (_table: 'sopBodies', ids: readonly string[]): Promise<string[]> =>
    Promise.resolve(ids.map((id) => `${this.bodies.get(id)?.length}`))
  cold = (_table: 'sopBodies', sopId: string): Promise<Row<'sopBodies'>[]> => {
    this.reads += 1
    return Promise.resolve([{ id: sopId, sopId, format: 'markdown', body: this.bodies.get(sopId) ?? '' }])
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

const startWorker = (): SearchPort =>
  new Worker(new URL('../../../../src/renderer/search/sop-search-worker.ts', import.meta.url), { type: 'module' })

/** A window's search with the real worker, ready to answer from texts. */
async function openSearch(shelf: Shelf, owner: { agentId: string; key: CryptoKey }): Promise<SopSearch> {
  const search = new SopSearch(shelf, { owner, start: startWorker, whenIdle: (work) => work() })
  await expect.poll(() => search.isBuilt, { timeout: 20_000 }).toBe(true)
  return search
}

const found = async (search: SopSearch, question: string): Promise<string[]> =>
  (await search.search(question, anyone)).hits.map(({ sopId }) => sopId)

/** Works on the records of the index's database. */
function records<T>(agentId: string, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(indexDatabaseName(agentId))
    opening.addEventListener('error', () => reject(opening.error ?? new Error('no database')))
    opening.addEventListener('success', () => {
      const database = opening.result
      const request = work(database.transaction('chunks', 'readwrite').objectStore('chunks'))
      request.transaction?.addEventListener('complete', () => {
        database.close()
        resolve(request.result)
      })
    })
  })
}

const kept = (agentId: string): Promise<unknown[]> => records(agentId, (store) => store.getAll())
async function isKept(agentId: string): Promise<void> {
  await expect.poll(async () => (await kept(agentId)).length, { timeout: 20_000 }).toBeGreaterThan(1)
}

const texts = ['Unboxing footage proves the claim.', 'Vouchers end after a year.', 'Seven days to return.']

/** A computer on which the index of these texts was kept, and the window closed. */
async function keptDesk(): Promise<{ shelf: Shelf; owner: { agentId: string; key: CryptoKey } }> {
  const shelf = new Shelf(texts)
  const owner = { agentId: crypto.randomUUID(), key: await newKey() }
  const search = await openSearch(shelf, owner)
  await isKept(owner.agentId)
  search.close()
  shelf.reads = 0
  return { shelf, owner }
}

// Would catch: an index that is built anew at each start, and one that can be read on the disk.
test('a second start answers from the texts without reading one, and the disk has none of them in the clear', async () => {
  const { shelf, owner } = await keptDesk()
  const search = await openSearch(shelf, owner)
  expect(await found(search, 'footage')).toEqual(['sop-0'])
  expect(shelf.reads).toBe(0)
  const decoder = new TextDecoder('latin1')
  const onDisk = (await kept(owner.agentId)).map((record) =>
    record instanceof Uint8Array ? decoder.decode(record) : JSON.stringify(record),
  )
  expect(onDisk.join('\n')).not.toMatch(/unboxing|footage|voucher|title of|sop-\d/i)
  search.close()
})

// Would catch: an index from before the change that is believed.
test('a text that changed while no window was open is read at the start, and no other', async () => {
  const { shelf, owner } = await keptDesk()
  shelf.bodies.set('sop-1', 'Gift cards never end.')
  const search = await openSearch(shelf, owner)
  await expect.poll(() => found(search, 'gift')).toEqual(['sop-1'])
  expect(await found(search, 'vouchers')).toEqual([])
  expect(shelf.reads).toBe(1)
  search.close()
})

// Would catch: a search that fails, or answers wrongly, over records that a disk spoilt or another key sealed.
test('a kept index that is damaged, of another format or under another key is built anew without a word', async () => {
  const spoil: readonly ((agentId: string) => Promise<unknown>)[] = [
    (agentId) => records(agentId, (store) => store.put(new Uint8Array(500), 1)),
    (agentId) => records(agentId, (store) => store.delete(1)),
    (agentId) => records(agentId, (store) => store.put({ format: 'an earlier one', stamp: '', count: 1 }, 0)),
    (agentId) => records(agentId, (store) => store.put('no head at all', 0)),
  ]
  for (const work of spoil) {
    const { shelf, owner } = await keptDesk()
    await work(owner.agentId)
    const search = await openSearch(shelf, owner)
    expect(await found(search, 'footage')).toEqual(['sop-0'])
    expect(shelf.reads).toBe(3)
    search.close()
  }
  const { shelf, owner } = await keptDesk()
  const search = await openSearch(shelf, { ...owner, key: await newKey() })
  expect([await found(search, 'footage'), shelf.reads]).toEqual([['sop-0'], 3])
  search.close()
})

// Would catch: a withdrawn SOP that stays on the disk until the next save, or for good.
test('when an SOP leaves the sight of the agent the kept index goes at once, and is kept again without it [S17]', async () => {
  const { shelf, owner } = await keptDesk()
  const search = await openSearch(shelf, owner)
  shelf.bodies.delete('sop-0')
  shelf.changed()
  expect(await found(search, 'footage')).toEqual([])
  // Long before the next save, which waits for quiet: each look here would come after it otherwise.
  expect(await kept(owner.agentId)).toEqual([])
  await isKept(owner.agentId)
  search.close()
  const again = await openSearch(shelf, owner)
  expect([await found(again, 'footage'), await found(again, 'vouchers'), shelf.reads]).toEqual([[], ['sop-1'], 0])
  again.close()
})

// Would catch: a wipe that waits for ever on the worker's hold on the database.
test('the database can be deleted while the worker runs, and the search goes on', async () => {
  const { shelf, owner } = await keptDesk()
  const search = await openSearch(shelf, owner)
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase(indexDatabaseName(owner.agentId))
    request.addEventListener('success', () => resolve())
    request.addEventListener('error', () => reject(request.error ?? new Error('not deleted')))
  })
  expect(await found(search, 'footage')).toEqual(['sop-0'])
  shelf.bodies.set('sop-3', 'An unheard text.')
  shelf.changed()
  await expect.poll(() => found(search, 'unheard')).toEqual(['sop-3'])
  const names = (await indexedDB.databases()).map(({ name }) => name)
  expect(names).not.toContain(indexDatabaseName(owner.agentId))
  search.close()
})
