import { rm } from 'node:fs/promises'
import { DeskWindow } from '../desk-window.ts'
import type { FaultRow } from '../fault-row.ts'
import { Ledger } from '../ledger.ts'
import { type Stand, copyProfile } from '../stand.ts'
import { timed } from '../until.ts'

const number = '10311'

export const rolledBackProfile: FaultRow = {
  name: 'rolled-back-profile',
  does: 'A profile with waiting notes is copied, sends them and more, and is then put back to the copy.',
  holds: 'What the copy sends again is there once, and what is written after it is not taken for something old.',
  attempts: 4,
  inSlice: 1,
  sliceMs: 12_000,
  patience: 90_000,
  async prepare(stand) {
    return async () => {
      const ledger = new Ledger(stand)
      let window = await DeskWindow.open(stand, { caseNumber: number })
      const { profile } = window
      stand.wire.cut()
      await writeSaved(window, ledger)
      await window.kill()
      const copy = await copyOf(stand, profile)
      stand.wire.mend()
      window = await window.killAndReopen()
      await writeSaved(window, ledger)
      await ledger.settle()
      await window.kill()
      await rm(profile, { recursive: true })
      await copyProfile(copy, profile)
      const ms = await timed(async () => {
        window = await DeskWindow.open(stand, { profile, caseNumber: number })
      })
      await writeSaved(window, ledger)
      await window.isSynced()
      await ledger.settle()
      await window.kill()
      return ms
    }
  },
}

async function writeSaved(window: DeskWindow, ledger: Ledger): Promise<void> {
  for (let n = 0; n < 2; n++) {
    const text = ledger.intend()
    await window.write(text)
    await window.saved(text)
    ledger.saved(text)
  }
}

async function copyOf(stand: Stand, profile: string): Promise<string> {
  const copy = await stand.folder('rolled-back')
  await copyProfile(profile, copy)
  return copy
}
