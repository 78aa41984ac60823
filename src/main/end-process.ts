/** How often a process is looked for, in milliseconds. */
const everyMs = 10
/** How long the system may take to end a process, in milliseconds. */
const killingMs = 2000

/**
 * Resolves when a process is over: it has `patienceMs` to end by itself, and is ended then. Rejects where it is there all the same two
 * seconds later. `pid`: as the system has it; 0: there is none, and nothing to wait for.
 */
export async function endProcess(pid: number, patienceMs: number): Promise<void> {
  // To the system 0 and below are whole groups of processes, our own among them.
  if (pid <= 0 || (await isOverWithin(pid, patienceMs))) return
  signal(pid, 'SIGKILL')
  if (!(await isOverWithin(pid, killingMs))) throw new Error(`The process ${pid} does not end.`)
}

async function isOverWithin(pid: number, patienceMs: number): Promise<boolean> {
  const until = performance.now() + patienceMs
  while (signal(pid, 0)) {
    if (performance.now() > until) return false
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
  return true
}

/** Sends a signal, of which 0 does nothing; false where there is no such process. */
function signal(pid: number, name: 'SIGKILL' | 0): boolean {
  try {
    return process.kill(pid, name)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false
    throw error
  }
}
