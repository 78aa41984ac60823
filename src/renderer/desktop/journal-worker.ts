import type { OpenedJournal } from '#shared/desktop-bridge.ts'
import type { JournalReply, JournalRequest } from './journal-protocol.ts'
import { OpfsJournal } from './opfs-journal.ts'

/** How long a window that is going away may keep its journal from us, in milliseconds. */
const patience = 10_000

/** A journal that no other window writes, for as long as it is held. `file` is null where this browser keeps none. */
interface Held {
  readonly file: OpfsJournal | null
  readonly release: () => void
}

const journals = new Map<string, Promise<Held>>()
let turn: Promise<void> = Promise.resolve()

// One request after the other: records lie in the order of the calls.
addEventListener('message', ({ data }: MessageEvent<JournalRequest>) => {
  turn = turn.then(async () => postMessage(await reply(data)))
})

async function reply(request: JournalRequest): Promise<JournalReply> {
  const { n } = request
  try {
    return { n, output: await output(request) }
  } catch (error) {
    const name = error instanceof DOMException ? error.name : ''
    if (name === 'TimeoutError') return { n, failed: 'journal-in-use' }
    return { n, failed: name === 'QuotaExceededError' ? 'disk-full' : 'disk-failed' }
  }
}

async function output({ do: what, journal: name, records }: JournalRequest): Promise<unknown> {
  if (what === 'close') return close(name)
  const { file } = await held(name)
  if (what === 'open') return file === null ? none : opened(file)
  if (file === null) throw new Error('journal-not-kept')
  return what === 'append' ? file.append(records) : file.rewrite(records)
}

const none: OpenedJournal = { isKept: false, records: [], damagedBytes: 0, brokenLinks: 0 }

async function opened(file: OpfsJournal): Promise<OpenedJournal> {
  const { payloads, damagedBytes, brokenLinks } = await file.open()
  return { isKept: true, records: [...payloads], damagedBytes, brokenLinks }
}

async function close(name: string): Promise<void> {
  const holding = journals.get(name)
  journals.delete(name)
  if (holding === undefined) return
  const { file, release } = await holding
  file?.close()
  release()
}

function held(name: string): Promise<Held> {
  const known = journals.get(name)
  if (known !== undefined) return known
  const holding = hold(name)
  journals.set(name, holding)
  // A later call tries again.
  holding.catch(() => journals.delete(name))
  return holding
}

/** Waits until no other window writes this journal: whatever lies there then has no other owner. */
async function hold(name: string): Promise<Held> {
  const release = await new Promise<() => void>((resolve, reject) => {
    const isOurs = (): Promise<void> => new Promise((done) => resolve(done))
    navigator.locks.request(`tierdesk-journal-${name}`, { signal: AbortSignal.timeout(patience) }, isOurs).catch(reject)
  })
  try {
    return { file: await OpfsJournal.at(name), release }
  } catch (error) {
    release()
    throw error
  }
}
