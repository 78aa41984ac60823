import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { crc32 } from '#shared/sync/crc32.ts'
import { chainStart, readRecords, writeRecords } from '#shared/sync/journal-format.ts'

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()
const written = (payloads: readonly Uint8Array[]) => writeRecords(payloads, chainStart, sha256)
const read = (bytes: Uint8Array) => readRecords(bytes, sha256)
const texts = (payloads: readonly Uint8Array[]): string[] => payloads.map((bytes) => Buffer.from(bytes).toString('hex'))

const payloads = fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 8 })

/** Where each record ends. */
function endsOf(all: readonly Uint8Array[]): number[] {
  let end = 0
  return all.map(({ length }) => (end += 24 + length))
}

// Would catch: another checksum than the one that the format names. The value is that of the standard's own check string.
test('the checksum is the CRC-32 of ISO 3309', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926)
})

// Would catch: a chain that starts anew with each append, so that a whole group can be taken out unnoticed.
test('what was written in several goes is read as one', () => {
  fc.assert(
    fc.property(payloads, payloads, (first, second) => {
      const one = written(first)
      const two = writeRecords(second, one.chain, sha256)
      const content = read(new Uint8Array([...one.bytes, ...two.bytes]))
      expect(texts(content.payloads)).toEqual(texts([...first, ...second]))
      expect(texts([content.chain])).toEqual(texts([two.chain]))
      expect([content.damagedBytes, content.brokenLinks]).toEqual([0, 0])
    }),
  )
})

// Would catch: a torn record that is taken for whole, or one that takes those before it along.
test('a file that is cut off anywhere gives every whole record and counts the rest', () => {
  fc.assert(
    fc.property(payloads, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (all, part) => {
      const { bytes } = written(all)
      const cut = Math.floor(bytes.length * part)
      const whole = endsOf(all).filter((end) => end <= cut)
      const content = read(bytes.subarray(0, cut))
      expect(texts(content.payloads)).toEqual(texts(all.slice(0, whole.length)))
      expect([content.damagedBytes, content.brokenLinks]).toEqual([cut - (whole.at(-1) ?? 0), 0])
    }),
  )
})

// Would catch: reading that stops at the first damage, or that gives out a changed record.
test('a flipped bit anywhere costs its own record and no other, and is counted', () => {
  fc.assert(
    fc.property(payloads, fc.nat(), fc.nat(7), (all, place, bit) => {
      const { bytes } = written(all)
      const at = place % bytes.length
      bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
      const hit = endsOf(all).findIndex((end) => at < end)
      const content = read(bytes)
      expect(texts(content.payloads)).toEqual(texts(all.filter((_, n) => n !== hit)))
      expect(content.damagedBytes).toBe(24 + (all[hit]?.length ?? 0))
      expect(content.brokenLinks).toBe(hit === all.length - 1 ? 0 : 1)
    }),
  )
})

// Would catch: records appended behind a torn one that nobody reads.
test('records behind a torn one are read', () => {
  const one = written([new Uint8Array([1, 2, 3])])
  const torn = writeRecords([new Uint8Array(100)], one.chain, sha256).bytes.subarray(0, 30)
  const two = writeRecords([new Uint8Array([4])], one.chain, sha256)
  const content = read(new Uint8Array([...one.bytes, ...torn, ...two.bytes]))
  expect([texts(content.payloads), content.damagedBytes, content.brokenLinks]).toEqual([['010203', '04'], 30, 0])
})

// Would catch: a whole record that is taken out or moved without a trace.
test('records taken out, doubled or moved break the chain', () => {
  const all = [1, 2, 3, 4].map((byte) => new Uint8Array([byte]))
  const { bytes } = written(all)
  const record = (n: number): Uint8Array => bytes.subarray(25 * n, 25 * (n + 1))
  const of = (...order: number[]) => read(new Uint8Array(order.flatMap((n) => [...record(n)]))).brokenLinks
  expect([of(0, 1, 2, 3), of(0, 2, 3), of(1, 2, 3), of(0, 1, 1, 2, 3), of(0, 2, 1, 3)]).toEqual([0, 1, 1, 1, 3])
})
