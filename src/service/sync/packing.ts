import { promisify } from 'node:util'
import { constants, deflateRaw, deflateRawSync } from 'node:zlib'
import { limits } from '#shared/sync/protocol.ts'

/** Bytes of JSON from which packing pays: what is shorter costs as much to begin as to send. */
const leastBytes = 8 * 1024
/** Rows are much alike: the quickest level leaves a tenth, the others hardly less. */
const options = { level: constants.Z_BEST_SPEED } as const
const deflateElsewhere = promisify(deflateRaw)

const isWithinBound = ({ length }: Buffer): boolean => length <= limits.unpackedBytes

/** Whether packing this JSON saves more than it costs. */
export const isWorthPacking = ({ length }: Buffer): boolean => length >= leastBytes

/** JSON as it goes into a packed page; null where it must be sent plain. Takes 5 to 10 µs for a kB. */
export const packNow = (json: Buffer): Buffer | null => (isWithinBound(json) ? deflateRawSync(json, options) : null)

/** The same, beside the thread that serves everyone. */
export const packElsewhere = async (json: Buffer): Promise<Buffer | null> =>
  isWorthPacking(json) && isWithinBound(json) ? deflateElsewhere(json, options) : null
