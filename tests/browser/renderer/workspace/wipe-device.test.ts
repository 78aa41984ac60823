import Dexie from 'dexie'
import { beforeEach, expect, test } from 'vitest'
import { CacheDatabase } from '#renderer/sync/cache-database.ts'
import { OutboxDatabase } from '#renderer/sync/dexie-outbox.ts'
import { indexDatabaseName } from '#renderer/search/index-store.ts'
import { type Session, saveSession, savedSession } from '#renderer/workspace/saved-session.ts'
import { vault } from '#renderer/workspace/vault.ts'
import { forgetAgent, wipeDevice } from '#renderer/workspace/wipe-device.ts'

const [ana, ben] = ['019a0000-0000-7000-8000-00000000000a', '019a0000-0000-7000-8000-00000000000b'] as const

const session = (agentId: string): Session => ({
  token: 'a token',
  agent: {
    id: agentId,
    name: 'Ana',
    role: 'tier-1',
    teamIds: [],
    queueIds: [],
    markets: [],
    siteId: null,
    locale: 'en',
    sees: 'queues',
    active: true,
  },
  workspace: 'Northwind',
  deviceId: '019a0000-0000-7000-8000-0000000000dd',
})

const databasesOf = async (agentId: string): Promise<string[]> =>
  (await indexedDB.databases())
    .map(({ name = '' }) => name)
    .filter((name) => name.endsWith(agentId))
    .map((name) => name.slice(0, -agentId.length - 1))
    .sort()

const entriesOf = (agentId: string): string[] => Object.keys(localStorage).filter((name) => name.includes(agentId))

/** Everything that an agent who has worked here leaves on the computer. */
async function leaveTraces(agentId: string): Promise<void> {
  for (const database of [new CacheDatabase(agentId), new OutboxDatabase(agentId)]) {
    await database.open()
    database.close()
  }
  const index = new Dexie(indexDatabaseName(agentId))
  index.version(1).stores({ rows: '' })
  await index.open()
  index.close()
  localStorage.setItem(`tierdesk.first-screen.${agentId}`, 'sealed')
  localStorage.setItem(`tierdesk.key.${agentId}`, 'wrapped')
  await vault.write(`pin.${agentId}`, 'a PIN')
}

beforeEach(async () => {
  localStorage.clear()
  for (const { name = '' } of await indexedDB.databases()) if (/^tierdesk-.*-/.test(name)) await Dexie.delete(name)
  await leaveTraces(ana)
  await leaveTraces(ben)
  await saveSession(session(ana))
})

// Would catch: cases of somebody who has left that stay on the computer, a PIN of theirs that still opens it, and unsent work that goes too.
test('[S17] a closed account takes along all that its agent could read, and leaves what they wrote', async () => {
  await forgetAgent(session(ana))
  expect([await databasesOf(ana), entriesOf(ana)]).toEqual([['tierdesk-outbox'], [`tierdesk.key.${ana}`]])
  expect([await vault.read(`pin.${ana}`), await savedSession()]).toEqual([null, null])
})

// Would catch: a colleague at the same computer who finds nothing of theirs because somebody else has left.
test('a closed account leaves alone what other agents have on the computer', async () => {
  await forgetAgent(session(ana))
  expect(await databasesOf(ben)).toEqual(['tierdesk-cache', 'tierdesk-outbox', 'tierdesk-search'])
  expect([entriesOf(ben).length, await vault.read(`pin.${ben}`)]).toEqual([2, 'a PIN'])
})

// Would catch: a wipe that leaves the PIN, or the cases, of whoever is not signed in at the moment.
test('a wipe takes along what every agent could read, and the PINs', async () => {
  await wipeDevice(window.location.origin, null)
  for (const agentId of [ana, ben]) {
    expect([await databasesOf(agentId), entriesOf(agentId)]).toEqual([['tierdesk-outbox'], [`tierdesk.key.${agentId}`]])
    expect(await vault.read(`pin.${agentId}`)).toBeNull()
  }
})
