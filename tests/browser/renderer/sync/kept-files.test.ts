import Dexie from 'dexie'
import { expect, test } from 'vitest'
import { type KeptFile, KeptFiles } from '#renderer/sync/kept-files.ts'
import { DeviceSeal, sealKey } from '#renderer/sync/seal/device-seal.ts'

const aSeal = async (): Promise<DeviceSeal> => new DeviceSeal(await sealKey(crypto.getRandomValues(new Uint8Array(32))))
const seal = await aSeal()

const text = 'What stands on the label, which is nobody else’s business.'
const bytes = new TextEncoder().encode(text)
const aFile = (name = 'label of Maria.txt'): KeptFile => ({
  caseId: crypto.randomUUID(),
  attachment: {
    id: crypto.randomUUID(),
    name,
    size: bytes.length,
    type: 'text/plain',
    sha256: 'ab'.repeat(32),
    isInline: false,
  },
})
const textOf = (found: Uint8Array | null): string | null => (found === null ? null : new TextDecoder().decode(found))

/** What lies in the browser's database, as somebody reads it who has no key. */
async function raw(agentId: string) {
  const database = await new Dexie(`tierdesk-outbox-files-${agentId}`).open()
  const tables = await Promise.all(database.tables.map((table) => table.toArray()))
  return { database, records: tables.flat() as { id: string; sealed: Uint8Array }[] }
}

// Catches a file that an agent attached without a network and that is gone when the window opens again.
test('files lie here from one start of the window to the next, until they are taken away', async () => {
  const agentId = crypto.randomUUID()
  const [first, second] = [aFile(), aFile('second.txt')]
  const before = new KeptFiles(agentId, seal)
  await before.put(first, bytes)
  await before.put(second, bytes)
  before.close()

  const after = new KeptFiles(agentId, seal)
  expect((await after.all()).map(({ attachment }) => attachment.name).sort()).toEqual([
    'label of Maria.txt',
    'second.txt',
  ])
  expect(textOf(await after.bytes(first.attachment.id))).toBe(text)
  await after.remove(first.attachment.id)
  expect(await after.all()).toEqual([second])
  expect(await after.bytes(first.attachment.id)).toBeNull()
  after.close()
  const { database, records } = await raw(agentId)
  expect(records.map(({ id }) => id)).toEqual([second.attachment.id, second.attachment.id])
  database.close()
})

// Catches a customer's document, or its name, that whoever has the disk can read.
test('neither a file nor its name can be read without the key of its agent, nor in the place of another', async () => {
  const agentId = crypto.randomUUID()
  const [one, other] = [aFile(), aFile('other.txt')]
  const files = new KeptFiles(agentId, seal)
  await files.put(one, bytes)
  await files.put(other, new TextEncoder().encode('Something else.'))

  const { database, records } = await raw(agentId)
  const lying = records.map(({ sealed }) => new TextDecoder('latin1').decode(sealed)).join()
  for (const secret of ['label', 'Maria', 'nobody', 'text/plain']) expect(lying).not.toContain(secret)

  const stranger = new KeptFiles(agentId, await aSeal())
  expect(await stranger.all()).toEqual([])
  expect(await stranger.bytes(one.attachment.id)).toBeNull()
  stranger.close()

  // Somebody puts the bytes of one file in the place of the other.
  const table = database.table<{ id: string; sealed: Uint8Array }, string>('bytes')
  const moved = await table.get(one.attachment.id)
  await table.put({ id: other.attachment.id, sealed: moved?.sealed ?? new Uint8Array() })
  expect(await files.bytes(other.attachment.id)).toBeNull()
  expect(textOf(await files.bytes(one.attachment.id))).toBe(text)
  files.close()
  database.close()
})

// Catches one record that does not open and takes all others with it.
test('a record that is damaged is left out, and the others are there', async () => {
  const agentId = crypto.randomUUID()
  const [good, bad] = [aFile(), aFile()]
  const files = new KeptFiles(agentId, seal)
  await files.put(good, bytes)
  await files.put(bad, bytes)
  const { database } = await raw(agentId)
  await database.table('heads').put({ id: bad.attachment.id, sealed: new Uint8Array(80) })
  expect(await files.all()).toEqual([good])
  files.close()
  database.close()
})
