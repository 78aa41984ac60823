import type { MacroAction } from '#shared/domain/macro-action.ts'
import { placeholderTables } from '../../macro-words/placeholder-tables.ts'
import { csvText } from '../csv-text.ts'
import {
  type Entries,
  type Leaving,
  type MacroFormat,
  type TheirAction,
  carried,
  isLeftOut,
  page,
} from '../macro-format.ts'

// The ids of a new installation. What is closed here for good has no counterpart.
const states: { readonly [status: string]: string } = { new: '1', open: '2', pending: '3', solved: '4' }
const priorities: { readonly [priority: string]: string } = { low: '1', normal: '2', high: '3' }

/** Replies as text modules, in the table that Zammad imports; notes and actions as macros, as its API has them. */
export const zammadMacros: MacroFormat = {
  name: 'zammad',
  write(macros, elsewhere) {
    const { lists, notCarried } = carried(macros, elsewhere, 'zammad', placeholderTables.zammad, entriesOf)
    const columns = ['id', 'name', 'keywords', 'content', 'note', 'active', 'locale', 'groups']
    const files = new Map([
      ['text_modules.csv', csvText(columns, lists.get('modules') ?? [])],
      ['macros.json', page(null, lists.get('macros') ?? [])],
    ])
    return { files, notCarried }
  },
}

function entriesOf(leaving: Leaving): Entries {
  if (isLeftOut(leaving, false)) return []
  const { macro } = leaving
  const isMacro = macro.kind === 'note' || (macro.template === '' && macro.actions.length > 0)
  return [isMacro ? { list: 'macros', entry: macroOf(leaving) } : { list: 'modules', entry: moduleOf(leaving) }]
}

function moduleOf(leaving: Leaving): TheirAction {
  const { macro, elsewhere } = leaving
  // Text modules there are text alone.
  leaving.actions(() => null)
  const key = macro.scope.of === 'workspace' ? null : leaving.queueKey()
  const queue = key === null || macro.scope.of !== 'queue' ? null : elsewhere.queueName(macro.scope.queueId)
  return {
    id: leaving.id.replace(/^text-module:/, ''),
    name: macro.title,
    content: leaving.html(),
    active: macro.active,
    locale: macro.locale,
    groups: queue,
  }
}

function macroOf(leaving: Leaving): TheirAction {
  const { macro } = leaving
  leaving.loseUnless({ hasActive: true, hasLocale: false })
  if (macro.kind === 'reply') leaving.lose('that it writes a reply: it writes nothing there')
  const key = macro.scope.of === 'workspace' ? null : leaving.queueKey()
  const perform: { [name: string]: unknown } = {}
  if (macro.template !== '') perform['article.note'] = { subject: macro.title, body: leaving.html(), internal: 'true' }
  leaving.actions((action) => {
    const step = stepOf(action, leaving)
    // Each field of a ticket stands there once.
    if (step === null || step.name in perform) return null
    perform[step.name] = step.value
    return step
  })
  return {
    id: leaving.id,
    name: macro.title,
    perform,
    ux_flow_next_up: 'none',
    note: '',
    active: macro.active,
    group_ids: key === null ? [] : [key],
  }
}

function stepOf(action: MacroAction, { elsewhere }: Leaving): { name: string; value: unknown } | null {
  switch (action.do) {
    case 'set-status': {
      const value = states[action.status]
      return value === undefined ? null : { name: 'ticket.state_id', value: { value } }
    }
    case 'set-priority': {
      const value = priorities[action.priority]
      return value === undefined ? null : { name: 'ticket.priority_id', value: { value } }
    }
    case 'add-tags':
    case 'remove-tags': {
      if (action.tags.some((tag) => tag.includes(','))) return null
      const operator = action.do === 'add-tags' ? 'add' : 'remove'
      return { name: 'ticket.tags', value: { operator, value: action.tags.join(', ') } }
    }
    case 'assign-me':
      return { name: 'ticket.owner_id', value: { pre_condition: 'current_user.id', value: '' } }
    case 'unassign':
      return { name: 'ticket.owner_id', value: { pre_condition: 'not_set', value: '' } }
    case 'move-queue': {
      const value = elsewhere.queueKey(action.queueId)
      return value === null ? null : { name: 'ticket.group_id', value: { value } }
    }
    default:
      return null
  }
}
