import { promisify } from 'node:util'
import { constants, deflateRaw, deflateRawSync } from 'node:zlib'
import { limits } from '#shared/sync/protocol.ts'

/** Bytes of JSON from which packing pays: what is shorter costs as much to begin as to send. */
const leastBytes = 8 * 1024
/** Rows are much alike: the quickest level leaves a tenth, the others hardly less. */
const options = { level: constants.Z_BEST_SPEED } as const
const deflateElsewhere = promisify(deflateRaw)

const isWorthIt = ({ length }: Buffer): boolean => length >= leastBytes && length <= limits.unpackedBytes

/** JSON as it goes into a packed page; null where it is sent plain. Takes 5 to 10 µs for a kB. */
export const packNow = (json: Buffer): Buffer | null => (isWorthIt(json) ? deflateRawSync(json, options) : null)

/** The same, beside the thread that serves everyone. */
export const packElsewhere = async (json: Buffer): Promise<Buffer | null> =>
  isWorthIt(json) ? deflateElsewhere(json, options) : null
