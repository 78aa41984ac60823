import { DeskWindow } from '../desk-window.ts'
import type { FaultRow } from '../fault-row.ts'
import { Ledger } from '../ledger.ts'
import { damageIndexedDb, damages } from '../profile-damage.ts'
import { timed } from '../until.ts'

export const damagedProfile: FaultRow = {
  name: 'damaged-profile',
  does: 'Notes are saved without a network; then the files of IndexedDB get flipped bits, a cut log or a zeroed manifest.',
  holds: 'After the next start every saved note reaches the service.',
  attempts: 9,
  inSlice: 0,
  sliceMs: 0,
  patience: 60_000,
  async prepare(stand) {
    return async (n) => {
      const ledger = new Ledger(stand)
      let window = await DeskWindow.open(stand, { caseNumber: '10311' })
      stand.wire.cut()
      for (let note = 0; note < 5; note++) {
        const text = ledger.intend()
        await window.write(text)
        await window.saved(text)
        ledger.saved(text)
      }
      await (n % 2 === 0 ? window.close() : window.kill())
      await damageIndexedDb(window.profile, damages[n % damages.length] ?? 'cut-log')
      stand.wire.mend()
      const ms = await timed(async () => {
        window = await window.killAndReopen()
        await ledger.settle(15_000)
      })
      await window.kill()
      return ms
    }
  },
}
