import { DeskWindow } from '../desk-window.ts'
import type { FaultRow } from '../fault-row.ts'
import { mustNotBeReadable } from '../clear-text.ts'
import { Ledger } from '../ledger.ts'
import type { Stand } from '../stand.ts'
import { timed } from '../until.ts'

const number = '10311'

export const stolenProfile: FaultRow = {
  name: 'stolen-profile',
  does: 'A profile with read threads, a waiting note and a draft is copied and opened without the service.',
  holds: 'No file holds any of it in clear text, and the window shows none of it.',
  attempts: 4,
  inSlice: 1,
  sliceMs: 10_000,
  patience: 60_000,
  async prepare(stand) {
    const party = await partyOf(stand)
    return async (n) => {
      const ledger = new Ledger(stand)
      const [fromParty, waiting, draft] = [ledger.intend(), ledger.intend(), ledger.intend()]
      let window = await DeskWindow.open(stand, { caseNumber: number })
      await stand.service.partyWrites(number, fromParty)
      await window.message(fromParty).waitFor()
      stand.wire.cut()
      await window.write(waiting)
      await window.saved(waiting)
      await window.draft(draft)
      await (n % 2 === 0 ? window.close() : window.kill())
      const { profile } = window
      const ms = await timed(async () => {
        await mustNotBeReadable(profile, 'the content of a thread', [fromParty, waiting, draft, ...party])
        window = await DeskWindow.openLocked(stand, profile)
        await window.mustNotShow([fromParty, waiting, draft, ...party])
      })
      await window.kill()
      stand.wire.mend()
      return ms
    }
  },
}

/** Who the case is about: name and address. */
async function partyOf(stand: Stand): Promise<string[]> {
  const found = await stand.query<{ name: string; email: string | null }>(
    `select p.row->>'name' as name, p.row->>'email' as email from rows c join rows p
       on p.tbl = 'parties' and p.id::text = c.row->>'partyId' where c.tbl = 'cases' and c.number = $1`,
    [number],
  )
  return found.flatMap(({ name, email }) => (email === null ? [name] : [name, email]))
}
