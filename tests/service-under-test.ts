import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

interface Ready {
  readonly url: string
  readonly inboundToken: string
  readonly accounts: readonly { readonly login: string; readonly password: string }[]
}

/** The real service, as `npm start` runs it, on a data folder of its own. */
export interface ServiceUnderTest {
  readonly port: number
  /** Where it answers, whatever is cut. */
  readonly directUrl: string
  readonly password: string
  readonly folder: string
  /** A party writes on a case. */
  readonly partyWrites: (caseNumber: string, text: string) => Promise<void>
  /** Moves the clock of a service that was started `withMovingClock` on by a minute, or by as many as it was started with. */
  readonly aMinutePasses: () => void
  /** The process of the service. */
  readonly pid: () => number
  /** Stops the process as Ctrl+C does. */
  stop(): Promise<void>
  /** kill -9. Its PostgreSQL goes on until the next start finds it. */
  kill(): Promise<void>
  /** Starts it again on the same data and the same port. */
  start(more?: NodeJS.ProcessEnv): Promise<void>
  /** Ends everything and removes the data. */
  remove(): Promise<void>
}

/** What a service is started with whose clock a story moves. */
export const withMovingClock = { NODE_OPTIONS: '--import ./tests/moving-clock.ts' } as const

/** The same, by so many minutes each time. */
export const movingBy = (minutes: number) => ({ ...withMovingClock, MOVING_CLOCK_MINUTES: String(minutes) }) as const

/** Starts the service with the demo workspace. Rejects with what it said where it does not get ready. */
export async function serviceUnderTest(env: NodeJS.ProcessEnv = {}): Promise<ServiceUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'tierdesk-test-'))
  // As root, PostgreSQL runs as another user, who must be able to walk down to its data.
  await chmod(folder, 0o755)
  const data = join(folder, 'data')
  let running = await run({ ...env, TIERDESK_DATA: data, TIERDESK_PORT: '0' })
  const port = Number(new URL(running.ready.url).port)
  return {
    port,
    directUrl: `http://127.0.0.1:${port}`,
    folder: data,
    password: running.ready.accounts[0]?.password ?? '',
    partyWrites: (caseNumber, text) => writeIn(running.ready, caseNumber, text),
    aMinutePasses: () => void running.child.kill('SIGUSR2'),
    pid: () => running.child.pid ?? 0,
    stop: () => end(running.child),
    kill: () => end(running.child, 'SIGKILL'),
    start: async (more = {}) => {
      running = await run({ ...env, ...more, TIERDESK_DATA: data, TIERDESK_PORT: String(port) })
    },
    remove: async () => {
      await end(running.child)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function run(env: NodeJS.ProcessEnv): Promise<{ child: ChildProcess; ready: Ready }> {
  const child = spawn(process.execPath, ['src/service/index.ts'], {
    env: { ...process.env, TIERDESK_DEMO: '1', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const said: string[] = []
  createInterface({ input: child.stderr }).on('line', (line) => said.push(line))
  const ready = await new Promise<Ready>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('TIERDESK READY ')) resolve(JSON.parse(line.slice('TIERDESK READY '.length)) as Ready)
    })
    child.once('exit', (code) => reject(new Error(`the service ended with ${code}:\n${said.slice(-20).join('\n')}`)))
  })
  return { child, ready }
}

function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill(signal)
  })
}

async function writeIn({ url, inboundToken }: Ready, caseNumber: string, text: string): Promise<void> {
  const response = await fetch(`${url}/inbound/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-tierdesk-token': inboundToken },
    body: JSON.stringify({ caseNumber, messageId: crypto.randomUUID(), text }),
  })
  if (!response.ok) throw new Error(`inbound: ${response.status} ${await response.text()}`)
}
