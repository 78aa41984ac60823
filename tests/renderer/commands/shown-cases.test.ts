import { expect, test } from 'vitest'
import { findCases, neighbourOf, shownCases } from '#renderer/commands/shown-cases.ts'
import { CaseLists } from '#renderer/workspace/case-lists.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import type { Row } from '#shared/tables.ts'

const row = (number: string, more: Partial<Row<'cases'>>): Row<'cases'> =>
  ({
    id: number,
    number,
    subject: '',
    status: 'open',
    partyName: '',
    orderIds: [],
    tags: [],
    snippet: '',
    assigneeId: null,
    escalation: null,
    queueId: 'queue',
    waitingSince: null,
    updatedAt: '2026-11-22T07:00:00.000Z',
    ...more,
  }) as Row<'cases'>

/** Only what the search looks at: lists over the rows, and orders by their id. */
function workspaceOf(rows: readonly Row<'cases'>[], orders: Readonly<Record<string, string>> = {}): Workspace {
  const source = { me: { id: 'me' }, all: () => rows, version: () => 1 }
  const lists = new CaseLists(source as unknown as ConstructorParameters<typeof CaseLists>[0])
  return {
    lists,
    me: { id: 'me' },
    all: () => [],
    version: () => 1,
    get: (_table: string, id: string) => ({ number: orders[id] }),
  } as unknown as Workspace
}
const found = (workspace: Workspace, search: string): string[] =>
  findCases(workspace, search).map(({ number }) => number)

// Catches a search that looks in the subject only: agents are given an order number or a name on the phone.
test('a case is found by its number, subject, party, order or tag', () => {
  const workspace = workspaceOf(
    [row('TD-1', { partyName: 'Trần Văn Minh', subject: 'Hoàn tiền', orderIds: ['a'], tags: ['vip'] })],
    {
      a: 'PH-70318',
    },
  )
  for (const search of ['td-1', 'hoan tien', 'tran van', '70318', 'VIP', 'minh vip'])
    expect(found(workspace, search)).toEqual(['TD-1'])
  expect(found(workspace, 'minh gold')).toEqual([])
})

// Catches solved cases burying the open one that the party means.
test('open cases come before solved ones', () => {
  const workspace = workspaceOf([row('TD-1', { status: 'solved', subject: 'late' }), row('TD-2', { subject: 'late' })])
  expect(found(workspace, 'late')).toEqual(['TD-2', 'TD-1'])
})

// Catches E leaving the agent at the top of the list, or nowhere, after every case.
test('after a case comes the one below it, after the last one the one above', () => {
  const rows = ['1', '2', '3'].map((number) => row(number, {}))
  expect(neighbourOf(rows, '2')?.id).toBe('3')
  expect(neighbourOf(rows, '3')?.id).toBe('2')
  expect(neighbourOf(rows.slice(0, 1), '1')).toBeUndefined()
})

// Catches a search that goes on in what it had found before, also after a letter was taken back.
test('what the list shows letter by letter is what a search for the whole text finds', () => {
  const workspace = workspaceOf([row('TD-1', { subject: 'Refund' }), row('TD-2', { subject: 'Refuse' })])
  const shown = (search: string): string[] => shownCases(workspace, 'all-open', search).map(({ number }) => number)
  for (const search of ['ref', 'refun', 'refund td-2', 'refu', 'refus', 'td']) {
    expect(shown(search)).toEqual(found(workspace, search))
  }
})
