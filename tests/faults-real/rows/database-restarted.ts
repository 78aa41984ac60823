import { setTimeout as delay } from 'node:timers/promises'
import { type EmbeddedDatabase, startEmbedded } from '#service/database/embedded.ts'
import { serviceUnderTest } from '../../service-under-test.ts'
import type { FaultRow } from '../fault-row.ts'
import { Ledger } from '../ledger.ts'
import { rawNote, sendUntilTaken, signInRaw } from '../raw-window.ts'
import { caseId, mustBeWhole } from '../service-truth.ts'
import { ask } from '../stand.ts'
import { timed } from '../until.ts'

const notesEach = 80

export const databaseRestarted: FaultRow = {
  name: 'postgresql-failover',
  does: 'A service on a PostgreSQL of its own: kill -9 of that, which is started again beside the running service.',
  holds: 'The service goes on by itself, every note is there once and no batch by half.',
  attempts: 4,
  inSlice: 1,
  sliceMs: 15_000,
  patience: 90_000,
  async prepare(stand, closing) {
    const folder = await stand.folder('postgres')
    let postgres: EmbeddedDatabase = await startEmbedded({ folder })
    closing.add(() => postgres.stop())
    const { url } = postgres
    const service = await serviceUnderTest({ DATABASE_URL: url })
    closing.add(() => service.remove())
    const on = { query: <T extends object>(sql: string, values?: unknown[]) => ask<T>(url, sql, values) }
    const session = await signInRaw(service.directUrl, 'ana', service.password)
    const id = await caseId(on, '10402')
    return async () => {
      const ledger = new Ledger(on)
      const sending = Array.from({ length: 3 }, () => {
        const notes = Array.from({ length: notesEach }, (_, n) => {
          const text = ledger.intend()
          ledger.saved(text)
          return rawNote(n + 1, id, text)
        })
        return sendUntilTaken(service.directUrl, session, notes)
      })
      for (const one of sending) one.catch(() => undefined)
      await delay(Math.random() * 150)
      process.kill(postgres.pid, 'SIGKILL')
      await postgres.exited
      return timed(async () => {
        postgres = await startEmbedded({ folder, port: Number(new URL(url).port) })
        await Promise.all(sending)
        await ledger.settle()
        await mustBeWhole(on)
      })
    }
  },
}
