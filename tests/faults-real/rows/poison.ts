import { DeskWindow } from '../desk-window.ts'
import type { FaultRow } from '../fault-row.ts'
import { Ledger } from '../ledger.ts'
import { timed } from '../until.ts'

const word = 'unstorable'
// Bounds how long a failure takes; how long it took stands in the table.
const drainMs = 10_000
/** So many lie on the case undecided, which is more than a screen shows; the agent decides about the others. */
const undecided = 4

export const poison: FaultRow = {
  name: 'poison-mutation',
  does: 'Three notes wait; PostgreSQL refuses to store the one in the middle, each time.',
  holds: 'That one is held with its text, the others are in the service without waiting for it.',
  attempts: 10,
  inSlice: 2,
  sliceMs: 8000,
  patience: 60_000,
  async prepare(stand, closing) {
    await stand.query(`alter table rows add constraint ${word} check (row::text not like '%${word}%')`)
    closing.add(() => stand.query(`alter table rows drop constraint ${word}`))
    const window = await DeskWindow.open(stand, { caseNumber: '10311' })
    let held = 0
    return async () => {
      const ledger = new Ledger(stand)
      stand.wire.cut()
      const [first, bad, last] = [ledger.intend(), `${ledger.intend()} ${word}`, ledger.intend()]
      for (const text of [first, bad, last]) {
        await window.write(text)
        await window.saved(text)
      }
      ledger.saved(first)
      ledger.saved(last)
      stand.wire.mend()
      await window.tryNow()
      const ms = await timed(async () => {
        held += 1
        await window.says(new RegExp(`^${held} not sent`), drainMs)
        await ledger.settle(drainMs)
      })
      const heldBack = window.message(bad).filter({ hasText: /Not (sent|added)/ })
      await heldBack.waitFor()
      if (held > undecided) {
        await heldBack.getByRole('button', { name: 'Discard' }).click()
        held -= 1
      }
      return ms
    }
  },
}
