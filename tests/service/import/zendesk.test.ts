import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ReportSummary } from '#service/channels/import/import-report.ts'
import type { Row } from '#shared/tables.ts'
import { exportFolder, smallExport } from './export-folder.ts'
import { ImportDesk } from './import-desk.ts'

let desk: ImportDesk
let folder: Awaited<ReturnType<typeof exportFolder>>
let summary: ReportSummary
beforeAll(async () => {
  desk = await ImportDesk.open()
  folder = await exportFolder(smallExport)
  summary = await desk.import(folder.path)
})
afterAll(async () => {
  await desk.close()
  await folder.remove()
})

const row = async <T extends 'cases' | 'macros' | 'sops' | 'agents' | 'orders' | 'disputes' | 'parties' | 'queues'>(
  table: T,
  externalId: string,
): Promise<Row<T>> => {
  const found = (await desk.rows(table)).get(externalId)
  if (found === undefined) throw new Error(`no ${table} ${externalId}`)
  return found
}

const threadOf = async (caseId: string): Promise<Row<'messages'>[]> =>
  [...(await desk.rows('messages')).values()]
    .filter((message) => message.caseId === caseId)
    .sort((a, b) => a.at.localeCompare(b.at))

// Catches: a line that is neither imported nor reported, and a row that is counted but not there.
test('every line of every file is imported, used, or skipped with its reason', async () => {
  expect(summary.total).toEqual({ read: 20, written: 17, unchanged: 0, used: 2, skipped: 1 })
  for (const { read, written, unchanged, used, skipped } of summary.files) {
    expect(written + unchanged + used + skipped).toBe(read)
  }
  expect(summary.skipped).toEqual([
    { what: 'an article without a text (a stub)', count: 1, first: ['articles_stub.ndjson:1'] },
  ])
  const counted = Object.entries(summary.rows).map(([table, { written }]) => [table, written])
  expect(Object.fromEntries(counted)).toMatchObject({ queues: 3, parties: 5, cases: 3, messages: 7, escalations: 1 })
  expect((await desk.rows('messages')).size).toBe(7)
  expect((await desk.rows('parties')).size).toBe(5)
})

// Catches: a lost link between a case and its queue, party, order, seller or assignee.
test('a ticket becomes a case that names its queue, party, orders, sellers and assignee', async () => {
  const ticket = await row('cases', '1')
  const order = await row('orders', '500')
  expect(ticket).toMatchObject({
    number: 'ZD-1',
    status: 'open',
    priority: 'normal',
    market: 'US',
    locale: 'en-US',
    partyName: 'Mei Kim',
    tags: ['late'],
    satisfaction: 'good',
    escalation: null,
    fields: { topic: 'refund', order_id: '#W1', 'satisfaction comment': 'Nice' },
    lastReplyBy: 'party',
    lastReplyAt: '2024-02-03T10:00:00.000Z',
    waitingSince: '2024-02-03T10:00:00.000Z',
    messageCount: 5,
    snippet: 'Still not here',
  })
  expect(ticket.orderIds).toEqual([order.id])
  expect(ticket.partyIds).toEqual([(await row('parties', '100')).id, (await row('parties', '30')).id])
  expect(ticket.assigneeId).toBe((await row('agents', '200')).id)
  expect(ticket.queueId).toBe((await row('queues', '10')).id)
  expect(order).toMatchObject({ number: '#W1', total: 12.5, market: 'US', address: 'Road 1, Austin, USA' })
  expect(order.lines[0]?.note).toBe('color: red')
  expect(await row('disputes', '600')).toMatchObject({ orderId: order.id, kind: 'return', brief: 'Too red' })
})

// Catches: notes shown to parties as replies, and HTML that reaches the window as it came.
test('comments become replies and notes by the right people, with safe HTML beside their text', async () => {
  const thread = await threadOf((await row('cases', '1')).id)
  expect(thread.map(({ kind, author }) => [kind, author.kind, author.name])).toEqual([
    ['reply', 'party', 'Mei Kim'],
    ['reply', 'agent', 'Ana Agent'],
    ['event', 'agent', 'Ana Agent'],
    ['note', 'agent', 'Ana Agent'],
    ['reply', 'party', 'Mei Kim'],
  ])
  expect(thread[0]).toMatchObject({ text: 'Where is it', html: '<p>Where <b>is</b> it</p>' })
  expect(thread[2]?.event).toMatchObject({ name: 'external-escalation', detail: { reference: 'bug:1' } })
})

