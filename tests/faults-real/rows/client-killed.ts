import { setTimeout as delay } from 'node:timers/promises'
import { DeskWindow } from '../desk-window.ts'
import type { FaultRow } from '../fault-row.ts'
import { Ledger } from '../ledger.ts'
import { timed } from '../until.ts'

export const clientKilled: FaultRow = {
  name: 'client-killed',
  does: 'kill -9 of the browser at a random instant while notes are written, with a service and without in turn.',
  holds: 'Every note that was shown as saved is in the service after the next start.',
  attempts: 12,
  inSlice: 2,
  sliceMs: 15_000,
  patience: 60_000,
  async prepare(stand) {
    let window = await DeskWindow.open(stand, { caseNumber: '10311' })
    const ledger = new Ledger(stand)
    return async (n) => {
      if (n % 2 === 1) stand.wire.cut()
      const writing = writeOn(window, ledger)
      await delay(100 + Math.random() * 1500)
      await window.kill()
      await writing
      stand.wire.mend()
      return timed(async () => {
        window = await window.killAndReopen()
        await ledger.settle()
      })
    }
  },
}

/** Writes until the window is gone. Only what the screen called saved counts as that. */
async function writeOn(window: DeskWindow, ledger: Ledger): Promise<void> {
  try {
    for (;;) {
      const text = ledger.intend()
      await window.write(text)
      await window.saved(text)
      ledger.saved(text)
    }
  } catch {
    // The browser was killed under our hands: that is the fault.
  }
}
