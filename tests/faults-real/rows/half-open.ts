import { setTimeout as delay } from 'node:timers/promises'
import { DeskWindow } from '../desk-window.ts'
import type { FaultRow } from '../fault-row.ts'
import { Ledger } from '../ledger.ts'
import type { Stand } from '../stand.ts'
import { timed, until } from '../until.ts'

const logins = ['ana', 'farid', 'siti']
/** Both ends of a connection must know by then that nobody is there. */
const noticedMs = 25_000

export const halfOpen: FaultRow = {
  name: 'half-open',
  does: 'Three windows: their connections stay open and carry nothing more, in one of them a note is on its way.',
  holds: 'Each notices within 25 s, connects anew and sends what it owes.',
  attempts: 3,
  inSlice: 0,
  sliceMs: 0,
  patience: 90_000,
  async prepare(stand) {
    const [writer, ...others] = await openAll(stand)
    await writer.openCase('10314')
    const ledger = new Ledger(stand)
    return async () => {
      // At any moment between two heartbeats.
      await delay(Math.random() * 5000)
      const dead = new Set(stand.wire.lines())
      for (const line of dead) line.silence()
      const text = ledger.intend()
      const isBack = (): boolean =>
        stand.wire.lines().filter((line) => line.isSocket && !dead.has(line)).length === logins.length
      const ms = await timed(async () => {
        await writer.write(text)
        await until('every window has a new connection', isBack, noticedMs)
      })
      ledger.saved(text)
      for (const window of [writer, ...others]) await window.isSynced()
      await ledger.settle()
      for (const line of dead) line.destroy()
      return ms
    }
  },
}

async function openAll(stand: Stand): Promise<[DeskWindow, ...DeskWindow[]]> {
  const [first = '', ...rest] = logins
  const writer = await DeskWindow.open(stand, { login: first })
  const others: DeskWindow[] = []
  for (const login of rest) others.push(await DeskWindow.open(stand, { login }))
  return [writer, ...others]
}
