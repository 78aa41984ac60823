import { DeskWindow } from '../desk-window.ts'
import type { FaultRow } from '../fault-row.ts'
import { Ledger } from '../ledger.ts'
import { timed, until } from '../until.ts'

const flap = { everyMs: 200, forMs: 10_000 } as const
const mayGrowBytes = 20 * 2 ** 20

export const flapping: FaultRow = {
  name: 'flapping',
  does: 'Every connection breaks every 200 ms for ten seconds, while notes are written.',
  holds: 'Every note is there once, one socket is left, and the service has grown by 20 MB at most.',
  attempts: 3,
  inSlice: 1,
  sliceMs: 25_000,
  patience: 120_000,
  async prepare(stand) {
    const window = await DeskWindow.open(stand, { caseNumber: '10311' })
    const ledger = new Ledger(stand)
    const resident = async (): Promise<number> => (await stand.metrics()).get('process_resident_memory_bytes') ?? 0
    return async () => {
      const before = await resident()
      const flaps = setInterval(() => stand.wire.drop(), flap.everyMs)
      try {
        const from = performance.now()
        while (performance.now() - from < flap.forMs) {
          const text = ledger.intend()
          await window.write(text)
          await window.saved(text)
          ledger.saved(text)
        }
      } finally {
        clearInterval(flaps)
      }
      const ms = await timed(() => window.synced(70_000))
      await ledger.settle()
      await DeskWindow.connected(stand, 1)
      await until('one connection is open', () => stand.wire.sockets === 1)
      const grown = (await resident()) - before
      if (grown > mayGrowBytes) throw new Error(`the service has grown by ${(grown / 2 ** 20).toFixed(0)} MB`)
      return ms
    }
  },
}
