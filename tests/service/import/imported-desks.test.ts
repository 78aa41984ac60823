import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ReportSummary } from '#service/channels/import/import-report.ts'
import type { Row, TableName } from '#shared/tables.ts'
import { ImportDesk } from './import-desk.ts'

const fixtures = join(import.meta.dirname, '../../fixtures/imports')

/** A desk into which the fixture of a system was imported. */
function imported(name: string) {
  let desk: ImportDesk
  let summary: ReportSummary
  beforeAll(async () => {
    desk = await ImportDesk.open()
    summary = await desk.import(join(fixtures, name), undefined, name)
  })
  afterAll(() => desk.close())
  const row = async <T extends TableName>(table: T, externalId: string): Promise<Row<T>> => {
    const found = (await desk.rows(table)).get(externalId)
    if (found === undefined) throw new Error(`no ${table} ${externalId}`)
    return found
  }
  const thread = async (externalId: string): Promise<Row<'messages'>[]> => {
    const { id } = await row('cases', externalId)
    const all = [...(await desk.rows('messages')).values()].filter((message) => message.caseId === id)
    return all.sort((a, b) => a.at.localeCompare(b.at))
  }
  const told = (kind: 'coerced' | 'unmapped' | 'skipped' | 'unknownPlaceholders'): string[] =>
    summary[kind].map(({ what }) => what)
  return { row, thread, told }
}

describe('Chatwoot', () => {
  const { row, thread, told } = imported('chatwoot')

  // Catches: a conversation in the wrong queue, with the wrong times, or without its contact.
  test('a conversation is a case of its contact, in the queue of its team, else of its inbox', async () => {
    const found = await row('cases', '24')
    expect(found).toMatchObject({
      number: 'CW-24',
      subject: 'Pedido 100-7781',
      status: 'open',
      priority: 'high',
      locale: 'es-AR',
      market: 'AR',
      partyName: 'Ariel Corte',
      tags: ['late', 'refund'],
      createdAt: '2023-10-10T00:03:20.000Z',
      updatedAt: '2023-10-11T00:00:00.000Z',
      fields: { order: '100-7781', channel: 'WebWidget' },
    })
    expect(found.queueId).toBe((await row('queues', 'team:4')).id)
    expect(found.assigneeId).toBe((await row('agents', '1')).id)
    expect(found.partyId).toBe((await row('parties', '89')).id)
    expect((await row('cases', '25')).queueId).toBe((await row('queues', 'inbox:5')).id)
    expect(await row('cases', '25')).toMatchObject({ status: 'on-hold', partyName: 'มาลี', assigneeId: null })
  })

  // Catches: notes shown as replies, a file nobody hears of, one message twice, what happened told as said by somebody.
  test('its messages are replies and notes in their order, with the names of files, each once', async () => {
    expect((await thread('24')).map(({ kind, author, text }) => [kind, author.kind, text])).toEqual([
      ['reply', 'party', 'Hola, mi pedido no llegó'],
      ['note', 'agent', 'Reviso con el almacén'],
      ['reply', 'agent', '[Attachment: guía envío.pdf]'],
      ['note', 'system', 'Conversation was marked resolved by Inês Duarte'],
      ['reply', 'party', '¿Sigue ahí? (de la lista)'],
    ])
    expect((await thread('26')).map(({ text, html }) => [text, html])).toEqual([
      ['<script>alert(1)</script> plain text stays plain', null],
    ])
    expect(told('coerced')).toContain('messages: a message that came before in its case: the later one counts')
  })

  // Catches: actions that vanish, placeholders that would be sent as they stand, a personal macro that everybody gets.
  test('macros and canned responses come with their actions, our placeholders, and for whom they were', async () => {
    expect(await row('macros', '11')).toMatchObject({
      title: 'Refund::Close',
      template: 'Done, {{party.first_name}}. — {{agent.name}}',
      kind: 'reply',
      scope: { of: 'workspace' },
      actions: [
        { do: 'add-tags', tags: ['refund', 'done'] },
        { do: 'remove-tags', tags: ['waiting'] },
        { do: 'set-priority', priority: 'normal' },
        { do: 'move-queue', queueId: (await row('queues', 'team:4')).id },
        { do: 'assign', agentId: (await row('agents', '2')).id },
        { do: 'set-status', status: 'solved' },
        { do: 'add-note', text: 'Money is on its way to {{party.name}}' },
      ],
    })
    const mine = await row('macros', '12')
    expect(mine).toMatchObject({ kind: 'note', template: 'Checked by {{agent.first_name}}', active: true })
    expect(mine.actions).toEqual([{ do: 'unassign' }, { do: 'snooze', hours: null }])
    expect(mine.scope).toEqual({ of: 'agent', agentId: (await row('agents', '2')).id })
    expect(await row('macros', '13')).toMatchObject({ active: false, scope: { of: 'workspace' } })
    expect((await row('macros', 'canned:1')).template).toBe(
      'Hi {{party.name}}, your refund for {{case.number}} is on its way. {{contact.custom_attribute.iban}}',
    )
    expect((await row('macros', 'canned:2')).template).toBe('สวัสดีค่ะ คุณ{{party.first_name | default: "ลูกค้า"}}')
    expect(told('unknownPlaceholders')).toEqual(['{{contact.custom_attribute.iban}}'])
    expect(told('unmapped')).toEqual(
      expect.arrayContaining(['macro action mute_conversation: []', 'macro action assign_team: [404]']),
    )
  })
})

