import { DeskWindow } from '../desk-window.ts'
import type { FaultRow } from '../fault-row.ts'
import { Ledger } from '../ledger.ts'
import { timed, until } from '../until.ts'

export const replyLost: FaultRow = {
  name: 'reply-lost',
  does: 'The service commits a note; its answer, its result and its patch never arrive, then the connection breaks.',
  holds: 'The window sends again and the note is there once.',
  attempts: 20,
  inSlice: 3,
  sliceMs: 12_000,
  patience: 60_000,
  async prepare(stand) {
    const window = await DeskWindow.open(stand, { caseNumber: '10311' })
    const ledger = new Ledger(stand)
    return async () => {
      const text = ledger.intend()
      for (const line of stand.wire.lines()) line.loseReplies()
      await window.write(text)
      ledger.saved(text)
      await until('the note is committed', () => isCommitted(stand, text))
      return timed(async () => {
        stand.wire.drop()
        // The window has not noticed yet where it still says so.
        await window.says(/Offline|Connecting|Catching up|saved/)
        await window.isSynced()
        await ledger.settle()
      })
    }
  },
}

const isCommitted = async (stand: Parameters<FaultRow['prepare']>[0], text: string): Promise<boolean> => {
  const found = await stand.query(`select 1 from rows where tbl = 'messages' and row->>'text' = $1`, [text])
  return found.length > 0
}
