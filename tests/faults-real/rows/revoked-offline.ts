import type { AnyRow } from '#shared/tables.ts'
import { mustNotBeReadable } from '../clear-text.ts'
import { DeskWindow } from '../desk-window.ts'
import type { FaultRow } from '../fault-row.ts'
import { Ledger } from '../ledger.ts'
import type { Stand } from '../stand.ts'
import { timed } from '../until.ts'

export const revokedOffline: FaultRow = {
  name: 'revoked-while-offline',
  does: 'While a window with two waiting notes is offline, its agent loses the team of that queue, or is closed altogether.',
  holds:
    'The notes are judged by the new rights and kept with the agent; of the case nothing readable is left on the computer.',
  attempts: 6,
  inSlice: 1,
  sliceMs: 12_000,
  patience: 60_000,
  async prepare(stand, closing) {
    const ana = await agentNamed(stand, 'Ana Reyes')
    const number = await unassignedCase(stand)
    closing.add(() => stand.writeRows([{ table: 'agents', row: ana }]))
    return async (n) => {
      const ledger = new Ledger(stand)
      const fromParty = ledger.intend()
      const window = await DeskWindow.open(stand, { caseNumber: number })
      await stand.service.partyWrites(number, fromParty)
      await window.message(fromParty).waitFor()
      stand.wire.cut()
      const waiting = [ledger.intend(), ledger.intend()]
      for (const text of waiting) {
        await window.write(text)
        await window.saved(text)
      }
      const isClosed = n % 2 === 0
      await stand.writeRows([{ table: 'agents', row: { ...ana, ...(isClosed ? { active: false } : { teamIds: [] }) } }])
      const { page } = window
      const ms = await timed(async () => {
        stand.wire.mend()
        await window.tryNow()
        if (isClosed) await page.getByText('Your account is closed').waitFor()
        else await window.says(/2 not sent/)
        await window.mustNotShow([fromParty])
      })
      for (const text of waiting) await mustNotHave(stand, text)
      await window.close()
      await mustNotBeReadable(window.profile, 'a case that is no longer theirs', [fromParty])
      await stand.writeRows([{ table: 'agents', row: ana }])
      return ms
    }
  },
}

async function agentNamed(stand: Stand, name: string): Promise<AnyRow> {
  const [found] = await stand.query<{ row: AnyRow }>(
    `select row from rows where tbl = 'agents' and row->>'name' = $1`,
    [name],
  )
  if (found === undefined) throw new Error(`There is no agent ${name} in the demo.`)
  return found.row
}

/** A case that Ana sees through its queue alone. */
async function unassignedCase(stand: Stand): Promise<string> {
  const [found] = await stand.query<{ number: string }>(
    `select c.number from rows c join rows sample on sample.tbl = 'cases' and sample.number = '10311'
     where c.tbl = 'cases' and c.row->>'queueId' = sample.row->>'queueId' and c.row->>'market' = sample.row->>'market'
       and c.row->>'assigneeId' is null and c.row->>'escalation' is null and c.row->>'status' in ('new', 'open')
     order by c.number limit 1`,
  )
  if (found === undefined) throw new Error('The demo has no unassigned case in the queue of 10311.')
  return found.number
}

async function mustNotHave(stand: Stand, text: string): Promise<void> {
  const found = await stand.query(`select 1 from rows where tbl = 'messages' and row->>'text' = $1`, [text])
  if (found.length > 0) throw new Error('a note was taken from an agent who may not write it any more')
}
