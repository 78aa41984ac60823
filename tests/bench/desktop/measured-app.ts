import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { electronProgramName } from '../../../tools/electron-runtime.mjs'

/** An app to be started by this Electron. */
export interface AppToMeasure {
  /** The folder of the runtime. */
  readonly electron: string
  /** The folder of the app. */
  readonly app: string
  readonly environment: Readonly<Record<string, string>>
  /** A folder for what the stopwatch needs. */
  readonly scratch: string
  /** What is waited for: name -> selector. */
  readonly awaited: Readonly<Record<string, string>>
}

/** An app that was started. */
export interface MeasuredApp {
  readonly pid: number
  /** Milliseconds from just before the program was started until the frame that first shows it was drawn. Rejects where the program ends, or after a minute. */
  drawn(name: string): Promise<number>
  /** Ends it in order, as a session that ends does. */
  close(): Promise<void>
}

const withinMs = 60_000

/** Starts an app as a person does, with nothing attached to it but a stopwatch. */
export function startMeasured({ electron, app, environment, scratch, awaited }: AppToMeasure): MeasuredApp {
  const stopwatch = fileURLToPath(new URL('stopwatch.cjs', import.meta.url))
  const words = ['-r', stopwatch, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), app]
  const startedAt = performance.timeOrigin + performance.now()
  const child = spawn(join(electron, electronProgramName()), words, {
    env: {
      ...process.env,
      ...environment,
      STOPWATCH_FOLDER: scratch,
      STOPWATCH_AWAITED: JSON.stringify(Object.entries(awaited)),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stderr = ''
  child.stderr.on('data', (chunk) => (stderr += String(chunk)))
  const instants = new Map<string, number>()
  const lines = createInterface({ input: child.stdout })
  lines.on('line', (line) => {
    const [, name, at] = /^DRAWN (\S+) ([\d.]+)$/.exec(line) ?? []
    if (name !== undefined) instants.set(name, Number(at) - startedAt)
  })
  return {
    pid: child.pid ?? 0,
    drawn: async (name) => {
      const deadline = AbortSignal.timeout(withinMs)
      const ended = once(child, 'close', { signal: deadline }).then(() => {
        throw new Error(`It ended before ${name} was drawn: ${stderr.slice(-1000)}`)
      })
      ended.catch(() => undefined)
      while (!instants.has(name)) await Promise.race([once(lines, 'line', { signal: deadline }), ended])
      return instants.get(name) ?? Number.NaN
    },
    close: () => end(child),
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'close')
  child.kill('SIGTERM')
  await ended
}
