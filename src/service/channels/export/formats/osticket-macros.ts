import { placeholderTables } from '../../macro-words/placeholder-tables.ts'
import { csvText } from '../csv-text.ts'
import { type Entries, type Leaving, type MacroFormat, carried, isLeftOut } from '../macro-format.ts'

const columns = ['canned_id', 'dept_id', 'isenabled', 'title', 'response', 'lang', 'notes']

/** Canned responses as a table with the columns of osTicket's own. */
export const osticketMacros: MacroFormat = {
  name: 'osticket',
  write(macros, elsewhere) {
    const { lists, notCarried } = carried(macros, elsewhere, 'osticket', placeholderTables.osticket, entriesOf)
    return { files: new Map([['canned_responses.csv', csvText(columns, lists.get('canned') ?? [])]]), notCarried }
  },
}

function entriesOf(leaving: Leaving): Entries {
  const { macro } = leaving
  if (isLeftOut(leaving, false)) return []
  // As a canned response it would go to the customer.
  if (macro.kind === 'note') {
    leaving.lose('the whole macro: it writes a note, and there are only replies there')
    return []
  }
  leaving.actions({})
  const department = macro.scope.of === 'workspace' ? null : leaving.queueKey()
  const entry = {
    canned_id: leaving.id,
    dept_id: department ?? '0',
    isenabled: macro.active ? 1 : 0,
    title: macro.title,
    response: leaving.html(),
    lang: macro.locale?.replaceAll('-', '_') ?? '',
    notes: '',
  }
  return [{ list: 'canned', entry }]
}
