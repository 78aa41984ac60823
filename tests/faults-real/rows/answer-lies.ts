import { DeskWindow } from '../desk-window.ts'
import type { FaultRow } from '../fault-row.ts'
import { Ledger } from '../ledger.ts'
import { timed } from '../until.ts'

/** The answer to a push, as Socket.IO writes it: `43`, the number of the question, the answer. */
const taken = /^43(\d+)\[\{"ok":true,"last":\d+\}\]$/

const lies = [
  '{"ok":false,"reason":"busy","retryAfter":200}',
  '{"ok":false,"reason":"gap","expected":1}',
  '{"ok":false,"reason":"forked"}',
  '{"failed":500}',
] as const

export const answerLies: FaultRow = {
  name: 'error-but-applied',
  does: 'The service takes a note in, and its answer arrives as busy, gap, forked or as something unreadable.',
  holds: 'The note settles by its opId within the minute, once.',
  attempts: 24,
  inSlice: 4,
  sliceMs: 12_000,
  patience: 60_000,
  async prepare(stand) {
    const window = await DeskWindow.open(stand, { caseNumber: '10311' })
    const ledger = new Ledger(stand)
    return async (n) => {
      const text = ledger.intend()
      let hasLied = false
      stand.wire.edit((message) => {
        const [, question] = taken.exec(message) ?? []
        if (hasLied || question === undefined) return message
        hasLied = true
        return `43${question}[${lies[n % lies.length]}]`
      })
      const ms = await timed(async () => {
        await window.write(text)
        await window.message(text).filter({ hasText: 'Added' }).waitFor()
        await window.isSynced()
      })
      stand.wire.edit(null)
      if (!hasLied) throw new Error('the fault did not happen: no answer was changed')
      ledger.saved(text)
      await ledger.settle()
      return ms
    }
  },
}
