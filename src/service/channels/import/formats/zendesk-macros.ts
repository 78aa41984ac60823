import type { Row } from '#shared/tables.ts'
import { asLiquid, reportPlaceholders } from '../placeholders.ts'
import type { SourceRecord } from '../source-record.ts'
import { type ImportItem, importRow } from './format.ts'
import { type ZendeskBook, system, zendeskId } from './zendesk-book.ts'
import { skipped } from './zendesk-groups.ts'
import { type MacroParts, readAction } from './zendesk-macro-actions.ts'

const longestTemplate = 20_000

/** A macro; one for several groups becomes one for each. */
export function macroItem(record: SourceRecord, book: ZendeskBook): ImportItem | null {
  const externalId = record.id('id')
  if (externalId === null) return skipped(record, 'a macro without an id')
  const parts: MacroParts = { texts: [], actions: [], isNote: false }
  for (const action of record.records('actions')) readAction(action, parts, book)
  const whole = asLiquid(parts.texts.join('\n\n'))
  const template = whole.slice(0, longestTemplate).toWellFormed()
  if (template !== whole) record.coerced(`a macro's text was longer than ${longestTemplate} characters: cut`)
  reportPlaceholders(template, record)
  const { scopes, isUnclear } = scopesOf(record, book)
  const title = record.text('title', 300)?.trim() ?? ''
  if (title === '') record.coerced('macros.title is empty: named by the id')
  const isActive = (record.flag('active') ?? true) && !isUnclear
  const row = {
    title: title === '' ? `Macro ${externalId}` : title,
    template,
    html: null,
    kind: parts.isNote ? ('note' as const) : ('reply' as const),
    actions: parts.actions,
    locale: record.locale('locale'),
    active: isActive,
    usageCount: Math.max(0, Math.trunc(record.number('x_usage_count') ?? record.number('usage_30d') ?? 0)),
  }
  record.reportRest()
  const rows = scopes.map(({ scope, suffix }) =>
    importRow('macros', {
      ...row,
      id: zendeskId('macros', externalId, ...suffix),
      scope,
      source: { system, externalId: [externalId, ...suffix].join(':') },
    }),
  )
  const [first, ...others] = rows
  return first === undefined ? null : { rows: [first, ...others], places: [record.place] }
}

interface Scopes {
  readonly scopes: readonly { readonly scope: Row<'macros'>['scope']; readonly suffix: readonly string[] }[]
  /** It was for someone the export does not know: nobody is offered it until an administrator decides. */
  readonly isUnclear: boolean
}

function scopesOf(record: SourceRecord, book: ZendeskBook): Scopes {
  const everyone = { scope: { of: 'workspace' as const }, suffix: [] }
  const restriction = record.record('restriction')
  if (restriction === null) return { scopes: [everyone], isUnclear: false }
  const type = restriction.text('type', 40)
  const id = restriction.id('id')
  const ids = [...new Set([...(id === null ? [] : [id]), ...restriction.words('ids')])]
  const scopes =
    type === 'Group'
      ? ids.flatMap((group, index) => {
          const queue = book.queues.get(group)
          if (queue === undefined) return []
          return [{ scope: { of: 'queue' as const, queueId: queue.id }, suffix: index === 0 ? [] : [group] }]
        })
      : ids.flatMap((user) => {
          const known = type === 'User' ? book.users.get(user) : undefined
          if (known?.isAgent !== true) return []
          return [{ scope: { of: 'agent' as const, agentId: known.agentId }, suffix: [] }]
        })
  if (scopes.length < ids.length) record.unmapped(`macro for a ${type ?? 'someone'} that is not in the export`)
  if (scopes.length > 0) return { scopes, isUnclear: false }
  record.coerced('a macro for someone who is not in the export: kept for the workspace, switched off')
  return { scopes: [everyone], isUnclear: true }
}
