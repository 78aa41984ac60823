import { DeskWindow } from '../desk-window.ts'
import type { FaultRow } from '../fault-row.ts'
import { Ledger } from '../ledger.ts'
import { copyProfile } from '../stand.ts'
import { timed } from '../until.ts'

export const storageCleared: FaultRow = {
  name: 'storage-cleared',
  does: 'Without a network the browser clears all that the origin keeps, as it does on a full disk; then it is killed.',
  holds:
    'Every note that the screen calls saved after that, and those from before, are in the service after the restart.',
  attempts: 5,
  inSlice: 1,
  sliceMs: 15_000,
  patience: 60_000,
  async prepare(stand) {
    const ledger = new Ledger(stand)
    return async () => {
      const profile = await stand.folder('profile')
      await copyProfile(await stand.profile('ana'), profile)
      let window = await DeskWindow.open(stand, { profile, caseNumber: '10311' })
      stand.wire.cut()
      await writeTwo(window, ledger)
      const devtools = await window.devtools()
      const storageTypes = 'indexeddb,file_systems,cache_storage,service_workers'
      await devtools.send('Storage.clearDataForOrigin', { origin: stand.wire.url, storageTypes })
      await devtools.detach()
      await writeTwo(window, ledger)
      if (window.uncaught.length > 0) throw new Error(`uncaught: ${window.uncaught.join('; ')}`)
      await window.kill()
      stand.wire.mend()
      const ms = await timed(async () => {
        window = await window.killAndReopen()
        await ledger.settle()
      })
      await window.kill()
      return ms
    }
  },
}

async function writeTwo(window: DeskWindow, ledger: Ledger): Promise<void> {
  for (let n = 0; n < 2; n++) {
    const text = ledger.intend()
    await window.write(text)
    await window.saved(text)
    ledger.saved(text)
  }
}
