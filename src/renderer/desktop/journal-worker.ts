import { fromBase64, toBase64 } from '#renderer/sync/base64.ts'
import type { JournalReply, JournalRequest } from './journal-protocol.ts'
import { OpfsJournal } from './opfs-journal.ts'

/** How long a window that is going away may keep its journal from us, in milliseconds. */
const patience = 10_000

const journals = new Map<string, Promise<OpfsJournal | null>>()
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
  const journal = await journalNamed(name)
  if (what !== 'open') {
    if (journal === null) throw new Error('journal-not-kept')
    return what === 'append' ? journal.append(records.map(fromBase64)) : journal.rewrite(records.map(fromBase64))
  }
  if (journal === null) return { isKept: false, records: [], damagedBytes: 0, brokenLinks: 0 }
  const { payloads, damagedBytes, brokenLinks } = await journal.open()
  return { isKept: true, records: payloads.map(toBase64), damagedBytes, brokenLinks }
}

function journalNamed(name: string): Promise<OpfsJournal | null> {
  const known = journals.get(name)
  if (known !== undefined) return known
  const opening = heldAlone(name).then(() => OpfsJournal.at(name))
  journals.set(name, opening)
  // A later call tries again.
  opening.catch(() => journals.delete(name))
  return opening
}

/** Waits until no other window writes this journal, and keeps it for as long as this worker lives: whatever lies there has no other owner. */
function heldAlone(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const hold = (): Promise<void> => {
      resolve()
      return new Promise(() => undefined)
    }
    navigator.locks.request(`tierdesk-journal-${name}`, { signal: AbortSignal.timeout(patience) }, hold).catch(reject)
  })
}
