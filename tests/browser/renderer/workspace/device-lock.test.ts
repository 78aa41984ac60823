import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type ShareAnswer, DeviceLock } from '#renderer/workspace/device-lock.ts'
import { anAgent } from '#tests/builders.ts'
import { holdLock } from '../hold-lock.ts'

afterEach(() => vi.unstubAllGlobals())

/** What the service answers when it is asked for the share; null: nothing, as in an outage. */
let share: string | null = null
const shareOf = (n: number): string => btoa(String.fromCodePoint(...new Uint8Array(32).fill(n)))
beforeEach(() => {
  vi.stubGlobal('fetch', () => {
    if (share === null) return Promise.reject(new TypeError('no network'))
    return Promise.resolve(Response.json({ share, generation: 1, offlineLeaseMs: 3_600_000, mayPin: true }))
  })
})

/** The lock of an agent who has worked here before. */
async function usedLock(): Promise<() => DeviceLock> {
  const session = { token: 't', agent: { ...anAgent(), id: crypto.randomUUID() }, workspace: 'w', deviceId: 'd' }
  const lock = (): DeviceLock => new DeviceLock(session, 'http://service.invalid')
  share = shareOf(1)
  expect((await lock().askService()).is).toBe('open')
  return lock
}

/** What is heard, and nothing for as long as only known answers come. */
function listen(
  lock: DeviceLock,
  known?: readonly ShareAnswer['is'][],
): { heard: ShareAnswer['is'][]; stop: () => void } {
  const heard: ShareAnswer['is'][] = []
  return { heard, stop: lock.untilAnswered(({ is }) => void heard.push(is), known) }
}

const networkReturns = (): boolean => globalThis.dispatchEvent(new Event('online'))

// Would catch: a desk that stays locked because another page stands still with the vault in its hands.
test('a locked desk opens when the service answers, though another page keeps the vault', async () => {
  const lock = await usedLock()
  const release = await holdLock('tierdesk-vault')
  share = null
  const { heard, stop } = listen(lock())
  share = shareOf(1)
  await expect.poll(() => networkReturns() && heard, { timeout: 10_000 }).toEqual(['open'])
  stop()
  release()
})

// Would catch: a key that IT has brought back, before a window that says for ever that it does not open.
test('a desk whose key did not open is opened by itself once it does', async () => {
  const lock = await usedLock()
  share = shareOf(2)
  expect((await lock().askService()).is).toBe('key-lost')
  const { heard, stop } = listen(lock(), ['unreachable', 'key-lost'])
  networkReturns()
  share = shareOf(1)
  await expect.poll(() => networkReturns() && heard, { timeout: 10_000 }).toEqual(['open'])
  stop()
})
