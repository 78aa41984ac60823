import { crc32 } from './crc32.ts'

/**
 * The file of a journal, the same in the desktop app and in a browser [S10]. One record after the other:
 *
 *     length  u32, big-endian: bytes of chain and payload
 *     CRC-32  u32, big-endian: of chain and payload
 *     chain   16 bytes: the first of SHA-256(chain of the record before ‖ payload); before the first record 16 zeros
 *     payload
 *
 * The checksum finds torn and damaged records, the chain finds whole ones that were taken out, put in or moved. Whoever can write the
 * file can also compute both: what is secret or must be genuine is sealed before it comes here.
 */
const prefixBytes = 8
const chainBytes = 16
/** No record is longer: what claims to be is damaged. */
const longestRecord = 64 * 1024 * 1024

/** The SHA-256 of some bytes: 32 bytes. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array

/** Where the chain stands after a record. */
export type Chain = Uint8Array
/** Where the chain stands before the first record. */
export const chainStart: Chain = new Uint8Array(chainBytes)

/** What a file of a journal says. */
export interface JournalFileContent {
  readonly payloads: readonly Uint8Array[]
  /** Where the chain goes on. */
  readonly chain: Chain
  /** Bytes that belong to no whole record: torn at the end, or damaged within. Reading goes on behind them. */
  readonly damagedBytes: number
  /** Whole records that do not follow the one before: something between them is missing or was put in. */
  readonly brokenLinks: number
}

/** Payloads as the bytes to be added to a file whose chain stands at `chain`. */
export function writeRecords(
  payloads: readonly Uint8Array[],
  chain: Chain,
  sha256: Sha256,
): { bytes: Uint8Array<ArrayBuffer>; chain: Chain } {
  const bytes = new Uint8Array(payloads.reduce((sum, { length }) => sum + prefixBytes + chainBytes + length, 0))
  const view = new DataView(bytes.buffer)
  let at = 0
  let last = chain
  for (const payload of payloads) {
    last = linkAfter(last, payload, sha256)
    const end = at + prefixBytes + chainBytes + payload.length
    bytes.set(last, at + prefixBytes)
    bytes.set(payload, at + prefixBytes + chainBytes)
    view.setUint32(at, chainBytes + payload.length)
    view.setUint32(at + 4, crc32(bytes.subarray(at + prefixBytes, end)))
    at = end
  }
  return { bytes, chain: last }
}

/** Reads every whole record. Damage is stepped over byte by byte until a whole record comes, so nothing behind it is lost. */
export function readRecords(bytes: Uint8Array, sha256: Sha256): JournalFileContent {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const payloads: Uint8Array[] = []
  let chain = chainStart
  let damagedBytes = 0
  let brokenLinks = 0
  let at = 0
  while (at < bytes.length) {
    const end = endOfRecord(bytes, view, at)
    if (end === null) {
      damagedBytes += 1
      at += 1
      continue
    }
    const link = bytes.subarray(at + prefixBytes, at + prefixBytes + chainBytes)
    const payload = bytes.subarray(at + prefixBytes + chainBytes, end)
    if (!isSame(link, linkAfter(chain, payload, sha256))) brokenLinks += 1
    payloads.push(payload)
    chain = link
    at = end
  }
  return { payloads, chain: chain.slice(), damagedBytes, brokenLinks }
}

/** Where the record at `at` ends; null where there is none, or none that is whole. */
function endOfRecord(bytes: Uint8Array, view: DataView, at: number): number | null {
  if (at + prefixBytes + chainBytes > bytes.length) return null
  const length = view.getUint32(at)
  const end = at + prefixBytes + length
  if (length < chainBytes || length > longestRecord || end > bytes.length) return null
  return crc32(bytes.subarray(at + prefixBytes, end)) === view.getUint32(at + 4) ? end : null
}

function linkAfter(chain: Chain, payload: Uint8Array, sha256: Sha256): Chain {
  const both = new Uint8Array(chainBytes + payload.length)
  both.set(chain)
  both.set(payload, chainBytes)
  return sha256(both).subarray(0, chainBytes)
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean => a.every((byte, n) => byte === b[n])
