import { wire } from '#shared/sync/protocol.ts'
import { DeskWindow } from '../desk-window.ts'
import type { FaultRow } from '../fault-row.ts'
import { Ledger } from '../ledger.ts'
import { timed } from '../until.ts'

const number = '10311'
const heartbeatMs = 25_000
// Far less than a heartbeat: it is the next message that tells of the lost one.
const nextMs = 10_000

const isPatch = (message: string): boolean => message.startsWith(`42["${wire.patch}"`)

export const hintsDropped: FaultRow = {
  name: 'lost-notifications',
  does: 'A patch is dropped on the wire; then another message comes, or (each fourth time) nothing but heartbeats.',
  holds: 'The window shows both at once, by the next message, or the lone one by the heartbeat, within 25 s.',
  attempts: 12,
  inSlice: 3,
  sliceMs: 8000,
  patience: 60_000,
  async prepare(stand) {
    const window = await DeskWindow.open(stand, { caseNumber: number })
    const ledger = new Ledger(stand)
    return async (n) => {
      const lost = ledger.intend()
      await dropOnePatch(stand, () => stand.service.partyWrites(number, lost))
      return timed(async () => {
        if (n % 4 === 0) return window.message(lost).waitFor({ timeout: heartbeatMs })
        const next = ledger.intend()
        await stand.service.partyWrites(number, next)
        await window.message(next).waitFor({ timeout: nextMs })
        await window.message(lost).waitFor({ timeout: nextMs })
      })
    }
  },
}

type Stand = Parameters<FaultRow['prepare']>[0]

function dropOnePatch({ wire: on }: Stand, cause: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    on.edit((message) => {
      if (!isPatch(message)) return message
      on.edit(null)
      resolve()
      return null
    })
    cause().catch(reject)
  })
}
