import { readFileSync, readdirSync } from 'node:fs'

/** What a program and everything it started use: seconds of processor time until now, and bytes of memory, where what is shared is shared out (PSS). */
export interface ProcessUse {
  readonly cpuSeconds: number
  readonly memoryBytes: number
  readonly processes: number
}

/** As Linux counts it, whatever the computer: sysconf(_SC_CLK_TCK). */
const ticksPerSecond = 100

/** How much a process and its descendants use. Linux only: it reads `/proc`. */
export function useOf(pid: number): ProcessUse {
  const tree = descendants(pid)
  return {
    cpuSeconds: tree.reduce((sum, { ticks }) => sum + ticks, 0) / ticksPerSecond,
    memoryBytes: tree.reduce((sum, one) => sum + memoryOf(one.pid), 0),
    processes: tree.length,
  }
}

interface Stat {
  readonly pid: number
  readonly parent: number
  readonly ticks: number
}

function descendants(pid: number): readonly Stat[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => statOf(Number(name)))
  const within = (parent: number): readonly Stat[] =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one, ...within(one.pid)])
  return [...all.filter((one) => one.pid === pid), ...within(pid)]
}

/** See proc_pid_stat(5). What has ended meanwhile is not counted. */
function statOf(pid: number): readonly Stat[] {
  const text = textOf(`/proc/${pid}/stat`)
  // The name stands in brackets and may have spaces.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  if (fields.length < 20) return []
  return [{ pid, parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }]
}

/** In bytes: what Linux calls kB is 1,024 of them. */
const memoryOf = (pid: number): number =>
  1024 * Number(/^Pss:\s+(\d+) kB$/m.exec(textOf(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0)

/** Empty where the process has ended. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'ENOENT' || code === 'ESRCH') return ''
    throw error
  }
}
