import { afterEach, beforeEach, expect, test } from 'vitest'
import { truncate } from 'node:fs/promises'
import { join } from 'node:path'
import type { ReportSummary } from '#service/channels/import/import-report.ts'
import { exportFolder, smallExport } from './export-folder.ts'
import { ImportDesk } from './import-desk.ts'

let desk: ImportDesk
beforeEach(async () => {
  desk = await ImportDesk.open()
})
afterEach(() => desk.close())

const imported = async (
  files: Parameters<typeof exportFolder>[0],
  spoil?: (path: string) => Promise<void>,
): Promise<ReportSummary> => {
  const folder = await exportFolder(files)
  try {
    await spoil?.(folder.path)
    return await desk.import(folder.path)
  } finally {
    await folder.remove()
  }
}

const ticket = (more: object): object => ({
  id: 5,
  subject: 'S',
  status: 'open',
  requester_id: 100,
  group_id: 10,
  created_at: '2024-05-01T10:00:00Z',
  updated_at: '2024-05-01T10:00:00Z',
  ...more,
})

const line = (value: object): string => `${JSON.stringify(value)}\n`

// Catches: one bad line that ends the import, and a report that does not say where it is.
test('lines that are broken or of the wrong type are skipped and named by file and line', async () => {
  const text = `${line(ticket({}))}{"id": 6, "subj\n\n[1]\n"text"\nnull\n${line({ subject: 'no id' })}${line(ticket({ id: 7 }))}${line(ticket({ id: 7 }))}`
  const summary = await imported({ ...smallExport, 'tickets.ndjson.gz': text })
  expect(summary.skipped).toEqual(
    expect.arrayContaining([
      { what: 'broken JSON', count: 1, first: ['tickets.ndjson.gz:2'] },
      { what: 'not an object', count: 3, first: ['tickets.ndjson.gz:4', 'tickets.ndjson.gz:5', 'tickets.ndjson.gz:6'] },
      { what: 'a ticket without an id', count: 1, first: ['tickets.ndjson.gz:7'] },
      { what: 'tickets: the same id came before, and the first one counts', count: 1, first: ['tickets.ndjson.gz:9'] },
      { what: 'an escalation of a ticket that is not in the export', count: 1, first: ['escalations.ndjson:1'] },
    ]),
  )
  expect([...(await desk.rows('cases')).keys()].sort()).toEqual(['5', '7'])
  expect(summary.total.read).toBe(summary.total.written + summary.total.used + summary.total.skipped)
})

// Catches: a character that PostgreSQL refuses, which would fail the whole chunk.
test('characters that are no text are replaced and reported', async () => {
  const comments = [
    { id: 1, author_id: 100, public: true, created_at: '2024-05-01T10:00:00Z', body: 'a\u0000b\ud800c' },
  ]
  const summary = await imported({
    ...smallExport,
    'tickets.ndjson.gz': line(ticket({ comments, subject: '\udc00x', tags: ['t\u0000'] })),
  })
  const [message] = [...(await desk.rows('messages')).values()]
  expect(message?.text).toBe('a\uFFFDb\uFFFDc')
  expect((await desk.rows('cases')).get('5')).toMatchObject({ subject: '\uFFFDx', tags: ['t\uFFFD'] })
  expect(summary.coerced.map(({ what }) => what)).toEqual(
    expect.arrayContaining([
      'tickets.comments.body held characters that are no text: replaced',
      'tickets.subject held characters that are no text: replaced',
      'tickets.tags held characters that are no text: replaced',
    ]),
  )
})

// Catches: people, groups and dates that are missing and take the ticket with them, or come out as nothing in the report.
test('what a ticket names and the export does not hold is replaced by something unknown, and reported', async () => {
  const comments = [
    { id: 1, author_id: 999, public: 'true', created_at: 'yesterday', body: 'who' },
    { id: 1, author_id: 100, created_at: '2020-01-01T00:00:00Z', html_body: '<p></p>', body: 'early' },
    'no object',
  ]
  const summary = await imported({
    'tickets.ndjson': [
      ticket({ comments, requester_id: 998, group_id: 997, status: 'strange', priority: 7, assignee_id: 996, tags: 3 }),
    ],
  })
  const row = (await desk.rows('cases')).get('5')
  expect(row).toMatchObject({
    partyName: 'Unknown (998)',
    status: 'open',
    priority: 'normal',
    assigneeId: null,
    market: 'INTL',
    tags: [],
  })
  expect((await desk.rows('queues')).get('unknown:997')).toMatchObject({ id: row?.queueId, name: 'Group 997' })
  expect((await desk.rows('parties')).get('unknown:998')?.id).toBe(row?.partyId)
  const [message] = [...(await desk.rows('messages')).values()]
  expect(message).toMatchObject({ text: 'early', at: '2024-05-01T10:00:00.000Z', author: { name: 'Unknown (100)' } })
  const coerced = summary.coerced.map(({ what }) => what)
  for (const what of [
    'a ticket of a requester who is not in the export: taken as from an unknown person',
    'a ticket of a group that is not in the export: put into a queue of its own',
    'tickets.status is not known: taken as open',
    'tickets.priority is not known: taken as normal',
    'tickets.assignee_id is no agent of the export: left unassigned',
    'tickets.tags is no list: left out',
    'tickets.comments.created_at is no date: left out',
    'tickets.comments holds a value that is no object: left out',
    'a comment without a date: dated as its ticket',
    'a comment dated before its ticket: dated as its ticket',
    'a comment whose id came before in its ticket: the later one counts',
    'a comment whose HTML holds no text: kept as its plain text',
    'a comment by someone who is not in the export: shown as written by an unknown person',
  ]) {
    expect(coerced).toContain(what)
  }
  expect(summary.missing).toContain('users')
})

