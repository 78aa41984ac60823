import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** Shows windows where nobody looks while `work` runs: Xvfb on a free display, whose number `work` is told. */
export async function onVirtualScreen<T>(work: (display: string) => Promise<T>): Promise<T> {
  // -ac: whoever is on this computer may draw on it, also the user inside the clean root. It ends with the work.
  const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp', '-ac'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  try {
    const numbers = screen.stdio[3]
    if (numbers === null || numbers === undefined) throw new Error('Xvfb did not start.')
    const [number]: unknown[] = await Promise.race([once(numbers, 'data'), once(screen, 'exit').then(() => [''])])
    const display = String(number).trim()
    if (display === '') throw new Error('Xvfb ended by itself.')
    return await work(`:${display}`)
  } finally {
    screen.kill()
    if (screen.exitCode === null && screen.signalCode === null) await once(screen, 'exit')
  }
}
