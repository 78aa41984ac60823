import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { limits } from '#shared/sync/protocol.ts'
import { Pressure } from '#service/sync/pressure.ts'
import { RawWindow } from '../raw-window.ts'
import { startTestService } from '../test-service.ts'
import { TestWindow } from '../test-window.ts'
import { note } from '../world.ts'

// Catches: one window on a dead line that fills the memory of the service, or that holds up everyone else.
test('[S21] a window that stops reading is cut when too much waits for it, and the others get everything', async () => {
  const on = await startTestService()
  const clientId = randomUUID()
  const { cursor } = await on.desk.snapshot('siti', clientId)
  const deviceId = randomUUID()
  const token = await on.signIn('siti', deviceId)
  const slow = await RawWindow.open(on.service.url, { token, deviceId, clientId, protocol: 2 })
  await slow.ask('pull', { clientId, cursor })
  const [ana, siti] = await Promise.all([TestWindow.open(on, 'ana'), TestWindow.open(on, 'siti')])
  const sockets = async (): Promise<number> => {
    const metrics = await (await fetch(`${on.service.url}/metrics`)).text()
    return Number(/tierdesk_sockets (\d+)/.exec(metrics)?.[1])
  }
  expect(await sockets()).toBe(3)
  slow.stopReading()
  const text = '例'.repeat(14_000)
  let mid = 0
  const five = () => Array.from({ length: 5 }, () => note((mid += 1), 'M1', { text }))
  // What the two systems hold between them is not ours to know: a few MB.
  while ((await sockets()) === 3 && mid < 1000) await ana.push(...five())
  expect(await sockets()).toBe(2)
  expect(mid * Buffer.byteLength(text)).toBeLessThan(20 * limits.unsentBytes)
  const got = () => siti.patches.flatMap(({ changes }) => changes).filter(({ t }) => t === 'messages').length
  await siti.until(() => got() === mid)
  expect(siti.hints).toEqual([])
  slow.close()
  ana.close()
  siti.close()
  await on.close()
})

// Catches: a thousand windows let in at once after an outage, or all told to come back at the same moment.
test('windows beyond the rate of arrival are told to come back, each at a time of its own', async () => {
  const on = await startTestService({ arrivals: { burst: 2, perSecond: 0.01 } })
  const deviceId = randomUUID()
  const token = await on.signIn('ana', deviceId)
  const windows = Array.from(
    { length: 12 },
    () => new TestWindow(on.service.url, { token, deviceId, clientId: randomUUID() }),
  )
  const refusals: { reason: string; retryAfter: number }[] = []
  for (const { socket } of windows) {
    socket.on('connect_error', (error: Error & { data?: unknown }) =>
      refusals.push(error.data as { reason: string; retryAfter: number }),
    )
  }
  await Promise.all(
    windows.map((window) =>
      window.until(() => window.hello !== null || (!window.socket.connected && !window.socket.active)),
    ),
  )
  await expect.poll(() => refusals.length).toBe(10)
  expect(new Set(refusals.map(({ reason }) => reason))).toEqual(new Set(['busy']))
  const waits = refusals.map(({ retryAfter }) => retryAfter)
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(1000)
  expect(new Set(waits).size).toBeGreaterThan(5)
  for (const window of windows) window.close()
  await on.close()
})

// Catches: a restart after which the door lets in hundreds a second, and windows that were told to come back over half a minute.
test('a service that is stopped sends its windows away for as long as it takes to let them in again', async () => {
  const on = await startTestService({ drainSpreadMs: 60_000, arrivals: { burst: 100, perSecond: 1000 } })
  const deviceId = randomUUID()
  const token = await on.signIn('ana', deviceId)
  const windows = Array.from(
    { length: 20 },
    () => new TestWindow(on.service.url, { token, deviceId, clientId: randomUUID() }),
  )
  await Promise.all(windows.map((window) => window.until(() => window.hello !== null)))
  await on.close()
  await Promise.all(windows.map((window) => window.until(() => window.leaves.length > 0)))
  const told = windows.map(({ leaves }) => leaves[0]?.retryAfter ?? Number.NaN)
  expect(Math.max(...told)).toBeLessThanOrEqual(20)
  expect(new Set(told).size).toBeGreaterThan(3)
  for (const window of windows) window.close()
})

// Catches: a service that takes in more and more while it gets round to nothing.
test('a process that does not get round to its work says so, and recovers', async () => {
  const pressure = new Pressure()
  expect(pressure.isHigh).toBe(false)
  const block = (): void => {
    const until = performance.now() + 1100
    while (performance.now() < until) JSON.stringify({ busy: until })
  }
  // Between two blocks the timer fires once, late.
  for (let i = 0; i < 3; i++) await new Promise<void>((resolve) => setTimeout(() => resolve(block()), 1))
  expect(pressure.isHigh).toBe(true)
  await expect.poll(() => pressure.isHigh).toBe(false)
  pressure.stop()
})
