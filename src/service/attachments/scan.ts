import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Looks at the bytes of an attachment. Rejects where it could not: then it is asked again later. */
export type Scan = (bytes: Readable) => Promise<'clean' | 'refused'>

const patienceMs = 120_000

/** A program that gets the bytes on its input and ends with 0 for clean, 1 for refused, as `clamdscan -` does; any other end is a failure. */
export const scanByCommand =
  (command: readonly [program: string, ...args: string[]]): Scan =>
  async (bytes) => {
    const [program, ...args] = command
    const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'ignore'], timeout: patienceMs, env: {} })
    const ended = once(child, 'exit') as Promise<[code: number | null]>
    const [, [code]] = await Promise.all([
      // A scanner may know before it has read everything.
      pipeline(bytes, child.stdin).catch(() => undefined),
      ended,
    ])
    if (code === 0) return 'clean'
    if (code === 1) return 'refused'
    throw new Error(`The scanner ended with ${String(code)}.`)
  }

/** An address that the bytes are posted to: 200 to 299 for clean, 422 for refused; any other answer is a failure. */
export const scanByUrl =
  (url: string): Scan =>
  async (bytes) => {
    const gathered: Uint8Array[] = []
    for await (const chunk of bytes as AsyncIterable<Uint8Array>) gathered.push(chunk)
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      // A file is bounded, and its length is then known.
      body: Buffer.concat(gathered),
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    })
    await answer.body?.cancel()
    if (answer.ok) return 'clean'
    if (answer.status === 422) return 'refused'
    throw new Error(`The scanner answered ${answer.status}.`)
  }
