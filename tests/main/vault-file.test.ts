import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type SystemCipher, VaultFile } from '#main/vault-file.ts'

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tierdesk-vault-'))
  path = join(folder, 'vault.json')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** Stands in for the operating system's store: what one user sealed no other opens. */
const cipherOf = (user: number): SystemCipher => ({
  seal: async (text) => Buffer.from([user, ...Buffer.from(text).map((byte) => byte ^ 0xff)]),
  open: async (sealed) => {
    if (sealed[0] !== user) throw new Error('not yours')
    return Buffer.from(sealed.subarray(1).map((byte) => byte ^ 0xff)).toString()
  },
})

// Catches: a secret that lies in the file for anyone to read, or that the next start does not find.
test('what is written is found by the next start, and lies sealed in a file of this user alone', async () => {
  await new VaultFile(path, cipherOf(1)).write('session', 'a token')
  const next = new VaultFile(path, cipherOf(1))
  expect(await next.read('session')).toBe('a token')
  expect(next.keptBy).toBe('system')
  const text = await readFile(path, 'utf8')
  expect(text).not.toContain('a token')
  expect(text).not.toContain(Buffer.from('a token').toString('base64'))
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await readdir(folder)).toEqual(['vault.json'])
})

test('without a store of the system the file alone keeps it, and says so', async () => {
  const vault = new VaultFile(path, 'open')
  await vault.write('session', 'a token')
  expect(await new VaultFile(path, 'open').read('session')).toBe('a token')
  expect(vault.keptBy).toBe('file')
})

// Catches: a sign-in that whoever copies the disk can go on with, or a key lost with it so that nothing sealed opens after a restart.
test('where nothing may lie open, the file keeps what opens nothing by itself, and the rest ends with the program', async () => {
  const vault = new VaultFile(path, 'guarded')
  const values = { session: 'a token', 'pin.a': 'a sealed share', 'new.a': 'unheard of' }
  for (const [name, value] of Object.entries(values)) await vault.write(name, value)
  for (const name of ['device', 'secret.a', 'key.a']) await vault.write(name, `of ${name}`)
  expect(await Promise.all(Object.keys(values).map((name) => vault.read(name)))).toEqual(Object.values(values))
  expect(vault.keptBy).toBe('memory')
  const { values: onDisk } = JSON.parse(await readFile(path, 'utf8')) as { values: object }
  expect(Object.keys(onDisk)).toEqual(['device', 'secret.a', 'key.a'])
  const next = new VaultFile(path, 'guarded')
  expect(await Promise.all(Object.keys(values).map((name) => next.read(name)))).toEqual([null, null, null])
  expect(await next.read('secret.a')).toBe('of secret.a')
  await vault.write('session', null)
  expect(await vault.read('session')).toBeNull()
})

// Catches: a session of yesterday that stays on the disk after IT has forbidden it, or that comes back for somebody who has signed out.
test('what lay open is taken off the disk by the first start that may not keep it, and what a store sealed by the next value', async () => {
  await new VaultFile(path, 'open').write('session', 'a token')
  await new VaultFile(path, 'open').write('secret.a', 'of secret.a')
  const guarded = new VaultFile(path, 'guarded')
  expect([await guarded.read('session'), await guarded.read('secret.a')]).toEqual([null, 'of secret.a'])
  expect(await readFile(path, 'utf8')).not.toContain(Buffer.from('a token').toString('base64'))
  await new VaultFile(path, cipherOf(1)).write('session', 'another token')
  const away = new VaultFile(path, 'guarded')
  expect(await away.read('session')).toBeNull()
  await away.write('session', 'of a third')
  expect(await new VaultFile(path, cipherOf(1)).read('session')).toBeNull()
})

test('what is forgotten, and what was never there, reads as none', async () => {
  const vault = new VaultFile(path, 'open')
  await vault.write('session', 'a token')
  await vault.write('session', null)
  expect([await vault.read('session'), await vault.read('other')]).toEqual([null, null])
})

// Catches: a key that is overwritten for good because the system's store was away for a day.
test('a value that does not open reads as none, and is set aside when another takes its place', async () => {
  await new VaultFile(path, cipherOf(1)).write('secret', 'the first')
  const closed = await readFile(path, 'utf8')
  const other = new VaultFile(path, cipherOf(2))
  expect(await other.read('secret')).toBeNull()
  await other.write('secret', 'the second')
  expect(await other.read('secret')).toBe('the second')
  const [, sealed = ''] = /"value":"([^"]+)"/.exec(closed) ?? []
  expect(await readFile(path, 'utf8')).toContain(sealed)
})

// Catches: two writes at once of which one is lost.
test('many writes at once are all kept', async () => {
  const vault = new VaultFile(path, 'open')
  await Promise.all(Array.from({ length: 20 }, (_, n) => vault.write(`name-${n}`, String(n))))
  const next = new VaultFile(path, 'open')
  expect(await Promise.all(Array.from({ length: 20 }, (_, n) => next.read(`name-${n}`)))).toEqual(
    Array.from({ length: 20 }, (_, n) => String(n)),
  )
})

// Catches: a start that fails for good over one damaged file.
test('a damaged file is put aside and the vault begins anew', async () => {
  for (const damage of ['{"values":{"a":', '{"values":{"a":1},"setAside":[]}']) {
    await writeFile(path, damage)
    const vault = new VaultFile(path, 'open')
    expect(await vault.read('a')).toBeNull()
    await vault.write('a', 'anew')
    expect(await new VaultFile(path, 'open').read('a')).toBe('anew')
    expect(await readFile(`${path}.damaged`, 'utf8')).toBe(damage)
  }
})
