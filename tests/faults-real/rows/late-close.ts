import { DeskWindow } from '../desk-window.ts'
import type { FaultRow } from '../fault-row.ts'
import { Ledger } from '../ledger.ts'
import { timed, until } from '../until.ts'

const lateMs = 700
// Far less than a heartbeat: it came by the connection itself.
const liveMs = 10_000

export const lateClose: FaultRow = {
  name: 'late-close',
  does: 'A connection breaks with a note in it. Note and end reach the service only after the window has come back.',
  holds: 'The new connection is untouched by the end of the old one, and the note is there once.',
  attempts: 12,
  inSlice: 2,
  sliceMs: 12_000,
  patience: 60_000,
  async prepare(stand) {
    const number = '10311'
    const window = await DeskWindow.open(stand, { caseNumber: number })
    const ledger = new Ledger(stand)
    return async () => {
      const old = stand.wire.lines()
      for (const line of old) line.holdWords()
      const text = ledger.intend()
      await window.write(text)
      await window.saved(text)
      ledger.saved(text)
      for (const line of old) line.hangUpLate(lateMs)
      const ms = await timed(async () => {
        await until('the window is back', () => stand.wire.lines().some((one) => one.isSocket && !old.includes(one)))
        await window.isSynced()
      })
      await until('the old connection has ended', () => old.every((line) => !line.isOpen))
      const heard = ledger.intend()
      await stand.service.partyWrites(number, heard)
      await window.message(heard).waitFor({ timeout: liveMs })
      await DeskWindow.connected(stand, 1)
      await ledger.settle()
      return ms
    }
  },
}
