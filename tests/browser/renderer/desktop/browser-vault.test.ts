import Dexie from 'dexie'
import { beforeEach, expect, test } from 'vitest'
import { BrowserVault } from '#renderer/desktop/browser-vault.ts'

beforeEach(() => Dexie.delete('tierdesk-vault'))

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
  expect(await vault.read('b')).toBeNull()
})
