import type { MacroAction } from '#shared/domain/macro.ts'
import { caseWords } from '../../macro-words/case-words.ts'
import { placeholderTables } from '../../macro-words/placeholder-tables.ts'
import type { DeskBook } from '../desk/desk-book.ts'
import { type WrittenText, forEveryone, macroItem, tagsOf, unmappedAction } from '../desk/desk-macros.ts'
import { queueItem } from '../desk/desk-queues.ts'
import { DeskReading } from '../desk/desk-reading.ts'
import { longestText } from '../message-body.ts'
import type { SourceRecord } from '../source-record.ts'
import type { ImportFormat, ImportItem } from './format.ts'

const { statuses, priorities } = caseWords.gorgias

/** Gorgias's macros, as `GET /api/macros` gives them, and the teams that they name. */
export const gorgias: ImportFormat = {
  name: 'gorgias',
  nouns: new Set(['teams', 'macros']),
  signs: [['macros', 'intent']],
  notRead: new Map([['tickets', 'only macros are read from Gorgias']]),
  async *read(folder, report) {
    const reading = new DeskReading('gorgias', folder, report)
    const { book } = reading
    yield* reading.items('teams', 'a team', (record, key) => {
      record.ignore('uri', 'created_datetime', 'decoration', 'members', 'description')
      return queueItem(record, book, { key, name: record.text('name', 120), kind: 'Team' })
    })
    yield* reading.items('macros', 'a macro', (record, id) => gorgiasMacroItem(record, book, id))
  },
}

function gorgiasMacroItem(record: SourceRecord, book: DeskBook, externalId: string): ImportItem {
  const replies: WrittenText[] = []
  const notes: WrittenText[] = []
  const actions: MacroAction[] = []
  for (const action of record.records('actions')) {
    const name = action.text('name', 60) ?? ''
    const args = action.record('arguments')
    if (name === 'setResponseText' || name === 'addInternalNote') {
      const written = textIn(args)
      if (written !== null) (name === 'setResponseText' ? replies : notes).push(written)
      continue
    }
    const mapped = mappedAction(name, args, book) ?? unmappedAction(action, name, action.raw('arguments'))
    if (mapped !== null) actions.push(mapped)
  }
  if (replies.length > 0 && notes.length > 0) record.unmapped("macro action addInternalNote beside a macro's reply")
  const isNote = replies.length === 0 && notes.length > 0
  record.ignore('uri', 'created_datetime', 'updated_datetime', 'external_id', 'archived_datetime')
  const facts = {
    externalId,
    title: record.text('name', 300),
    texts: isNote ? notes : replies,
    isNote,
    actions,
    locale: record.locale('language'),
    isActive: typeof record.raw('archived_datetime') !== 'string',
    usageCount: Math.max(0, Math.trunc(record.number('usage') ?? 0)),
    scopes: forEveryone,
  }
  return macroItem(record, book, facts, placeholderTables.gorgias)
}

/** The text as it was written, which is what is sent; its HTML where there is no other. */
function textIn(args: SourceRecord | null): WrittenText | null {
  const text = args?.text('body_text', longestText) ?? null
  const html = args?.text('body_html', longestText) ?? null
  if (text !== null && text.trim() !== '') return { text, isHtml: false }
  return html === null ? null : { text: html, isHtml: true }
}

function mappedAction(name: string, args: SourceRecord | null, book: DeskBook): MacroAction | null {
  switch (name) {
    case 'addTags':
      return { do: 'add-tags', tags: tagsOf(args?.raw('tags')) }
    case 'removeTags':
      return { do: 'remove-tags', tags: tagsOf(args?.raw('tags')) }
    case 'setStatus': {
      const status = statuses.get(args?.text('status', 40)?.toLowerCase() ?? '')
      return status === undefined ? null : { do: 'set-status', status }
    }
    case 'setPriority': {
      const priority = priorities.get(args?.text('priority', 40)?.toLowerCase() ?? '')
      return priority === undefined ? null : { do: 'set-priority', priority }
    }
    case 'setTeamAssignee': {
      const queue = book.queue(args?.record('assignee_team')?.id('id') ?? null)
      return queue === null ? null : { do: 'move-queue', queueId: queue.id }
    }
    case 'setAssignee':
      // One person by name has no counterpart; nobody has.
      return args !== null && 'assignee_user' in args.value && args.raw('assignee_user') === null
        ? { do: 'unassign' }
        : null
    default:
      return null
  }
}
