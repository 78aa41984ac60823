import type {} from '@vitest/browser-playwright'
import Dexie from 'dexie'
import { beforeEach, expect, test } from 'vitest'
import { cdp } from 'vitest/browser'
import { BrowserVault } from '#renderer/desktop/browser-vault.ts'
import { VaultDatabase } from '#renderer/desktop/vault-database.ts'
import type { KeptValue, VaultHome } from '#renderer/desktop/vault-home.ts'
import { holdLock } from '../hold-lock.ts'

const deleteDatabase = (): Promise<void> => Dexie.delete('tierdesk-vault')

const folder = async (): Promise<FileSystemDirectoryHandle> =>
  (await navigator.storage.getDirectory()).getDirectoryHandle('vault', { create: true })

async function deleteFiles(): Promise<void> {
  await folder()
  await (await navigator.storage.getDirectory()).removeEntry('vault', { recursive: true })
}

async function fileText(name: string): Promise<string> {
  return (await (await (await folder()).getFileHandle(`${name}.json`)).getFile()).text()
}

async function putFile(name: string, text: string): Promise<void> {
  const writing = await (await (await folder()).getFileHandle(`${name}.json`, { create: true })).createWritable()
  await writing.write(text)
  await writing.close()
}

beforeEach(() => Promise.all([deleteDatabase(), deleteFiles()]))

/** Everything that lies in the database of the vault, keys aside. */
async function stored(): Promise<string> {
  const database = await new Dexie('tierdesk-vault').open()
  const values = (await database.table('values').toArray()) as { bytes: ArrayBuffer }[]
  database.close()
  return values.map(({ bytes }) => new TextDecoder().decode(bytes)).join()
}

// Would catch: a vault that forgets with the page, and a token that lies in the profile for anyone to read.
test('what the vault keeps is found by the next page, and not by whoever reads the files', async () => {
  await new BrowserVault().write('session', 'a token that opens doors')
  expect(await new BrowserVault().read('session')).toBe('a token that opens doors')
  expect(await stored()).not.toContain('token')
  expect(await fileText('session')).not.toContain('token')
})

test('what is forgotten, and what was never there, reads as none', async () => {
  const vault = new BrowserVault()
  await vault.write('session', 'a token')
  await vault.write('session', null)
  expect([await vault.read('session'), await vault.read('other')]).toEqual([null, null])
})

// Would catch: two tabs that each make a key, so that one cannot read what the other has written.
test('two tabs that begin at once have one key', async () => {
  const [one, two] = [new BrowserVault(), new BrowserVault()]
  await Promise.all([one.write('a', '1'), two.write('b', '2')])
  expect([await one.read('b'), await two.read('a')]).toEqual(['2', '1'])
})

// Would catch: a value moved to another name, such as an old count of tries put in the place of the present one.
test('a value under another name does not open', async () => {
  const vault = new BrowserVault()
  await vault.write('a', 'value')
  const database = await new Dexie('tierdesk-vault').open()
  await database.table('values').put(await database.table('values').get('a'), 'b')
  database.close()
  await putFile('b', await fileText('a'))
  expect(await vault.read('b')).toBeNull()
})

// Would catch: one damage that takes the key of the outbox along with one of its homes.
test('what is lost in one home comes back from the other, and is then in both again [S10]', async () => {
  await new BrowserVault().write('secret', 'opens the outbox')
  await deleteDatabase()
  expect(await new BrowserVault().read('secret')).toBe('opens the outbox')
  await deleteFiles()
  expect(await new BrowserVault().read('secret')).toBe('opens the outbox')
  await putFile('secret', '{"version":7,"key":"cut')
  expect(await new BrowserVault().read('secret')).toBe('opens the outbox')
})

// Would catch: an open desk whose key is gone for good since the browser made room on a full disk.
test('what the browser clears under an open page is put back [S10]', async () => {
  const vault = new BrowserVault()
  await vault.write('secret', 'opens the outbox')
  await cdp().send('Storage.clearDataForOrigin', {
    origin: globalThis.location.origin,
    storageTypes: 'indexeddb,file_systems',
  })
  await expect.poll(() => new BrowserVault().read('secret')).toBe('opens the outbox')
  expect(await fileText('secret')).toContain('version')
})

