import { DeskWindow } from '../desk-window.ts'
import type { FaultRow } from '../fault-row.ts'
import { Ledger } from '../ledger.ts'
import { timed } from '../until.ts'

export const databaseDeleted: FaultRow = {
  name: 'database-deleted',
  does: 'With saved notes waiting, the databases are deleted under the running window: by a script, or by the browser itself.',
  holds: 'The window goes on, every note reaches the service, nothing is thrown uncaught, and the next start is sound.',
  attempts: 6,
  inSlice: 1,
  sliceMs: 12_000,
  patience: 60_000,
  async prepare(stand) {
    let window = await DeskWindow.open(stand, { caseNumber: '10311' })
    const ledger = new Ledger(stand)
    return async (n) => {
      stand.wire.cut()
      await writeTwo(window, ledger)
      await (n % 2 === 0 ? deleteByScript(window) : clearByBrowser(window, stand.wire.url))
      await writeTwo(window, ledger)
      if (window.uncaught.length > 0) throw new Error(`uncaught: ${window.uncaught.join('; ')}`)
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

/** After the databases are gone the screen may not call it saved; what counts is that it arrives. */
async function writeTwo(window: DeskWindow, ledger: Ledger): Promise<void> {
  for (let n = 0; n < 2; n++) {
    const text = ledger.intend()
    await window.write(text)
    ledger.saved(text)
    await window.saved(text, 3000).catch(() => undefined)
  }
}

const deleteByScript = ({ page }: DeskWindow): Promise<void> =>
  page.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) {
      // Whatever answers: a database that is still open is deleted as soon as it is let go of.
      if (name !== undefined && /-(outbox|cache)-/.test(name)) indexedDB.deleteDatabase(name)
    }
  })

async function clearByBrowser(window: DeskWindow, origin: string): Promise<void> {
  const devtools = await window.devtools()
  await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' })
  await devtools.detach()
}
