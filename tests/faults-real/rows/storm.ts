import type { FaultRow } from '../fault-row.ts'
import { type RawSession, freshCursor, rawNote, sendUntilTaken, signInRaw } from '../raw-window.ts'
import { caseId } from '../service-truth.ts'
import type { Stand } from '../stand.ts'
import { StormClient } from '../storm-client.ts'
import { timed, until } from '../until.ts'

const clients = 1000
const backMs = 15_000
const mostLag = 0.5

export const storm: FaultRow = {
  name: 'storm-of-1000',
  does: 'A thousand windows lose the service at once: it is restarted in order, or killed, in turn.',
  holds:
    'All are back and caught up within 15 s of the start, and its event loop never stands still for more than 500 ms.',
  attempts: 2,
  inSlice: 0,
  sliceMs: 0,
  patience: 240_000,
  async prepare(stand, closing) {
    const { service } = stand
    const session = await signInRaw(service.directUrl, 'ana', service.password)
    const id = await caseId(stand, '10311')
    const cursor = await freshCursor(service.directUrl, session)
    const all = Array.from({ length: clients }, () => new StormClient(service.directUrl, session, cursor))
    closing.add(() => all.forEach((client) => client.stop()))
    return async (n) => {
      await until('every window is connected', () => all.every(({ isUp }) => isUp), 120_000)
      await (n % 2 === 0 ? service.kill() : service.stop())
      await service.start()
      // The figure before belongs to the start.
      await stand.metrics()
      const ms = await timed(async () => {
        const last = await write(stand, session, id)
        await until('every window is caught up', () => all.every((one) => one.isUp && one.hasHeard(last)), 60_000)
      })
      const lag = (await stand.metrics()).get('nodejs_eventloop_lag_max_seconds') ?? Number.NaN
      if (!(lag <= mostLag)) throw new Error(`the event loop stood still for ${(lag * 1000).toFixed(0)} ms`)
      if (ms > backMs) throw new Error(`the last window was back after ${ms.toFixed(0)} ms`)
      return ms
    }
  },
}

/** Something that nobody has yet, so that everyone has to catch up; answers the id of the last message. */
async function write({ service }: Stand, session: RawSession, caseNamed: string): Promise<string> {
  const notes = Array.from({ length: 20 }, (_, n) => rawNote(n + 1, caseNamed, `storm ${crypto.randomUUID()}`))
  // In the middle of the storm, through the same door as everybody.
  await sendUntilTaken(service.directUrl, session, notes)
  return notes.at(-1)?.args.messageId ?? ''
}