// Catches: an imported escalation that binds the case for ever, or that nobody can look up.
test('an escalation to another system is kept as closed and leaves the case free', async () => {
  const [escalation] = [...(await desk.rows('escalations')).values()]
  expect(escalation).toMatchObject({ state: 'closed', externalRef: 'bug:1', byName: 'Ana Agent', packet: null })
  const [queue] = [...(await desk.rows('queues')).values()].filter(({ kind }) => kind === 'escalations')
  expect(queue).toMatchObject({ id: escalation?.queueId, name: 'Engineering' })
})

// Catches: a ticket without comments that loses its only text; hold and urgent read as something else.
test('a ticket without comments keeps its description as the first message', async () => {
  const ticket = await row('cases', '2')
  expect(ticket).toMatchObject({
    status: 'on-hold',
    priority: 'urgent',
    market: 'IT',
    waitingSince: '2024-03-01T10:00:00.000Z',
  })
  expect((await threadOf(ticket.id)).map(({ text }) => text)).toEqual(['Solo la descrizione'])
})

// Catches: an agent's own request shown as if the desk had written it.
test('an agent who asks for something is the party of that case', async () => {
  const ticket = await row('cases', '3')
  expect(ticket).toMatchObject({ partyName: 'Ana Agent', lastReplyBy: 'party', waitingSince: null })
  expect(ticket.partyId).not.toBe((await row('agents', '200')).id)
})

// Catches: agents who see every queue, or none; an inactive one who could sign in.
test('agents come with the queues they worked in, and inactive ones stay inactive', async () => {
  expect(await row('agents', '200')).toMatchObject({
    role: 'tier-1',
    queueIds: [(await row('queues', '10')).id],
    markets: ['*'],
    sees: 'queues',
  })
  expect(await row('agents', '201')).toMatchObject({ active: false, queueIds: [] })
})

// Catches: a macro that would send HTML as text, and one for two groups that only one of them gets.
test('a macro becomes readable text with actions, one for each of its groups', async () => {
  const macro = await row('macros', '700')
  expect(macro).toMatchObject({
    title: 'Refund::Done',
    template: 'Hello {{ticket.requester.first_name}}\n\nSee this (https://example.com)',
    html: null,
    kind: 'reply',
    actions: [{ do: 'set-status', status: 'solved' }],
    usageCount: 4,
    active: true,
  })
  const scopes = [...(await desk.rows('macros')).values()].map(({ scope }) => scope)
  const queues = [await row('queues', '10'), await row('queues', '11')]
  expect(scopes).toEqual(expect.arrayContaining(queues.map(({ id }) => ({ of: 'queue', queueId: id }))))
})

// Catches: translations that stand apart, and a draft that agents would follow.
test('the languages of an article are one SOP, drafts stay drafts, and HTML is made safe', async () => {
  const [english, italian] = [await row('sops', '800:en-US'), await row('sops', '801:it')]
  expect(english.groupId).toBe(italian.groupId)
  expect([english.state, italian.state]).toEqual(['published', 'draft'])
  const bodies = await desk.pool.query<{ body: string }>(
    `select row->>'body' as body from rows where tbl = 'sopBodies' order by id = $1 desc`,
    [english.id],
  )
  expect(bodies.rows.map(({ body }) => body)).toEqual(['<h2>How</h2>', '# Come'])
})

// Catches: parties and orders that nobody may see, because their audience was not worked out with their case.
test('whoever sees a case sees its party, order and dispute', async () => {
  const { rows } = await desk.pool.query<{ tbl: string; audience: string[] }>(
    `select tbl, audience from rows where tbl in ('parties', 'orders', 'disputes') and row->'source'->>'externalId' in ('100', '500', '600')`,
  )
  const queueId = (await row('queues', '10')).id
  for (const { audience } of rows) expect(audience).toContain(`c/${queueId}/US`)
  expect(rows).toHaveLength(3)
})
