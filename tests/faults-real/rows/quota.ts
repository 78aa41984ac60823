import { DeskWindow } from '../desk-window.ts'
import type { FaultRow } from '../fault-row.ts'
import { Ledger } from '../ledger.ts'
import { timed } from '../until.ts'

const noteLength = 14_000

export const quota: FaultRow = {
  name: 'quota-exceeded',
  does: 'The browser has no more room for this origin while long notes are written without a network; then it has.',
  holds: 'No note is dropped, none is called saved that is not, and saving works again.',
  attempts: 5,
  inSlice: 1,
  sliceMs: 12_000,
  patience: 60_000,
  async prepare(stand) {
    let window = await DeskWindow.open(stand, { caseNumber: '10311' })
    const ledger = new Ledger(stand)
    return async () => {
      stand.wire.cut()
      const devtools = await window.devtools()
      const origin = stand.wire.url
      // Half of what is in use: whatever is written from now on is too much.
      const used = await window.page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0)
      await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: Math.ceil(used / 2) })
      for (let n = 0; n < 4; n++) {
        const text = ledger.intend(noteLength)
        await window.write(text)
        ledger.saved(text)
      }
      await devtools.send('Storage.overrideQuotaForOrigin', { origin })
      await devtools.detach()
      const after = ledger.intend()
      await window.write(after)
      await window.saved(after, 10_000)
      ledger.saved(after)
      stand.wire.mend()
      const ms = await timed(async () => {
        await window.isSynced()
        await ledger.settle()
      })
      window = await window.killAndReopen()
      return ms
    }
  },
}