// Catches: text that is cut without a word, and a long thread that does not fit into one go.
test('long texts are kept whole, what must be cut is reported, and a thread of thousands stays together', async () => {
  const comments = Array.from({ length: 3000 }, (_, id) => ({
    id,
    author_id: 100,
    created_at: '2024-05-01T10:00:00Z',
    body: `${id} ${'x'.repeat(id === 0 ? 200_000 : 10)}`,
  }))
  const summary = await imported({
    ...smallExport,
    'tickets.ndjson.gz': line(ticket({ comments, subject: 's'.repeat(600) })),
  })
  const row = (await desk.rows('cases')).get('5')
  expect(row?.messageCount).toBe(3000)
  expect(row?.subject).toHaveLength(500)
  const thread = [...(await desk.rows('messages')).values()].sort((a, b) => a.at.localeCompare(b.at))
  expect(thread.map(({ text }) => Number.parseInt(text, 10))).toEqual(comments.map(({ id }) => id))
  expect(thread[0]?.text).toHaveLength(200_002)
  expect(summary.coerced).toContainEqual({
    what: 'tickets.subject was longer than 500 characters: cut',
    count: 1,
    first: ['tickets.ndjson.gz:1'],
  })
})

// Catches: actions, placeholders and scopes of macros that vanish without a word.
test('what a macro cannot do here is reported, and a macro for nobody known is switched off', async () => {
  const macro = (id: number, actions: object[], restriction: object | null): object => ({
    id,
    title: `M${id}`,
    actions,
    restriction,
  })
  const summary = await imported({
    ...smallExport,
    'macros.json.gz': [
      macro(
        1,
        [
          {
            field: 'comment_value',
            value: ['channel:all', 'Hi {{ticket.custom_field_42}} {{current_user.name}} {% if x %}'],
          },
          { field: 'comment_mode_is_public', value: 'false' },
          { field: 'set_tags', value: 'a b' },
          { field: 'remove_tags', value: 'c' },
          { field: 'assignee_id', value: 'current_user' },
          { field: 'group_id', value: '11' },
          { field: 'group_id', value: 'current_groups' },
          { field: 'ticket_form_id', value: 3 },
          { field: 'subject', value: 'For {{ticket.id}}' },
          { field: 'custom_fields_42', value: 'gold' },
          { field: 'follower', value: 'current_user' },
          { field: 'cc', value: 4711 },
          { field: 'side_conversation', value: 'x' },
          { field: 'priority', value: 'high' },
          { field: 'status', value: 'hold' },
        ],
        null,
      ),
      macro(2, [{ field: 'assignee_id', value: '' }], { type: 'User', id: 4711 }),
    ],
  })
  const macros = await desk.rows('macros')
  const queue = (await desk.rows('queues')).get('11')
  expect(macros.get('1')).toMatchObject({
    kind: 'note',
    scope: { of: 'workspace' },
    template: 'Hi {{ticket.custom_field_42}} {{current_user.name}} {% if x %}',
    actions: [
      { do: 'set-tags', tags: ['a', 'b'] },
      { do: 'remove-tags', tags: ['c'] },
      { do: 'assign-me' },
      { do: 'move-queue', queueId: queue?.id },
      { do: 'set-field', key: 'ticket_form_id', value: 3 },
      { do: 'set-subject', subject: 'For {{ticket.id}}' },
      { do: 'set-field', key: '42', value: 'gold' },
      { do: 'follow', agentId: 'me' },
      { do: 'set-priority', priority: 'high' },
      { do: 'set-status', status: 'on-hold' },
    ],
  })
  expect(macros.get('2')).toMatchObject({ active: false, actions: [{ do: 'unassign' }] })
  expect(summary.unknownPlaceholders.map(({ what }) => what)).toEqual(['{{ticket.custom_field_42}}', '{% if %}'])
  expect(summary.unmapped.map(({ what }) => what)).toEqual(
    expect.arrayContaining([
      'macro action group_id: "current_groups"',
      'macro action cc: 4711',
      'macro action side_conversation: "x"',
      'macro for a User that is not in the export',
    ]),
  )
})

// Catches: a download that was cut off and passes for the whole.
test('a damaged archive gives what could be read and is named in the report', async () => {
  const many = Array.from({ length: 4000 }, (_, id) => ticket({ id, subject: `${id} ${Math.sin(id)}` }))
  const summary = await imported({ ...smallExport, 'tickets.ndjson.gz': many }, (path) =>
    truncate(join(path, 'tickets.ndjson.gz'), 30_000),
  )
  const count = (await desk.rows('cases')).size
  expect(count).toBeGreaterThan(100)
  expect(count).toBeLessThan(4000)
  expect(summary.broken).toMatchObject([{ file: 'tickets.ndjson.gz' }])
})
