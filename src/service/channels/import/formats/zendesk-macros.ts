import { placeholderTables } from '../../macro-words/placeholder-tables.ts'
import { type Scopes, forEveryone, forNobodyKnown, macroItem } from '../desk/desk-macros.ts'
import type { SourceRecord } from '../source-record.ts'
import type { ImportItem } from './format.ts'
import { type ZendeskBook, system, zendeskId } from './zendesk-book.ts'
import { skipped } from './zendesk-groups.ts'
import { type MacroParts, readAction } from './zendesk-macro-actions.ts'

const ids = { id: zendeskId, source: (externalId: string) => ({ system, externalId }) }

/** A macro; one for several groups becomes one for each. */
export function zendeskMacroItem(record: SourceRecord, book: ZendeskBook): ImportItem | null {
  const externalId = record.id('id')
  if (externalId === null) return skipped(record, 'a macro without an id')
  const parts: MacroParts = { texts: [], actions: [], isNote: false }
  for (const action of record.records('actions')) readAction(action, parts, book)
  const facts = {
    externalId,
    title: record.text('title', 300),
    texts: parts.texts,
    isNote: parts.isNote,
    actions: parts.actions,
    description: record.text('description', 500),
    locale: record.locale('locale'),
    isActive: record.flag('active') ?? true,
    usageCount: Math.max(0, Math.trunc(record.number('x_usage_count') ?? record.number('usage_30d') ?? 0)),
    scopes: scopesOf(record, book),
  }
  return macroItem(record, ids, facts, placeholderTables.zendesk)
}

function scopesOf(record: SourceRecord, book: ZendeskBook): Scopes {
  const restriction = record.record('restriction')
  if (restriction === null) return forEveryone
  const type = restriction.text('type', 40)
  const id = restriction.id('id')
  const ids = [...new Set([...(id === null ? [] : [id]), ...restriction.words('ids')])]
  const [first, ...others] = ids.flatMap((named, index): Scopes['scopes'][number][] => {
    const queue = type === 'Group' ? book.queues.get(named) : undefined
    if (queue !== undefined) return [{ scope: { of: 'queue', queueId: queue.id }, suffix: index === 0 ? [] : [named] }]
    const user = type === 'User' ? book.users.get(named) : undefined
    return user?.isAgent === true ? [{ scope: { of: 'agent', agentId: user.agentId }, suffix: [] }] : []
  })
  if (first === undefined || others.length + 1 < ids.length)
    record.unmapped(`macro for a ${type ?? 'someone'} that is not in the export`)
  return first === undefined ? forNobodyKnown(record) : { scopes: [first, ...others], isUnclear: false }
}
