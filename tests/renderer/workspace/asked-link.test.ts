import { expect, test } from 'vitest'
import { AskedLink, type LinkDesk } from '#renderer/workspace/asked-link.ts'
import type { SyncState } from '#renderer/workspace/workspace.ts'
import type { Row } from '#shared/tables.ts'
import { aCase, idOf } from '#tests/builders.ts'

type Sync = Pick<SyncState, 'connection' | 'isCaughtUp' | 'download'>
const online: Sync = { connection: 'online', isCaughtUp: true, download: null }
const offline: Sync = { connection: 'offline', isCaughtUp: false, download: null }
const loading: Sync = { connection: 'online', isCaughtUp: false, download: { done: 1, total: 2 } }

function desk(first: { sync: Sync; rows?: readonly Row<'cases'>[]; isCovered?: boolean }) {
  const state = { rows: [] as readonly Row<'cases'>[], isCovered: false, now: 0, ...first }
  const done: string[] = []
  const link: LinkDesk = {
    find: (ref) => state.rows.filter(({ number }) => number === ref),
    sync: () => state.sync,
    isCovered: () => state.isCovered,
    open: ({ id }) => done.push(`open ${id}`),
    list: (ref) => done.push(`list ${ref}`),
    say: (what, ref) => done.push(`${what} ${ref}`),
    now: () => state.now,
  }
  const asked = new AskedLink()
  const becomes = (change: Partial<typeof state>): boolean => {
    Object.assign(state, change)
    return asked.look(link)
  }
  const ask = (ref: string): boolean => {
    asked.ask(ref, link)
    return asked.look(link)
  }
  return { ask, becomes, done }
}

const row = aCase({ id: idOf(1), number: '10311' })

// Catches: a link that opens its case again with everything that changes afterwards.
test('a case that is here is opened at once, and once, also without a network', () => {
  const { ask, becomes, done } = desk({ sync: offline, rows: [row] })
  expect(ask('10311')).toBe(false)
  becomes({ sync: online })
  expect(done).toEqual([`open ${idOf(1)}`])
})

// Catches: an agent who is told that a case is not theirs while the first copy of their cases still comes in.
test('a case that is not here is waited for while the first copy comes in, however long, and then opened', () => {
  const { ask, becomes, done } = desk({ sync: loading })
  expect(ask('10311')).toBe(true)
  expect(becomes({ now: 300_000 })).toBe(true)
  expect(done).toEqual([])
  becomes({ sync: online, rows: [row] })
  expect(done).toEqual([`open ${idOf(1)}`])
})

// Catches: silence, and a case that opens in the middle of other work long after it was asked for.
test('what cannot be opened is said: at once where everything is here, after a while where the service cannot be asked', () => {
  const known = desk({ sync: online })
  expect(known.ask('99999')).toBe(false)
  expect(known.done).toEqual(['missing 99999'])
  const cut = desk({ sync: offline })
  expect(cut.ask('10311')).toBe(true)
  expect(cut.becomes({ now: 19_999 })).toBe(true)
  expect(cut.becomes({ now: 20_000 })).toBe(false)
  cut.becomes({ sync: online, rows: [row] })
  expect(cut.done).toEqual(['unreachable 10311'])
})

// Catches: an escalation that is half written and now stands over another case.
test('nothing is opened under a dialog: it is told once, and done when the dialog is closed', () => {
  const { ask, becomes, done } = desk({ sync: online, rows: [row], isCovered: true })
  expect(ask('10311')).toBe(true)
  expect(becomes({ now: 600_000 })).toBe(true)
  expect(done).toEqual(['waits 10311'])
  becomes({ isCovered: false })
  expect(done).toEqual(['waits 10311', `open ${idOf(1)}`])
})

test('where several cases have the number, they are listed; the last link counts', () => {
  const twin = aCase({ id: idOf(2), number: '10311' })
  const { ask, becomes, done } = desk({ sync: loading, rows: [] })
  ask('10300')
  ask('10311')
  becomes({ rows: [row, twin], sync: online })
  expect(done).toEqual(['list 10311'])
})
