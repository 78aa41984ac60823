import { deflateSync, inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { deflated, inflated } from '#renderer/sync/deflated-bytes.ts'

const text = JSON.stringify(Array.from({ length: 5000 }, (_, n) => ({ n, text: `Case ${n} สวัสดี` })))
const bytes = new TextEncoder().encode(text)
const textOf = (read: Uint8Array): string => new TextDecoder().decode(read)

// Would catch: packs of the service that a window cannot read, at whatever level they were deflated, or packs of its own that differ.
test('what the service deflated is read as it was, and what the window deflates is smaller', async () => {
  for (const level of [1, 6, 9])
    expect(textOf(await inflated(new Uint8Array(deflateSync(bytes, { level }))))).toBe(text)
  const own = await deflated(bytes)
  expect([own.length < bytes.length / 4, textOf(inflateSync(own))]).toEqual([true, text])
})

// Would catch: a page that was made by an earlier service and cannot be read.
test('what is not deflated is left as it is', async () => {
  expect(await inflated(bytes)).toBe(bytes)
  expect((await inflated(new Uint8Array())).length).toBe(0)
})

// Would catch: half a thread that is shown as if it were all of it.
test('damaged and cut bytes are refused', async () => {
  const whole = new Uint8Array(deflateSync(bytes))
  const spoilt = whole.with(whole.length >> 1, (whole[whole.length >> 1] ?? 0) ^ 0xff)
  await expect(inflated(spoilt)).rejects.toThrow(TypeError)
  await expect(inflated(whole.slice(0, -10))).rejects.toThrow(TypeError)
})
