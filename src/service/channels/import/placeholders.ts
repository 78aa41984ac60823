import { macroValues } from '#shared/macro-template.ts'
import type { MacroContext } from '#shared/macro-template.ts'
import type { SourceRecord } from './source-record.ts'

// One of everything, so that every name a macro may use has a value.
const nothing = { tags: [], fields: {}, source: null }
const id = '00000000-0000-4000-8000-000000000000'
const at = '1970-01-01T00:00:00.000Z'
const everything: MacroContext = {
  row: {
    ...nothing,
    id,
    number: '1',
    subject: '-',
    status: 'open',
    priority: 'normal',
    queueId: id,
    market: 'US',
    locale: 'en-US',
    partyId: id,
    partyKind: 'customer',
    partyName: '-',
    partyIds: [id],
    orderIds: [id],
    assigneeId: id,
    createdAt: at,
    updatedAt: at,
    lastReplyId: null,
    lastReplyAt: null,
    lastReplyBy: null,
    waitingSince: null,
    messageCount: 0,
    snippet: '',
    escalation: null,
    satisfaction: null,
  },
  party: {
    ...nothing,
    id,
    kind: 'customer',
    name: '-',
    email: '-',
    phone: '-',
    locale: 'en',
    market: 'US',
    createdAt: at,
  },
  order: {
    ...nothing,
    id,
    number: '1',
    customerId: id,
    sellerIds: [],
    status: '-',
    market: 'US',
    currency: 'USD',
    total: 0,
    placedAt: at,
    shippedAt: null,
    requiredAt: null,
    lines: [],
    address: null,
  },
  agent: {
    id,
    name: '-',
    role: 'tier-1',
    siteId: null,
    teamIds: [],
    queueIds: [],
    markets: [],
    locale: 'en',
    sees: 'queues',
    active: true,
  },
}

const pathsIn = (value: unknown, path: string): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, inner]) => pathsIn(inner, path === '' ? name : `${path}.${name}`))
    : value === undefined
      ? []
      : [path]

const known = new Set(pathsIn(macroValues(everything), ''))
const written = /\{\{-?\s*([^{}]*?)\s*-?\}\}|\{%-?\s*(\w+)[^%]*%\}/g

// `{question}` and `{price:d}`, as other systems write them; never what stands in doubled braces, nor braces around anything else.
const single = /(?<![{$])\{([a-z_][a-z0-9_]*)(?::[a-z])?\}(?!\})/gi

/** A template with placeholders in single braces written as ours, so that one without a value blocks sending like any other. */
export const asLiquid = (template: string): string => template.replace(single, '{{$1}}')

/** What of a text is written in single braces, and so taken for a placeholder. */
export const singleIn = (text: string): string[] => text.match(single) ?? []

/** Reports every placeholder of a template that nothing here can fill, and every Liquid tag, which macros do not run. */
export function reportPlaceholders(template: string, record: SourceRecord): void {
  for (const [whole, expression, tag] of template.matchAll(written)) {
    const name = expression?.split('|')[0]?.trim() ?? ''
    if (tag !== undefined) record.unknownPlaceholder(`{% ${tag} %}`)
    else if (!known.has(name)) record.unknownPlaceholder(whole.slice(0, 100))
  }
}
