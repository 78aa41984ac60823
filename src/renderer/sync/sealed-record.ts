import type { OutboxRecord } from './disk.ts'
import { keyOf } from './outbox-records.ts'
import { type Seal, SealBroken } from './seal.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })

/** JSON in UTF-8, sealed for its place. */
export const sealJson = (seal: Seal, place: string, value: unknown): Promise<Uint8Array<ArrayBuffer>> =>
  seal.seal(place, encoder.encode(JSON.stringify(value)))

/** What `sealJson` made. Rejects with SealBroken. The seal vouches that this program wrote it. */
export async function openJson(seal: Seal, place: string, sealed: Uint8Array<ArrayBuffer>): Promise<unknown> {
  const bytes = await seal.open(place, sealed)
  try {
    const value: unknown = JSON.parse(decoder.decode(bytes))
    return value
  } catch (error) {
    throw new SealBroken(place, error)
  }
}

/** One record of the outbox, sealed. */
export interface SealedRecord {
  readonly key: string
  readonly sealed: Uint8Array<ArrayBuffer>
}

const placeOf = (key: string): string => `outbox/records/${key}`

export async function sealRecord(seal: Seal, record: OutboxRecord): Promise<SealedRecord> {
  const key = keyOf(record)
  return { key, sealed: await sealJson(seal, placeOf(key), record) }
}

/** Null where it does not open, or is nothing that this build knows. */
export async function openRecord(seal: Seal, { key, sealed }: SealedRecord): Promise<OutboxRecord | null> {
  try {
    const record = (await openJson(seal, placeOf(key), sealed)) as OutboxRecord
    return keyOf(record) === key ? record : null
  } catch (error) {
    if (error instanceof SealBroken) return null
    throw error
  }
}

/** Several records, sealed as one. */
export const sealGroup = async (seal: Seal, key: string, records: readonly OutboxRecord[]): Promise<SealedRecord> => ({
  key,
  sealed: await sealJson(seal, placeOf(key), records),
})

/** Null where it does not open, or is nothing that this build knows. */
export async function openGroup(seal: Seal, { key, sealed }: SealedRecord): Promise<OutboxRecord[] | null> {
  try {
    const records = await openJson(seal, placeOf(key), sealed)
    return Array.isArray(records) ? (records as OutboxRecord[]) : null
  } catch (error) {
    if (error instanceof SealBroken) return null
    throw error
  }
}