describe('Freshdesk', () => {
  const { row, thread, told } = imported('freshdesk')

  // Catches: statuses and priorities by the wrong number, fields under their inner names, a company that is nobody's.
  test('a ticket is a case with its fields by their titles, its company and what the customer said of it', async () => {
    const found = await row('cases', '1')
    expect(found).toMatchObject({
      number: 'FD-1',
      status: 'open',
      priority: 'urgent',
      locale: 'de',
      market: 'DE',
      tags: ['paket', 'dhl'],
      satisfaction: 'good',
      fields: { 'Order number': '100-1', channel: 'email', 'satisfaction comment': 'Sehr nett', type: 'Question' },
      waitingSince: '2023-05-03T09:00:00.000Z',
    })
    expect(found.partyIds).toEqual([(await row('parties', '200')).id, (await row('parties', 'company:70')).id])
    expect(JSON.stringify(found.fields)).not.toContain('@')
    expect(await row('cases', '2')).toMatchObject({
      status: 'closed',
      priority: 'low',
      market: 'CN',
      satisfaction: 'bad',
      createdAt: '2023-05-02T02:00:00.000Z',
      fields: { 'Order number': '100-2' },
    })
    expect(await row('cases', '6')).toMatchObject({ partyName: 'New Person', lastReplyBy: 'desk' })
  })

  // Catches: markup that runs, private notes that customers would see, a description that is lost.
  test('its description comes first, its conversations after it, private ones as notes', async () => {
    const messages = await thread('1')
    expect(messages.map(({ kind, author, text }) => [kind, author.name, text])).toEqual([
      ['reply', 'Zoë Müller', 'Guten TagImage (https://evil.example/pixel.gif)link\n\n[Attachment: paket.jpg]'],
      ['reply', 'Jonas Weiß', 'Ich schaue nach (Liste)'],
      ['note', 'Jonas Weiß', 'Intern: DHL fragen'],
      ['reply', 'Zoë Müller', 'Immer noch nichts\n\n[Attachment: foto <b>.png]'],
    ])
    expect(messages[3]?.html).toContain('<p>[Attachment: foto &lt;b&gt;.png]</p>')
    expect(messages[0]?.html).not.toMatch(/script|onerror|javascript|<img/)
  })

  // Catches: a time of this machine's zone, numbers that mean nothing, names of every object taken for fields.
  test('what is broken is taken as something that can be read, and reported', async () => {
    const found = await row('cases', '3')
    expect(found).toMatchObject({ status: 'open', priority: 'normal', createdAt: '2023-05-02T10:00:00.000Z' })
    expect(Object.getPrototypeOf(found.fields)).toBe(Object.prototype)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
    expect(told('coerced')).toEqual(
      expect.arrayContaining([
        'tickets.created_at names no time zone: taken as UTC',
        'tickets.status is not known: taken as open',
        'tickets.responder_id is no agent of the export: left unassigned',
      ]),
    )
    expect(told('skipped')).toEqual(
      expect.arrayContaining(['a ticket that was deleted', 'a ticket that is marked as spam']),
    )
  })

  // Catches: folders, groups and scenarios that get lost.
  test('canned responses come in their folders for their groups, scenarios as notes with actions', async () => {
    const canned = await row('macros', 'canned:31')
    expect(canned).toMatchObject({
      title: 'Refund::DE::Bewilligt',
      template: 'Hallo {{party.first_name}},\nTicket {{case.number}} ist erledigt.\n\n{{ticket.cf_order_number}}',
      scope: { of: 'queue', queueId: (await row('queues', '50')).id },
    })
    expect((await row('macros', 'canned:31:51')).scope).toEqual({
      of: 'queue',
      queueId: (await row('queues', '51')).id,
    })
    expect(await row('macros', 'canned:32')).toMatchObject({ active: false })
    expect(await row('macros', 'scenario:41')).toMatchObject({
      kind: 'note',
      template: 'Closed by {{agent.name}}',
      actions: [
        { do: 'set-status', status: 'solved' },
        { do: 'set-priority', priority: 'low' },
        { do: 'add-tags', tags: ['spam', 'auto'] },
        { do: 'move-queue', queueId: (await row('queues', '51')).id },
        { do: 'assign', agentId: (await row('agents', '100')).id },
        { do: 'set-field', key: 'type', value: 'Problem' },
        { do: 'set-field', key: 'cf_reference_number', value: '{{case.number}}' },
      ],
    })
    // The API tells of a note that there is one, and nothing else.
    expect(await row('macros', 'scenario:42')).toMatchObject({
      template: '',
      actions: [{ do: 'set-status', status: 'pending' }],
    })
    expect(told('unmapped')).toEqual(
      expect.arrayContaining([
        'macro action mark_as_spam: null',
        'scenario action add_comment: the API leaves its text out',
      ]),
    )
  })
})

