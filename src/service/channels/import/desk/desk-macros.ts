import type { MacroAction } from '#shared/domain/macro-action.ts'
import type { MacroScope, NextCase } from '#shared/domain/macro.ts'
import { type PlaceholderTable, toOurs } from '../../macro-words/placeholder-tables.ts'
import { type ImportItem, type ImportRow, importRow } from '../formats/format.ts'
import { htmlText } from '../html-text.ts'
import { reportPlaceholders } from '../placeholders.ts'
import { safeHtml } from '../safe-html.ts'
import type { SourceRecord } from '../source-record.ts'
import type { DeskBook } from './desk-book.ts'

const longestTemplate = 20_000
const longestNote = 5000

/** A text of a macro as it was written there, plain or HTML. */
export interface WrittenText {
  readonly text: string
  readonly isHtml: boolean
}

interface Scoped {
  readonly scope: MacroScope
  /** What tells it from the macros of the same id for others. */
  readonly suffix: readonly string[]
}

/** Who a macro is for. `isUnclear`: for someone the export does not know, so nobody is offered it until an administrator decides. */
export interface Scopes {
  readonly scopes: readonly [Scoped, ...Scoped[]]
  readonly isUnclear: boolean
}

/** What a source tells of a macro, in our words but for the placeholders. */
export interface MacroFacts {
  readonly externalId: string
  readonly title: string | null
  readonly texts: readonly WrittenText[]
  readonly isNote: boolean
  /** Notes that go beside a reply, each an action here. */
  readonly beside?: readonly WrittenText[]
  readonly actions: readonly MacroAction[]
  readonly description?: string | null
  readonly nextCase?: NextCase | undefined
  readonly locale: string | null
  readonly isActive: boolean
  readonly usageCount: number
  readonly scopes: Scopes
}

/** A macro; one for several queues becomes one for each. */
export function macroItem(
  record: SourceRecord,
  book: Pick<DeskBook, 'id' | 'source'>,
  facts: MacroFacts,
  table: PlaceholderTable,
): ImportItem {
  const title = facts.title?.trim() ?? ''
  if (title === '') record.coerced(`${record.noun}: without a title: named by the id`)
  const row = {
    title: (title === '' ? `Macro ${facts.externalId}` : title).slice(0, 300).toWellFormed(),
    template: templateOf(record, facts.texts, table),
    html: null,
    kind: facts.isNote ? ('note' as const) : ('reply' as const),
    actions: [...facts.actions, ...notesOf(record, facts.beside ?? [], table)],
    ...(facts.description?.trim() ? { description: facts.description.trim() } : {}),
    ...(facts.nextCase === undefined ? {} : { nextCase: facts.nextCase }),
    locale: facts.locale,
    active: facts.isActive && !facts.scopes.isUnclear,
    usageCount: facts.usageCount,
  }
  record.reportRest()
  const rowFor = ({ scope, suffix }: Scoped): ImportRow =>
    importRow('macros', {
      ...row,
      id: book.id('macros', facts.externalId, ...suffix),
      scope,
      source: book.source([facts.externalId, ...suffix].join(':')),
    })
  const [first, ...others] = facts.scopes.scopes
  const rows: ImportItem['rows'] = [rowFor(first), ...others.map(rowFor)]
  return { rows, places: [record.place] }
}

function notesOf(record: SourceRecord, texts: readonly WrittenText[], table: PlaceholderTable): MacroAction[] {
  return texts.flatMap((written): MacroAction[] => {
    const text = templateOf(record, [written], table)
    if (text.length > longestNote) record.coerced(`a macro's note was longer than ${longestNote} characters: cut`)
    return text === '' ? [] : [{ do: 'add-note', text: text.slice(0, longestNote).toWellFormed() }]
  })
}

/** The text with our placeholders; those that nothing here can fill stay, are reported, and block sending until an agent fills them. */
function templateOf(record: SourceRecord, texts: readonly WrittenText[], table: PlaceholderTable): string {
  const plain = texts.map(({ text, isHtml }) => {
    const clean = text.replaceAll('\0', '').toWellFormed()
    return isHtml ? htmlText(safeHtml(clean)) : clean
  })
  const whole = toOurs(plain.filter((text) => text.trim() !== '').join('\n\n'), table)
  const template = whole.slice(0, longestTemplate).toWellFormed()
  if (template !== whole) record.coerced(`a macro's text was longer than ${longestTemplate} characters: cut`)
  reportPlaceholders(template, record)
  return template
}

const everyone: Scoped = { scope: { of: 'workspace' }, suffix: [] }

export const forEveryone: Scopes = { scopes: [everyone], isUnclear: false }

/** For the agents of some queues, by the keys they are known under; a macro of its own for each, the first under the macro's own id. */
export function forQueues(record: SourceRecord, book: DeskBook, keys: readonly string[]): Scopes {
  const wanted = [...new Set(keys)]
  const [first, ...others] = wanted.flatMap((key, index): Scoped[] => {
    const queue = book.queue(key)
    return queue === null ? [] : [{ scope: { of: 'queue', queueId: queue.id }, suffix: index === 0 ? [] : [key] }]
  })
  if (others.length + (first === undefined ? 0 : 1) < wanted.length)
    record.unmapped(`${record.noun}: for a queue that is not in the export`)
  return first === undefined ? forNobodyKnown(record) : { scopes: [first, ...others], isUnclear: false }
}

/** For one agent. */
export function forAgent(record: SourceRecord, book: DeskBook, externalId: string | null): Scopes {
  const agent = book.agent(externalId)
  if (agent === null) return forNobodyKnown(record)
  return { scopes: [{ scope: { of: 'agent', agentId: agent.id }, suffix: [] }], isUnclear: false }
}

/** For someone the export does not tell: switched off, and in the report. */
export function forNobodyKnown(record: SourceRecord): Scopes {
  record.coerced('a macro for someone who is not in the export: kept for the workspace, switched off')
  return { scopes: [everyone], isUnclear: true }
}
