import { chmod, cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import pg from 'pg'
import type { AnyRow, TableName } from '#shared/tables.ts'
import { addressOfDatabase, writeRows } from '../database-of.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { type ChromiumProcess, openChromium } from './chromium-process.ts'
import { DeskWindow } from './desk-window.ts'
import { type FaultWire, openFaultWire } from './fault-wire.ts'
import { until } from './until.ts'

/** What every fault happens to: the real service on its own PostgreSQL, a wire to it, and used browser profiles. */
export interface Stand {
  readonly service: ServiceUnderTest
  readonly wire: FaultWire
  /** Starts a browser on a profile. It ends with the fault that it was started for, at the latest. */
  browser(profile: string): Promise<ChromiumProcess>
  /** Where PostgreSQL answers now. */
  databaseUrl(): Promise<string>
  /** Asks PostgreSQL itself, past the service. */
  query<T extends object>(sql: string, values?: unknown[]): Promise<T[]>
  /** Writes rows as another process on the same database does, and waits until the service knows: it looks every two seconds. */
  writeRows(rows: readonly { readonly table: TableName; readonly row: AnyRow }[]): Promise<void>
  /** A copy of a profile on which this agent has signed in, synced and closed the window. */
  profile(login: string): Promise<string>
  /** A new folder that is removed with the stand. */
  folder(name: string): Promise<string>
  /** What the service counts of itself, by name; counters with labels are added up. */
  metrics(): Promise<ReadonlyMap<string, number>>
  /** The lines of the service's log that tell of a failure of ours. */
  failures(): Promise<string[]>
  /** What the open windows show, for whoever looks for the reason. */
  screens(): Promise<string[]>
  /** Takes every fault away again. */
  heal(): Promise<void>
  close(): Promise<void>
}

/** Starts the service with the demo workspace. */
export async function openStand(chromium: string): Promise<Stand> {
  const service = await serviceUnderTest()
  const wire = await openFaultWire(service.port)
  const root = await mkdtemp(join(tmpdir(), 'tierdesk-faults-'))
  // As root, PostgreSQL runs as another user, who must be able to walk down to a copy of its data.
  await chmod(root, 0o755)
  const used = new Map<string, string>()
  const browsers = new Set<ChromiumProcess>()
  const databaseUrl = () => addressOfDatabase(service.folder)
  const stand: Stand = {
    service,
    wire,
    async browser(profile) {
      const browser = await openChromium(chromium, profile)
      browsers.add(browser)
      return browser
    },
    databaseUrl,
    query: async (sql, values = []) => ask(await databaseUrl(), sql, values),
    async writeRows(rows) {
      await writeRows(await databaseUrl(), rows)
      const [written] = await stand.query<{ head: string }>('select head from workspace')
      const head = Number(written?.head)
      await until(
        'the service knows of the rows that were written',
        async () => ((await stand.metrics()).get('tierdesk_feed_head') ?? 0) >= head,
      )
    },
    folder: (name) => mkdtemp(join(root, `${name}-`)),
    async profile(login) {
      const known = used.get(login) ?? (await makeProfile(stand, login))
      used.set(login, known)
      const copy = await stand.folder(`profile-${login}`)
      await copyProfile(known, copy)
      return copy
    },
    metrics: async () => readMetrics(await (await fetch(`${service.directUrl}/metrics`)).text()),
    failures: async () =>
      (await readFile(join(service.folder, 'service.log'), 'utf8'))
        .split('\n')
        .filter((line) => line.includes('a request failed') || line.includes('a rule threw')),
    screens: () => Promise.all([...browsers].map(screenOf)),
    async heal() {
      for (const browser of browsers) await browser.kill()
      browsers.clear()
      wire.mend()
      wire.edit(null)
      if (!(await isAlive(service.directUrl))) {
        await service.kill()
        await service.start()
      }
    },
    async close() {
      await stand.heal()
      await wire.close()
      await service.remove()
      await rm(root, { recursive: true, force: true })
    },
  }
  return stand
}

/** Copies a profile, without the mark of the process that has it, or had it when it was killed. */
export const copyProfile = (from: string, to: string): Promise<void> =>
  cp(from, to, { recursive: true, filter: (path) => !basename(path).startsWith('Singleton') })

/** Signs in on a new profile, waits until everything is there, also the window's own files, and closes it in order. */
async function makeProfile(stand: Stand, login: string): Promise<string> {
  const profile = await stand.folder(`first-${login}`)
  const window = await DeskWindow.open(stand, { profile, login })
  await window.keepsShell()
  await window.close()
  return profile
}

/** One question on a connection of its own: it works whatever happened to PostgreSQL before. */
export async function ask<T extends object>(url: string, sql: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<T>(sql, values)).rows
  } finally {
    await client.end()
  }
}

/** The beginning of what a browser shows; nothing of one that was killed. */
async function screenOf({ page }: ChromiumProcess): Promise<string> {
  try {
    const text = await page.locator('body').innerText({ timeout: 1000 })
    return text.replaceAll(/\s+/g, ' ').slice(0, 160)
  } catch {
    return 'gone'
  }
}

function readMetrics(text: string): Map<string, number> {
  const found = new Map<string, number>()
  for (const line of text.split('\n')) {
    const [, name, value] = /^(\w+)(?:\{[^}]*\})? (\S+)$/.exec(line) ?? []
    if (name !== undefined) found.set(name, (found.get(name) ?? 0) + Number(value))
  }
  return found
}

const isAlive = (url: string): Promise<boolean> =>
  fetch(`${url}/livez`, { signal: AbortSignal.timeout(2000) }).then(
    ({ ok }) => ok,
    () => false,
  )
