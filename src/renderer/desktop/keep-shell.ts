import type { Desktop } from './desktop-api.ts'
import { workerAddress } from './start-worker.ts'

/** Lets a browser keep the window's own files, so that it opens during an outage too. The desktop app has them on disk and needs none. */
export async function keepShell(desktop: Desktop): Promise<void> {
  if (desktop.kind !== 'browser' || !('serviceWorker' in navigator)) return
  await navigator.serviceWorker.register(workerAddress('/shell-worker.js'))
}
