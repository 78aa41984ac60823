import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { canInstallPackages, installPackages } from '#tools/debian.mjs'
import { findProgram } from '#tools/project.mjs'

/** What the kernel was asked to do with the files of a process, one line of strace each: `12 pwrite64(30</path>, ...) = 9`. */
export interface DiskCalls {
  /** In the order in which they ended. */
  lines(): readonly string[]
  /** Lets the process go on by itself. */
  stop(): Promise<void>
}

/** Whether the calls of a process can be seen here: strace is there, or can be installed. */
export const canSeeDiskCalls = async (): Promise<boolean> =>
  process.platform === 'linux' &&
  (findProgram('strace') !== undefined || (canInstallPackages() && (await installPackages(['strace']))))

/** Watches what a process and its threads write and force to disk; each forcing is held for `heldMs` before the disk hears of it. `log`: a file for it. */
export async function watchDiskCalls(pid: number, log: string, heldMs: number): Promise<DiskCalls> {
  const held = `inject=fsync,fdatasync:delay_enter=${heldMs * 1000}`
  const calls = ['-e', 'trace=pwrite64,fsync,fdatasync', '-e', held]
  const strace = spawn('strace', ['-f', '-y', ...calls, '-o', log, '-p', String(pid)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  await attached(strace)
  return {
    // strace fills up the number of a thread with spaces to five places.
    lines: () =>
      readFileSync(log, 'utf8')
        .split('\n')
        .slice(0, -1)
        .map((line) => line.replace(/^(\d+) +/, '$1 ')),
    stop: async () => {
      const ended = once(strace, 'close')
      strace.kill('SIGINT')
      await ended
    },
  }
}

/** Rejects with what strace said where it may not look at that process. */
async function attached(strace: ChildProcess): Promise<void> {
  const said: string[] = []
  await new Promise<void>((resolve, reject) => {
    strace.once('error', reject)
    strace.once('close', () => reject(new Error(`strace ended: ${said.join(' ')}`)))
    if (strace.stderr === null) return reject(new Error('strace says nothing.'))
    createInterface({ input: strace.stderr }).on('line', (line) => {
      said.push(line)
      if (/attached/.test(line)) resolve()
    })
  })
}