// Would catch: tries at a PIN that come back, or a forgotten session that lives on, when one home is put back to an older state.
test('the newer of two values counts, also where it says that there is none', async () => {
  const vault = new BrowserVault()
  await vault.write('pin', 'five tries')
  await vault.write('session', 'a token')
  const older = { pin: await fileText('pin'), session: await fileText('session') }
  await vault.write('pin', 'one try')
  await vault.write('session', null)
  await putFile('pin', older.pin)
  await putFile('session', older.session)
  expect([await vault.read('pin'), await vault.read('session')]).toEqual(['one try', null])
  await deleteDatabase()
  expect([await new BrowserVault().read('pin'), await new BrowserVault().read('session')]).toEqual(['one try', null])
})

// Would catch: values sealed under a key that went with the database, which the next start could not open.
test('a database that is deleted under the page is written anew with a key of its own', async () => {
  const vault = new BrowserVault()
  await vault.write('secret', 'before')
  await deleteDatabase()
  await vault.write('secret', 'after')
  await deleteFiles()
  expect(await new BrowserVault().read('secret')).toBe('after')
})

// Would catch: agents who are signed out, or locked out of their outbox, by the update that brings the second home.
test('a value from before there were two homes is read, and taken into both', async () => {
  const database = new Dexie('tierdesk-vault')
  database.version(1).stores({ keys: '', values: '' })
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const utf8 = new TextEncoder()
  const params = { name: 'AES-GCM', iv, additionalData: utf8.encode('secret') }
  const bytes = await crypto.subtle.encrypt(params, key, utf8.encode('from the first build'))
  await database.table('keys').put(key, 'vault')
  await database.table('values').put({ iv, bytes }, 'secret')
  database.close()
  expect(await new BrowserVault().read('secret')).toBe('from the first build')
  await deleteDatabase()
  expect(await new BrowserVault().read('secret')).toBe('from the first build')
})

/** A home in memory that answers nothing for as long as it hangs. */
class HangingHome implements VaultHome {
  readonly values = new Map<string, KeptValue>()
  isHanging = false
  calls = 0
  #end: ((error: Error) => void)[] = []

  read(name: string): Promise<KeptValue | null> {
    return this.#answer(() => this.values.get(name) ?? null)
  }

  write(name: string, kept: KeptValue): Promise<void> {
    return this.#answer(() => void this.values.set(name, kept))
  }

  /** What hangs ends with an error. */
  end(): void {
    this.isHanging = false
    for (const fail of this.#end.splice(0)) fail(new Error('ended'))
  }

  #answer<T>(answer: () => T): Promise<T> {
    this.calls += 1
    if (!this.isHanging) return Promise.resolve(answer())
    return new Promise((_, fail) => this.#end.push(fail))
  }
}

const patience = 50

// Would catch: a desk that stays locked for good because a file or a database of the browser's does not answer.
test('[S10] a home that hangs is passed over, asked nothing more until it answers, and then brought up to date', async () => {
  const [one, other] = [new HangingHome(), new HangingHome()]
  const vault = new BrowserVault(() => Promise.resolve([one, other]), patience)
  await vault.write('pin', 'five tries')
  one.isHanging = true
  expect(await vault.read('pin')).toBe('five tries')
  const { calls } = one
  await vault.write('pin', 'four tries')
  expect(await vault.read('pin')).toBe('four tries')
  expect(one.calls).toBe(calls)
  one.end()
  await expect.poll(() => vault.read('pin').then(() => one.values.get('pin')?.value)).toBe('four tries')
  one.isHanging = other.isHanging = true
  await expect(vault.read('pin')).rejects.toThrow('vault-unreadable')
})

// Would catch: a page that stands still with the vault in its hands, and every other page with it.
test('reading waits for no other tab that writes', async () => {
  const vault = new BrowserVault()
  await vault.write('session', 'a token')
  const release = await holdLock('tierdesk-vault')
  expect(await vault.read('session')).toBe('a token')
  expect(await new BrowserVault().read('session')).toBe('a token')
  release()
})

// Would catch: a connection to the browser's database that never opens, waited for by every later read.
test('a database that did not open in time is opened anew', async () => {
  const open = indexedDB.open.bind(indexedDB)
  let refused = 0
  indexedDB.open = (...args) => {
    if (refused > 0) return open(...args)
    refused += 1
    // A request that is never answered.
    return new EventTarget() as IDBOpenDBRequest
  }
  try {
    const vault = new BrowserVault(() => Promise.resolve([new VaultDatabase()]), 500)
    await expect(vault.read('session')).rejects.toThrow('vault-unreadable')
    await expect.poll(() => vault.read('session').catch(() => 'silent')).toBeNull()
  } finally {
    indexedDB.open = open
  }
})
