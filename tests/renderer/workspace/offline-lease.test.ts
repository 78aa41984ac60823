import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { PinLock } from '#renderer/sync/seal/pin-lock.ts'
import { type Connected, OfflineLease } from '#renderer/workspace/offline-lease.ts'
import { MemoryVault } from '../sync/seal/memory-vault.ts'

const hour = 3_600_000

beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2026, 10, 22, 8) }))
afterEach(() => void vi.useRealTimers())

/** A desk whose connection the test decides. */
class Wire implements Connected {
  sync: Connected['sync'] = { connection: 'offline' }
  heard: Connected['heard'] = {}
  readonly #listeners = new Set<() => void>()

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  turn(connection: Connected['sync']['connection']): void {
    this.sync = { connection }
    for (const listener of this.#listeners) listener()
  }
}

function desk(leaseMs: number) {
  const pin = new PinLock({
    owner: { agentId: 'a', deviceId: 'd' },
    vault: new MemoryVault(),
    secret: async () => null,
    stretch: async () => new Uint8Array(32),
    now: () => Date.now(),
    exclusive: (work) => work(),
  })
  const over = vi.fn<() => void>()
  const wire = new Wire()
  const lease = new OfflineLease(pin, leaseMs, Date.now() + leaseMs)
  const stop = lease.watch(wire, over)
  return { over, wire, stop }
}

// Catches: a desk that stays open for ever once it was opened.
test('an open desk closes once it has been without the service for as long as it may, and only once', async () => {
  const { over, wire } = desk(12 * hour)
  wire.turn('offline')
  await vi.advanceTimersByTimeAsync(12 * hour - 60_000)
  expect(over).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(5 * 60_000)
  expect(over).toHaveBeenCalledTimes(1)
})

// Catches: a desk that closes in the middle of a connected day.
test('each contact with the service begins the lease anew', async () => {
  const { over, wire } = desk(12 * hour)
  wire.turn('online')
  await vi.advanceTimersByTimeAsync(30 * hour)
  wire.turn('offline')
  await vi.advanceTimersByTimeAsync(11 * hour)
  wire.turn('online')
  wire.turn('offline')
  await vi.advanceTimersByTimeAsync(12 * hour - 120_000)
  expect(over).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(180_000)
  expect(over).toHaveBeenCalledTimes(1)
})

// Catches: a site that shortens its lease, and desks that go by the old one for as long as they stay open.
test('a connection brings what the site allows by now', async () => {
  const { over, wire } = desk(12 * hour)
  wire.heard = { offlineLeaseMs: hour }
  wire.turn('online')
  wire.turn('offline')
  await vi.advanceTimersByTimeAsync(hour - 120_000)
  expect(over).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(180_000)
  expect(over).toHaveBeenCalledTimes(1)
})

// Catches: a lease made longer by setting the clock back while the desk is open.
test('a clock that is set back gives no more time', async () => {
  const { over } = desk(2 * hour)
  await vi.advanceTimersByTimeAsync(hour)
  vi.setSystemTime(Date.UTC(2026, 10, 22, 1))
  await vi.advanceTimersByTimeAsync(hour + 60_000)
  expect(over).toHaveBeenCalledTimes(1)
})

test('a short disconnect closes nothing, even where the site allows no time', async () => {
  const { over, stop } = desk(0)
  await vi.advanceTimersByTimeAsync(4 * 60_000)
  expect(over).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(2 * 60_000)
  expect(over).toHaveBeenCalledTimes(1)
  stop()
})

test('once it is left alone it closes nothing', async () => {
  const { over, stop } = desk(hour)
  stop()
  await vi.advanceTimersByTimeAsync(3 * hour)
  expect(over).not.toHaveBeenCalled()
})