describe('Zammad', () => {
  const { row, thread, told } = imported('zammad')

  // Catches: ids of states taken for others, a customer without a name, fields that an administrator added left out.
  test('a ticket is a case by the names of its states, whether they come as ids or written out', async () => {
    expect(await row('cases', '10')).toMatchObject({
      number: 'ZM-22010',
      subject: 'Kaffee schmeckt nicht',
      status: 'open',
      priority: 'normal',
      partyName: 'Nicole Braun',
      market: 'DE',
      tags: ['kaffee'],
      fields: { order_no: 'W-77' },
      assigneeId: (await row('agents', '3')).id,
    })
    expect(await row('cases', '11')).toMatchObject({ status: 'pending', priority: 'high', assigneeId: null })
    expect((await row('queues', 'unknown:77')).name).toBe('Sales EU')
    expect(await row('cases', '12')).toMatchObject({ status: 'open', createdAt: '2021-11-05T00:00:00.000Z' })
  })

  // Catches: internal articles that customers would see, plain text read as HTML, an address where everybody reads it.
  test('its articles are its messages, internal ones as notes', async () => {
    expect((await thread('10')).map(({ kind, author, text, html }) => [kind, author.kind, text, html])).toEqual([
      [
        'reply',
        'party',
        'Er schmeckt\nnach Seife\n\n[Attachment: seife.txt]',
        'Er schmeckt<br />nach <b>Seife</b><p>[Attachment: seife.txt]</p>',
      ],
      ['note', 'agent', 'Only we\r\nsee this', null],
      ['reply', 'agent', 'Entschuldigung', '<p>Entschuldigung</p>'],
    ])
    const party = await row('parties', '2')
    expect(JSON.stringify(party)).not.toContain('nicole.braun@')
  })

  // Catches: tables that are read wrongly, text modules and macros that mix up, groups by name that are not found.
  test('macros and the table of text modules become macros', async () => {
    expect(await row('macros', '1')).toMatchObject({
      title: 'Close & Tag as Spam',
      actions: [
        { do: 'set-status', status: 'solved' },
        { do: 'snooze', hours: 72 },
        { do: 'add-tags', tags: ['spam', 'auto'] },
        { do: 'assign-me' },
      ],
      nextCase: 'close-tab',
    })
    expect(await row('macros', '2')).toMatchObject({
      kind: 'note',
      nextCase: 'next',
      template: 'For {{ticket.customer.lastname}}',
      active: false,
      scope: { of: 'queue', queueId: (await row('queues', '2')).id },
      actions: [
        { do: 'move-queue', queueId: (await row('queues', '2')).id },
        { do: 'set-priority', priority: 'high' },
        { do: 'set-subject', subject: 'Up: {{case.subject}}' },
        { do: 'set-field', key: 'support_level', value: '2' },
        { do: 'assign', agentId: (await row('agents', '3')).id },
      ],
    })
    expect(await row('macros', 'text-module:named Greeting::DE')).toMatchObject({
      template: 'Hallo {{party.first_name}},\nzu "{{case.number}}":',
      scope: { of: 'queue', queueId: (await row('queues', '1')).id },
    })
    expect(await row('macros', 'text-module:named Plain')).toMatchObject({
      template: 'Thanks {{agent.first_name}} & bye',
      active: true,
    })
    expect(told('skipped')).toContain('a row with more or fewer cells than the first row')
    expect(told('unknownPlaceholders')).toEqual(['{{ticket.customer.lastname}}', '{{config.fqdn}}'])
  })
})

