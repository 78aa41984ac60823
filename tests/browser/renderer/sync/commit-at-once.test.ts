import Dexie from 'dexie'
import { afterEach, expect, test, vi } from 'vitest'
import { commitAtOnce } from '#renderer/sync/commit-at-once.ts'

function database(): Dexie {
  const made = new Dexie(`at-once-${crypto.randomUUID()}`)
  made.version(1).stores({ rows: '' })
  return made
}

afterEach(() => vi.restoreAllMocks())

// Would catch: a deletion that overtakes the record it is about, or a database that must have been opened by somebody else.
test('what is asked for is done in its order, on a database that nobody has opened yet', async () => {
  const dexie = database()
  const requests = [{ put: 'one', key: 1 }, { put: 'two', key: 2 }, { drop: 1 }, { drop: 3 }, { put: 'three', key: 3 }]
  await commitAtOnce(dexie, { table: 'rows', requests, durability: 'strict' })
  expect(await dexie.table('rows').toArray()).toEqual(['two', 'three'])
  dexie.close()
})

// Would catch: half of a write on the disk, of which the window was told that it failed.
test('where one record cannot be written none is, and the database goes on', async () => {
  const dexie = database()
  const requests = [
    { put: 'one', key: 1 },
    { put: () => 'not to be kept', key: 2 },
  ]
  await expect(commitAtOnce(dexie, { table: 'rows', requests, durability: 'relaxed' })).rejects.toThrow(/clone/)
  expect(await dexie.table('rows').count()).toBe(0)
  await commitAtOnce(dexie, { table: 'rows', requests: requests.slice(0, 1), durability: 'relaxed' })
  expect(await dexie.table('rows').count()).toBe(1)
  dexie.close()
})

// Would catch: "saved" said of a transaction that the browser broke off after every request was answered.
test('a transaction that the browser breaks off is a failure', async () => {
  const dexie = database()
  await dexie.open()
  vi.spyOn(IDBTransaction.prototype, 'commit').mockImplementation(function (this: IDBTransaction) {
    this.abort()
  })
  const requests = [{ put: 'one', key: 1 }]
  await expect(commitAtOnce(dexie, { table: 'rows', requests, durability: 'strict' })).rejects.toThrow(/broke/)
  vi.restoreAllMocks()
  expect(await dexie.table('rows').count()).toBe(0)
  dexie.close()
})

// Would catch: a database that was closed because the agent signed out, and is opened again by a late write.
test('a database that was closed on purpose stays closed', async () => {
  const dexie = database()
  await dexie.open()
  dexie.close()
  const requests = [{ put: 'one', key: 1 }]
  await expect(commitAtOnce(dexie, { table: 'rows', requests, durability: 'strict' })).rejects.toThrow(/closed/i)
})
