import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'

/** A packed desk that was started, seen through Chromium's own protocol: its fuses forbid every other way in. */
export interface StartedProgram {
  readonly child: ChildProcess
  /** The address and the text of its page, once there is any. */
  readonly url: string
  readonly text: string
  /** What it printed on stderr until now. */
  readonly stderr: () => string
  readonly close: () => Promise<void>
}

const withinMs = 60_000
const askAgainMs = 100

const Targets = z.array(z.object({ type: z.string(), url: z.string(), webSocketDebuggerUrl: z.string() }))
const Answer = z.object({ result: z.object({ result: z.object({ value: z.string() }) }) })

/** Starts a program with what it is to be told, and waits until its window shows a text. Rejects with what it said where it does not. */
export async function startProgram(
  program: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<StartedProgram> {
  const child = spawn(program, [...words, '--remote-debugging-port=0'], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  })
  let stderr = ''
  let failed: Error | null = null
  child.once('error', (error) => (failed = error))
  child.stderr.on('data', (chunk) => (stderr += String(chunk)))
  const close = async (): Promise<void> => {
    // The whole group: what it was started through may not hand a signal on.
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
    const ended = once(child, 'close')
    process.kill(-child.pid, 'SIGTERM')
    await ended
  }
  try {
    const isOver = (): boolean => failed !== null || child.exitCode !== null || child.signalCode !== null
    const port = await until(isOver, () => /DevTools listening on ws:\/\/[^:]+:(\d+)/.exec(stderr)?.[1] ?? null)
    const { url, socket } = await until(isOver, () => pageOf(port))
    const text = await until(
      isOver,
      async () => (await evaluated(socket, 'document.body?.innerText ?? ""')).trim() || null,
    )
    return { child, url, text, stderr: () => stderr, close }
  } catch (error) {
    await close()
    throw new Error(`${error instanceof Error ? error.message : String(error)} It said: ${stderr.slice(-2000)}`)
  }
}

/** Asks until there is an answer. Rejects when the program has ended, or after a minute. */
async function until<T>(isOver: () => boolean, ask: () => T | null | Promise<T | null>): Promise<T> {
  const last = Date.now() + withinMs
  while (Date.now() < last) {
    if (isOver()) throw new Error('The program ended by itself.')
    const answer = await ask()
    if (answer !== null) return answer
    await wait(askAgainMs)
  }
  throw new Error('The program showed nothing within a minute.')
}

async function pageOf(port: string): Promise<{ url: string; socket: string } | null> {
  const listed = Targets.parse(await (await fetch(`http://127.0.0.1:${port}/json`)).json())
  const page = listed.find(({ type, url }) => type === 'page' && url.startsWith('app:'))
  return page === undefined ? null : { url: page.url, socket: page.webSocketDebuggerUrl }
}

async function evaluated(address: string, expression: string): Promise<string> {
  const socket = new WebSocket(address)
  await once(socket, 'open')
  socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression, returnByValue: true } }))
  const answered = (await once(socket, 'message')) as unknown[]
  socket.close()
  const [message] = answered
  // A page that is just being replaced answers with an error: it has no text yet.
  const answer = Answer.safeParse(JSON.parse(message instanceof MessageEvent ? String(message.data) : '{}'))
  return answer.success ? answer.data.result.result.value : ''
}
