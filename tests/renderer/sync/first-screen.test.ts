import { expect, test } from 'vitest'
import {
  type ScreenContent,
  type ScreenPorts,
  forgetFirstScreen,
  keepFirstScreen,
  readFirstScreen,
  writeFirstScreen,
} from '#renderer/sync/first-screen.ts'
import { DeviceSeal, sealKey } from '#renderer/sync/seal/device-seal.ts'
import type { AnyRow, WarmTable } from '#shared/tables.ts'
import { aCase, aQueue, idOf } from '#tests/builders.ts'

/** A storage in memory that may be full. */
class Shelf {
  readonly kept = new Map<string, string>()
  isFull = false

  getItem = (key: string): string | null => this.kept.get(key) ?? null
  removeItem = (key: string): void => void this.kept.delete(key)
  setItem = (key: string, text: string): void => {
    if (this.isFull) throw new DOMException('full', 'QuotaExceededError')
    this.kept.set(key, text)
  }

  get text(): string {
    return [...this.kept.values()].join('')
  }
}

async function ports(storage = new Shelf()): Promise<ScreenPorts & { storage: Shelf }> {
  const key = await sealKey(crypto.getRandomValues(new Uint8Array(32)))
  return { agentId: idOf(4), seal: new DeviceSeal(key), storage }
}

const picture = (cases: readonly AnyRow[]): ScreenContent => ({
  view: 'all-open',
  counts: new Map([['all-open', 7]]),
  rows: new Map<WarmTable, readonly AnyRow[]>([
    ['queues', [aQueue()]],
    ['cases', cases],
  ]),
})

// Would catch: a first screen that is drawn without its rows, or that anybody can read on disk.
test('the rows of the first view come back as they were, and are sealed', async () => {
  const desk = await ports()
  const row = aCase({ subject: 'canary ไทย' })
  await writeFirstScreen(desk, picture([row]))
  const read = await readFirstScreen(desk)
  expect([read?.view, read?.count('all-open'), read?.count('mine')]).toEqual(['all-open', 7, 0])
  expect([read?.all('cases'), read?.get('queues', aQueue().id), read?.all('parties')]).toEqual([[row], aQueue(), []])
  expect(desk.storage.text).not.toContain('canary')
  expect(atob(desk.storage.text)).not.toContain('canary')
})

// Would catch: a record that takes longer to read than the database does to open, or one that is cut in the middle of a row.
test('of many rows the first are kept, within 64,000 letters', async () => {
  const desk = await ports()
  const cases = Array.from({ length: 500 }, (_, n) => aCase({ id: idOf(n), subject: 'ไ'.repeat(200) }))
  await writeFirstScreen(desk, picture(cases))
  expect(desk.storage.text.length).toBeLessThanOrEqual(64_000)
  expect(desk.storage.text.length).toBeGreaterThan(45_000)
  const kept = (await readFirstScreen(desk))?.all('cases') ?? []
  expect(kept).toEqual(cases.slice(0, kept.length))
})

// Would catch: a window that does not start because of a picture.
test('a picture that is damaged, of another key or of another agent is as if there were none', async () => {
  const desk = await ports()
  await writeFirstScreen(desk, picture([aCase()]))
  expect(await readFirstScreen(await ports(desk.storage))).toBeNull()
  expect(await readFirstScreen({ ...desk, agentId: idOf(5) })).toBeNull()
  const [key = '', text = ''] = [...desk.storage.kept].flat()
  desk.storage.kept.set(key.replace(idOf(4), idOf(5)), text)
  expect(await readFirstScreen({ ...desk, agentId: idOf(5) })).toBeNull()
  for (const spoilt of ['', 'not base64 !', text.slice(0, -8)]) {
    desk.storage.kept.set(key, spoilt)
    expect(await readFirstScreen(desk)).toBeNull()
  }
})

// Would catch: cases of last week on the screen because there was no room for today's.
test('where there is no room for the new picture the old one goes, and signing out takes it away', async () => {
  const desk = await ports()
  await writeFirstScreen(desk, picture([aCase()]))
  desk.storage.isFull = true
  await writeFirstScreen(desk, picture([aCase({ subject: 'new' })]))
  expect(await readFirstScreen(desk)).toBeNull()
  desk.storage.isFull = false
  await writeFirstScreen(desk, picture([aCase()]))
  forgetFirstScreen(desk.agentId, desk.storage)
  expect(await readFirstScreen(desk)).toBeNull()
})

// Would catch: a picture that is taken at every one of two hundred changes a second, or after signing out.
test('one picture is taken for all changes until the window is idle, and none after it was stopped', async () => {
  const desk = await ports()
  const listeners = new Set<() => void>()
  const waiting: (() => void)[] = []
  let taken = 0
  const stop = keepFirstScreen(
    { ...desk, idle: () => new Promise((resolve) => waiting.push(resolve)) },
    { subscribe: (listener) => (listeners.add(listener), () => listeners.delete(listener)) },
    () => {
      taken += 1
      return picture([])
    },
  )
  const change = (): void => listeners.forEach((listener) => listener())
  change()
  change()
  waiting.shift()?.()
  await expect.poll(() => desk.storage.kept.size).toBe(1)
  expect([taken, waiting.length]).toEqual([1, 0])
  change()
  stop()
  waiting.shift()?.()
  await Promise.resolve()
  expect([taken, listeners.size]).toEqual([1, 0])
  forgetFirstScreen(desk.agentId, desk.storage)
  await writeFirstScreen(desk, picture([aCase()]), () => false)
  expect(desk.storage.kept.size).toBe(0)
})
