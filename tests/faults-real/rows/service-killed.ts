import { setTimeout as delay } from 'node:timers/promises'
import { DeskWindow } from '../desk-window.ts'
import type { Attempt, FaultRow } from '../fault-row.ts'
import { Ledger } from '../ledger.ts'
import { rawNote, sendUntilTaken, signInRaw } from '../raw-window.ts'
import { caseId, mustBeWhole } from '../service-truth.ts'
import type { Stand } from '../stand.ts'
import { timed } from '../until.ts'

const number = '10311'
const senders = 3
const notesEach = 80

export const serviceKilled: FaultRow = {
  name: 'service-killed',
  does: 'kill -9 of the service while batches of notes are written; it is started again.',
  holds: 'Every note is there once, no batch is there by half, and the windows are back.',
  attempts: 5,
  inSlice: 1,
  sliceMs: 15_000,
  patience: 90_000,
  prepare: (stand) => underLoad(stand, () => stand.service.kill()),
}

/** A window and senders of batches, and a service that is ended in the middle of it by `strike`. */
export async function underLoad(stand: Stand, strike: () => Promise<void>): Promise<Attempt> {
  const window = await DeskWindow.open(stand, { caseNumber: number })
  const session = await signInRaw(stand.service.directUrl, 'ana', stand.service.password)
  const id = await caseId(stand, number)
  return async () => {
    const ledger = new Ledger(stand)
    const sending = Array.from({ length: senders }, () => {
      const notes = Array.from({ length: notesEach }, (_, n) => {
        const text = ledger.intend()
        ledger.saved(text)
        return rawNote(n + 1, id, text)
      })
      return sendUntilTaken(stand.service.directUrl, session, notes)
    })
    // One that fails is met where all are waited for.
    for (const one of sending) one.catch(() => undefined)
    const typed = ledger.intend()
    const typing = window.write(typed)
    await delay(Math.random() * 150)
    await strike()
    await typing
    await window.saved(typed)
    ledger.saved(typed)
    return timed(async () => {
      await stand.service.start()
      await Promise.all(sending)
      await window.isSynced()
      await ledger.settle()
      await mustBeWhole(stand)
    })
  }
}
