import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(argon2)

// The first choice of the OWASP password storage cheat sheet: 19 MiB, two passes, one lane.
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const
const tagLength = 32

const encode = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replaceAll('=', '')

/** The password as an argon2id string in the usual (PHC) form, with a salt of its own. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await derive('argon2id', { message: password, nonce, tagLength, ...cost })
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${encode(nonce)}$${encode(tag)}`
}

/** Whether the password belongs to the hash. A hash in another form belongs to none. Takes the same time either way. */
export async function isPassword(password: string, hash: string): Promise<boolean> {
  const parsed = readHash(hash)
  if (parsed === null) return false
  const tag = await derive('argon2id', { message: password, ...parsed.parameters })
  return timingSafeEqual(tag, parsed.tag)
}

const form = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/

function readHash(hash: string): { parameters: Omit<Argon2Parameters, 'message'>; tag: Buffer } | null {
  const [, memory, passes, parallelism, salt, expected] = form.exec(hash) ?? []
  if (salt === undefined || expected === undefined) return null
  const tag = Buffer.from(expected, 'base64')
  return {
    parameters: {
      nonce: Buffer.from(salt, 'base64'),
      memory: Number(memory),
      passes: Number(passes),
      parallelism: Number(parallelism),
      tagLength: tag.length,
    },
    tag,
  }
}