describe('macros alone', () => {
  const gorgias = imported('gorgias')
  const libredesk = imported('libredesk')
  const frappe = imported('frappe')
  const osticket = imported('osticket')

  // Catches: an action or a placeholder of Gorgias that gets lost or is taken for another.
  test('Gorgias', async () => {
    expect(await gorgias.row('macros', '23453')).toMatchObject({
      title: 'Order status inquiry',
      locale: 'fr',
      usageCount: 58_392,
      template: 'Bonjour {{party.first_name}},\n\nvotre commande {{order.number}} part demain.',
      actions: [
        { do: 'add-tags', tags: ['question', 'order-status'] },
        { do: 'set-status', status: 'solved' },
        { do: 'move-queue', queueId: (await gorgias.row('queues', '8')).id },
        { do: 'unassign' },
        { do: 'assign', agentId: (await gorgias.row('agents', '31')).id },
        { do: 'set-subject', subject: 'Order of {{party.name}}' },
        { do: 'set-priority', priority: 'high' },
        { do: 'set-field', key: '4711', value: 'shipping::late' },
        { do: 'snooze', hours: 48 },
        { do: 'add-note', text: 'Asked the carrier' },
      ],
    })
    expect(await gorgias.row('macros', '2')).toMatchObject({
      kind: 'note',
      active: false,
      template: 'Note by {{agent.name}}',
    })
    expect(gorgias.told('unmapped')).toContain('macro action shopifyCancelOrder: {"order":1}')
  })

  // Catches: who a macro of Libredesk is for, and its values by id, name and list.
  test('Libredesk', async () => {
    expect(await libredesk.row('macros', '1')).toMatchObject({
      template: 'Hi {{party.first_name}},\n\nsent.',
      usageCount: 14,
      actions: [
        { do: 'set-status', status: 'solved' },
        { do: 'add-tags', tags: ['refund'] },
        { do: 'move-queue', queueId: (await libredesk.row('queues', '3')).id },
        { do: 'assign', agentId: (await libredesk.row('agents', '6')).id },
        { do: 'snooze', hours: 24 },
        { do: 'add-note', text: 'Refund of {{party.name}}' },
      ],
    })
    expect(await libredesk.row('macros', '2')).toMatchObject({
      kind: 'note',
      template: 'See {{contact.passport}}',
      actions: [
        { do: 'set-priority', priority: 'high' },
        { do: 'set-tags', tags: ['x'] },
      ],
    })
    const agentId = (await libredesk.row('agents', '6')).id
    expect((await libredesk.row('macros', '3')).scope).toEqual({ of: 'agent', agentId })
    expect(await libredesk.row('macros', '4')).toMatchObject({ active: false })
    expect(libredesk.told('unmapped')).toEqual(
      expect.arrayContaining([
        'macro action set_sla: ["2"]',
        'macros.visible_when: replying',
        'macros.message_content is not in this list: take the whole one, GET /api/v1/macros',
      ]),
    )
  })

  // Catches: actions that Frappe keeps as a text, and replies of one person that everybody would get.
  test('Frappe Helpdesk', async () => {
    expect(await frappe.row('macros', 'Refund sent')).toMatchObject({
      template: 'About {{case.subject}} (#{{case.number}})\n\n{{contact_mobile}}',
      scope: { of: 'queue', queueId: (await frappe.row('queues', 'Billing')).id },
      actions: [
        { do: 'set-status', status: 'solved' },
        { do: 'add-tags', tags: ['refund', 'sent'] },
        { do: 'assign', agentId: (await frappe.row('agents', 'a@shop.example')).id },
        { do: 'set-field', key: 'ticket_type', value: 'Bug' },
        { do: 'add-note', text: 'Booked' },
      ],
    })
    expect(await frappe.row('macros', 'Mine')).toMatchObject({ active: false })
    expect(frappe.told('coerced')).toContain('saved_replies.actions holds broken JSON: left out')
    expect(frappe.told('skipped')).toEqual(['a saved reply without a name'])
  })

  // Catches: a table with semicolons and lines within quotes read wrongly, a department that everybody is.
  test('osTicket', async () => {
    expect(await osticket.row('macros', '2')).toMatchObject({
      locale: 'en-US',
      scope: { of: 'queue', queueId: (await osticket.row('queues', '2')).id },
      template:
        'Hi {{party.first_name}},\n\nYour ticket #{{case.number}} created on {{ticket.create_date}} is in {{ticket.dept.name}} department.',
    })
    expect(await osticket.row('macros', '3')).toMatchObject({ active: false, template: 'x' })
    expect(osticket.told('skipped')).toEqual(['a canned response without an id', 'a text in quotes that never ends'])
  })
})
