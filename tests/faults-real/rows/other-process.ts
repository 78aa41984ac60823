import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { DeskWindow } from '../desk-window.ts'
import type { FaultRow } from '../fault-row.ts'
import { Ledger } from '../ledger.ts'
import type { Stand } from '../stand.ts'
import { timed } from '../until.ts'

const number = '10311'
// It looks for itself every 2 s; how long it took stands in the table and decides nothing on a machine that is busy.
const seenMs = 10_000

export const otherProcess: FaultRow = {
  name: 'other-process-commits',
  does: 'A second service on the same database takes a message in: the first one is notified of nothing.',
  holds: 'The window on the first service shows it, which looks for itself every 2 s.',
  attempts: 15,
  inSlice: 3,
  sliceMs: 12_000,
  patience: 30_000,
  async prepare(stand, closing) {
    const window = await DeskWindow.open(stand, { caseNumber: number })
    const second = await secondService(stand)
    closing.add(() => second.stop())
    const ledger = new Ledger(stand)
    return () =>
      timed(async () => {
        const text = ledger.intend()
        await second.partyWrites(text)
        await window.message(text).waitFor({ timeout: seenMs })
      })
  },
}

async function secondService(stand: Stand) {
  const env = {
    ...process.env,
    DATABASE_URL: await stand.databaseUrl(),
    TIERDESK_DATA: await stand.folder('second'),
    TIERDESK_PORT: '0',
  }
  const child = spawn(process.execPath, ['src/service/index.ts'], { env, stdio: ['pipe', 'pipe', 'ignore'] })
  const lines = createInterface({ input: child.stdout })
  const [said] = (await once(lines, 'line')) as [string]
  const { url, inboundToken } = JSON.parse(said.slice('TIERDESK READY '.length)) as {
    url: string
    inboundToken: string
  }
  return {
    async partyWrites(text: string): Promise<void> {
      const response = await fetch(`${url}/inbound/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-tierdesk-token': inboundToken },
        body: JSON.stringify({ caseNumber: number, messageId: crypto.randomUUID(), text }),
      })
      if (!response.ok) throw new Error(`inbound: ${response.status}`)
    },
    async stop(): Promise<void> {
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
    },
  }
}
