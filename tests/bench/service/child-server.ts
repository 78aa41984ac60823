import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { Asked, Said } from './servers/child.ts'

/** A server in a process of its own, so that it has a core to itself and its memory can be told apart. */
export interface ChildServer {
  readonly url: string
  /** Resident memory after everything unused was collected. */
  rssKb(): Promise<number>
  /** Sends a round of changes to everyone, where it is that kind of server. */
  round(round: number): void
  stop(): Promise<void>
}

/** Starts one of the programs in `servers/`. Rejects where it ends before it is ready. */
export async function startChild(program: string, args: readonly string[]): Promise<ChildServer> {
  const child = fork(join(import.meta.dirname, 'servers', program), [...args], {
    execArgv: ['--expose-gc'],
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const said = await next(child)
  if (!('url' in said)) throw new Error(`${program} did not say where it is.`)
  const ask = (asked: Asked): boolean => child.send(asked)
  return {
    url: said.url,
    rssKb: async () => {
      const answered = next(child)
      ask({ memory: true })
      const answer = await answered
      return 'rssKb' in answer ? answer.rssKb : Number.NaN
    },
    round: (round) => void ask({ round }),
    stop: () =>
      new Promise((stopped) => {
        child.once('exit', () => stopped())
        ask({ stop: true })
      }),
  }
}

const next = (child: ChildProcess): Promise<Said> =>
  new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`The server ended with ${code}.`))
    child.once('exit', ended)
    child.once('message', (said: Said) => {
      child.off('exit', ended)
      resolve(said)
    })
  })
