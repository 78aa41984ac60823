import type { FaultRow } from '../fault-row.ts'
import { RawWindow, freshCursor, rawNote, signInRaw } from '../raw-window.ts'
import { caseId } from '../service-truth.ts'
import type { Stand } from '../stand.ts'
import { timed, until } from '../until.ts'

const readers = 10
/** Six notes of 42 KB: a push may be 256 KB. */
const notes = { each: 6, letters: 14_000 } as const
/** More than the operating system keeps for all of them together. */
const mostPushes = 200
const mayGrowBytes = 100 * 2 ** 20

export const stalledReader: FaultRow = {
  name: 'stalled-reader',
  does: 'Ten windows stop reading while megabytes of notes go out to them.',
  holds: 'Each is cut, the service grows by 100 MB at most, and each catches up after it has come back.',
  attempts: 3,
  inSlice: 0,
  sliceMs: 0,
  patience: 120_000,
  async prepare(stand) {
    const { directUrl, password } = stand.service
    const session = await signInRaw(directUrl, 'ana', password)
    const id = await caseId(stand, '10402')
    return async () => {
      const cursor = await freshCursor(directUrl, session)
      const stalled = await Promise.all(Array.from({ length: readers }, () => RawWindow.open(stand.wire.url, session)))
      for (const window of stalled) await window.pull(cursor)
      const before = await resident(stand)
      for (const line of stand.wire.lines()) line.stall()
      const ms = await timed(() => floodUntilCut(stand, session, id))
      const grown = (await resident(stand)) - before
      for (const line of stand.wire.lines()) line.flow()
      await until('each stalled window hears that it was cut', () => stalled.every(({ isUp }) => !isUp))
      if (grown > mayGrowBytes) throw new Error(`the service has grown by ${(grown / 2 ** 20).toFixed(0)} MB`)
      const back = await RawWindow.open(stand.wire.url, session)
      await catchUp(back, cursor)
      back.close()
      return ms
    }
  },
}

const resident = async (stand: Stand): Promise<number> =>
  (await stand.metrics()).get('process_resident_memory_bytes') ?? Number.NaN

async function floodUntilCut(stand: Stand, session: Awaited<ReturnType<typeof signInRaw>>, id: string): Promise<void> {
  const sender = await RawWindow.open(stand.service.directUrl, session)
  let mid = 0
  for (let push = 0; push < mostPushes; push++) {
    if ((await stand.metrics()).get('tierdesk_sockets') === 1) return sender.close()
    const batch = Array.from({ length: notes.each }, () => rawNote((mid += 1), id, '界'.repeat(notes.letters)))
    const reply = await sender.push(batch)
    if (!reply.ok) throw new Error(`the flood was answered ${reply.reason}`)
  }
  throw new Error('a window that does not read was not cut')
}

async function catchUp(window: RawWindow, from: string): Promise<void> {
  let cursor = from
  for (;;) {
    const page = await window.pull(cursor)
    if (!('base' in page)) throw new Error(`the pull was answered ${JSON.stringify(page).slice(0, 100)}`)
    cursor = page.to
    if (page.isLast) return
  }
}
