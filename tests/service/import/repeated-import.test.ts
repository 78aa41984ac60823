import { afterEach, beforeEach, expect, test } from 'vitest'
import { select } from '#service/database/pool.ts'
import { runMutations } from '#service/sync/run-mutations.ts'
import { exportFolder, smallExport } from './export-folder.ts'
import { ImportDesk } from './import-desk.ts'

let desk: ImportDesk
const folders: { remove(): Promise<void> }[] = []
beforeEach(async () => {
  desk = await ImportDesk.open()
})
afterEach(async () => {
  await desk.close()
  for (const folder of folders.splice(0)) await folder.remove()
})

const folderOf = async (files: Parameters<typeof exportFolder>[0]): Promise<string> => {
  const folder = await exportFolder(files)
  folders.push(folder)
  return folder.path
}

const ticketsWith = (change: object): unknown[] => {
  const [first, ...others] = smallExport['tickets.ndjson.gz']
  return [{ ...first, ...change }, ...others]
}

const now = (): string => new Date().toISOString()

const touchCase = async (externalId: string): Promise<void> => {
  const row = (await desk.rows('cases')).get(externalId)
  const touched = { ...row, priority: 'high', updatedAt: now() }
  const mutation = {
    mid: 1,
    opId: '0190a000-0000-7000-8000-000000000001',
    name: 'rows.write',
    args: { rows: [{ table: 'cases', row: touched }] },
    at: now(),
    dependsOn: [],
  }
  const actor = { kind: 'system' as const, name: 'channel' as const }
  await runMutations(desk.ledger, [{ actor, held: ['*'], clientId: null, mutations: [mutation] }], now)
}

// Catches: an import that is not repeatable: doubled rows, or a feed full of changes that are none.
test('a second import of the same export changes nothing and tells nobody anything', async () => {
  const path = await folderOf(smallExport)
  const first = await desk.import(path)
  const head = await desk.head()
  const second = await desk.import(path)
  expect(await desk.head()).toBe(head)
  expect(second.total).toEqual({ ...first.total, written: 0, unchanged: first.total.written })
})

// Catches: an interrupted import that leaves halves behind or starts over.
test('an import that was stopped goes on where it stopped and ends as if it had not been', async () => {
  const path = await folderOf(smallExport)
  const stopped = await desk.import(path, 9)
  const rest = await desk.import(path)
  expect(stopped.total.written).toBeGreaterThan(0)
  expect(rest.total.unchanged).toBe(stopped.total.written)
  const interrupted = await desk.rows('cases')
  const whole = await ImportDesk.open()
  try {
    await whole.import(path)
    expect(interrupted).toEqual(await whole.rows('cases'))
  } finally {
    await whole.close()
  }
})

// Catches: an item that is skipped because it was once imported, though it changed, or changed back.
test('a ticket that changed in the source is imported again, also when it changes back', async () => {
  const before = await folderOf(smallExport)
  const after = await folderOf({ ...smallExport, 'tickets.ndjson.gz': ticketsWith({ subject: 'Found' }) })
  await desk.import(before)
  const changed = await desk.import(after)
  expect(changed.total.written).toBe(2)
  expect((await desk.rows('cases')).get('1')?.subject).toBe('Found')
  await desk.import(before)
  expect((await desk.rows('cases')).get('1')?.subject).toBe('Where is it')
})

// Catches: a repeated import that takes an agent's work back.
test('a case that was worked on here since is left as it is, and the report says so', async () => {
  await desk.import(await folderOf(smallExport))
  await touchCase('1')
  const summary = await desk.import(
    await folderOf({ ...smallExport, 'tickets.ndjson.gz': ticketsWith({ subject: 'Found' }) }),
  )
  expect((await desk.rows('cases')).get('1')).toMatchObject({ subject: 'Where is it', priority: 'high' })
  expect(summary.skipped.map(({ what }) => what)).toContain(
    'changed in the source, but worked on here since it was imported: left as it is here',
  )
})

const usersWith = (change: object): unknown[] =>
  smallExport['users.ndjson.gz'].map((user) => ('email' in user ? { ...user, ...change } : user))

const kept = (): Promise<object[]> => select(desk.pool, 'select field, value from private_values order by field, value')

// Catches: a changed address that goes unseen because its mask is the same, or an import that writes it over and over.
test('a changed address is kept though its mask is the same, and writing it again writes nothing', async () => {
  await desk.import(await folderOf({ ...smallExport, 'users.ndjson.gz': usersWith({ email: 'mei.lin@example.com' }) }))
  expect(await kept()).toContainEqual({ field: 'email', value: 'mei.lin@example.com' })
  const path = await folderOf({ ...smallExport, 'users.ndjson.gz': usersWith({ email: 'mary.tan@example.com' }) })
  expect((await desk.import(path)).total.written).toBe(1)
  const head = await desk.head()
  expect((await desk.import(path)).total.written).toBe(0)
  expect(await desk.head()).toBe(head)
  expect(await kept()).toContainEqual({ field: 'email', value: 'mary.tan@example.com' })
  expect(await kept()).not.toContainEqual({ field: 'email', value: 'mei.lin@example.com' })
})

// Catches: a value that is lost because its mask comes back as if it were one, and one that stays after it was taken away.
test('a mask that comes back leaves the value, and no address takes it away', async () => {
  const before = await folderOf({ ...smallExport, 'users.ndjson.gz': usersWith({ email: 'mei.lin@example.com' }) })
  await desk.import(before)
  await desk.import(await folderOf({ ...smallExport, 'users.ndjson.gz': usersWith({ email: 'm•••@e•••.com' }) }))
  expect(await kept()).toContainEqual({ field: 'email', value: 'mei.lin@example.com' })
  await desk.import(await folderOf({ ...smallExport, 'users.ndjson.gz': usersWith({ email: null }) }))
  expect(await kept()).not.toContainEqual({ field: 'email', value: 'mei.lin@example.com' })
})

// Catches: an export kept word for word in the log, or anywhere else that is not meant for it.
test('what an import brings of addresses lies in one table only', async () => {
  await desk.import(
    await folderOf({
      ...smallExport,
      'users.ndjson.gz': usersWith({ email: 'canary@example.com', phone: '+65 5550 1234' }),
    }),
  )
  const names = await select<{ name: string }>(
    desk.pool,
    `select tablename as name from pg_tables where schemaname = current_schema() order by 1`,
  )
  const holding: string[] = []
  for (const { name } of names) {
    const found = await select(desk.pool, `select 1 from ${name} t where t::text ~ 'canary@|5550 1234' limit 1`)
    if (found.length > 0) holding.push(name)
  }
  expect(holding).toEqual(['private_values'])
})
