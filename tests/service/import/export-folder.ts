import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** A folder of exported files for a test: each by its name, lists as NDJSON or JSON by the ending, packed where it says `.gz`. */
export async function exportFolder(files: {
  readonly [name: string]: readonly unknown[] | string
}): Promise<{ path: string; remove(): Promise<void> }> {
  // One folder further down, so that a report beside it goes away with it.
  const around = await mkdtemp(join(tmpdir(), 'tierdesk-export-'))
  const path = join(around, 'export')
  await mkdir(path)
  for (const [name, content] of Object.entries(files)) {
    const text = typeof content === 'string' ? content : written(name, content)
    await writeFile(join(path, name), name.endsWith('.gz') ? gzipSync(text) : text)
  }
  return { path, remove: () => rm(around, { recursive: true, force: true }) }
}

const written = (name: string, list: readonly unknown[]): string =>
  /\.ndjson(\.gz)?$/.test(name)
    ? list.map((item) => `${JSON.stringify(item)}\n`).join('')
    : JSON.stringify({ [name.split('.')[0] ?? '']: list, count: list.length, next_page: null }, null, 1)

/** A small export of everything: two agents, three customers, two groups, macros, an order with its dispute, articles, three tickets. */
export const smallExport = {
  'ticket_fields.json': [
    { id: 1, title: 'topic' },
    { id: 2, title: 'order_id' },
  ],
  'groups.json.gz': [
    { id: 10, name: 'Refunds' },
    { id: 11, name: 'Delivery' },
  ],
  'organizations.ndjson.gz': [
    { id: 30, name: 'Lamps Ltd', tags: ['seller'], organization_fields: { country: 'UK', phone: '+44 0' } },
  ],
  'users.ndjson.gz': [
    {
      id: 100,
      name: 'Mei Kim',
      role: 'end-user',
      locale: 'en-us',
      email: 'mei@example.com',
      user_fields: { vip: true },
    },
    { id: 101, name: 'Luca Neri', role: 'end-user', locale: 'it' },
    { id: 102, name: 'Zoe', role: 'end-user', locale: null },
    { id: 200, name: 'Ana Agent', role: 'agent', locale: 'en-US' },
    { id: 201, name: 'Ben Agent', role: 'admin', locale: 'it', active: false },
  ],
  'orders.ndjson': [
    {
      id: 500,
      external_id: '#W1',
      customer_id: 100,
      seller_ids: [30],
      status: 'delivered',
      currency: 'USD',
      total: '12.50',
      created_at: '2024-01-01T00:00:00Z',
      lines: [{ sku: 'A', product_name: 'Lamp', quantity: 1, unit_price: 12.5, options: { color: 'red' } }],
      shipping_address: { address1: 'Road 1', city: 'Austin', country: 'USA' },
    },
  ],
  'disputes.ndjson': [
    { id: 600, kind: 'return', order_id: 500, customer_id: 100, amount: 12.5, currency: 'USD', brief: 'Too red' },
  ],
  'escalations.ndjson': [
    {
      ticket_id: 1,
      comment_id: 12,
      at: '2024-02-02T11:00:00Z',
      by_user_id: 200,
      to: 'Engineering',
      external_ref: 'bug:1',
    },
  ],
  'macros.json.gz': [
    {
      id: 700,
      title: 'Refund::Done',
      active: true,
      actions: [
        { field: 'status', value: 'solved' },
        {
          field: 'comment_value_html',
          value: '<p>Hello {{ticket.requester.first_name}}</p><p>See <a href="https://example.com">this</a></p>',
        },
        { field: 'comment_mode_is_public', value: 'true' },
      ],
      restriction: { type: 'Group', id: 10, ids: [10, 11] },
      x_usage_count: 4,
    },
  ],
  'articles.ndjson': [
    {
      id: 800,
      translation_group: 8,
      title: 'Refunds',
      body: '<h2>How</h2><script>x</script>',
      locale: 'en-us',
      updated_at: '2024-01-01T00:00:00Z',
    },
    {
      id: 801,
      translation_group: 8,
      title: 'Rimborsi',
      body: '# Come',
      body_format: 'markdown',
      locale: 'it',
      source_locale: 'en-US',
      draft: true,
      updated_at: '2024-01-01T00:00:00Z',
    },
  ],
  'articles_stub.ndjson': [{ id: 900, title: 'Only a title', body: null, locale: 'en-US' }],
  'tickets.ndjson.gz': [
    {
      id: 1,
      subject: 'Where is it',
      status: 'open',
      priority: null,
      requester_id: 100,
      assignee_id: 200,
      group_id: 10,
      created_at: '2024-02-01T10:00:00Z',
      updated_at: '2024-02-03T10:00:00Z',
      tags: ['late'],
      custom_fields: [
        { id: 1, value: 'refund' },
        { id: 2, value: '#W1' },
      ],
      satisfaction_rating: { score: 'good', comment: 'Nice' },
      comments: [
        {
          id: 11,
          author_id: 100,
          public: true,
          created_at: '2024-02-01T10:00:00Z',
          html_body: '<p>Where <b>is</b> it<script>alert(1)</script></p>',
        },
        { id: 12, author_id: 200, public: true, created_at: '2024-02-02T10:00:00Z', body: 'On its way' },
        { id: 13, author_id: 200, public: false, created_at: '2024-02-02T12:00:00Z', body: '[lookup order]' },
        { id: 14, author_id: 100, public: true, created_at: '2024-02-03T10:00:00Z', body: 'Still not here' },
      ],
    },
    {
      id: 2,
      subject: 'Fermo',
      status: 'hold',
      priority: 'urgent',
      requester_id: 101,
      group_id: 11,
      created_at: '2024-03-01T10:00:00Z',
      updated_at: '2024-03-01T10:00:00Z',
      custom_fields: [],
      description: 'Solo la descrizione',
    },
    {
      id: 3,
      subject: 'Mine',
      status: 'closed',
      requester_id: 200,
      group_id: 11,
      created_at: '2024-04-01T10:00:00Z',
      updated_at: '2024-04-01T10:00:00Z',
      comments: [{ id: 31, author_id: 200, public: true, created_at: '2024-04-01T10:00:00Z', body: 'I ask' }],
    },
  ],
} as const
