import { placeholderTables } from '../../macro-words/placeholder-tables.ts'
import { zammadColumns } from '../../macro-words/zammad-columns.ts'
import { csvText } from '../csv-text.ts'
import {
  type Entries,
  type Leaving,
  type MacroFormat,
  type Steps,
  type TheirAction,
  carried,
  isLeftOut,
  known,
  page,
  stepFor,
} from '../macro-format.ts'

// The ids of a new installation. What is closed here for good has no counterpart.
const states: { readonly [status: string]: string } = { new: '1', open: '2', pending: '3', solved: '4' }
const priorities: { readonly [priority: string]: string } = { low: '1', normal: '2', high: '3' }

/** Replies as text modules, in the table that Zammad imports; notes and actions as macros, as its API has them. */
export const zammadMacros: MacroFormat = {
  name: 'zammad',
  write(macros, elsewhere) {
    const { lists, notCarried } = carried(macros, elsewhere, 'zammad', placeholderTables.zammad, entriesOf, [
      'nextCase',
    ])
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
  if (macro.nextCase !== undefined && macro.nextCase !== 'stay') leaving.lose('nextCase')
  leaving.actions({})
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
  if (macro.template !== '') perform['article.note'] = noteOf(leaving, macro.template)
  leaving.each((action) => {
    const step = stepFor(steps, action, leaving)
    // Each field of a ticket stands there once.
    if (step === null || !('name' in step) || step.name in perform) return null
    perform[step.name] = step.value
    return step
  })
  return {
    id: leaving.id,
    name: macro.title,
    perform,
    ux_flow_next_up: flows[macro.nextCase ?? 'stay'],
    note: '',
    active: macro.active,
    group_ids: key === null ? [] : [key],
  }
}

const noteOf = (leaving: Leaving, template: string): TheirAction => ({
  subject: leaving.macro.title,
  body: leaving.html(template),
  internal: 'true',
})

const flows = { stay: 'none', 'close-tab': 'next_task', next: 'next_from_overview' } as const

/** One field of a ticket, and what becomes of it. */
type FieldStep = { readonly name: string; readonly value: unknown }

const field = (name: string, value: unknown): FieldStep => ({ name: `ticket.${name}`, value })

const tags = (operator: 'add' | 'remove', names: readonly string[]): FieldStep | null =>
  names.some((tag) => tag.includes(',')) ? null : field('tags', { operator, value: names.join(', ') })

const steps: Steps<FieldStep> = {
  'set-status': ({ status }) => known(states[status], (value) => field('state_id', { value })),
  'set-priority': ({ priority }) => known(priorities[priority], (value) => field('priority_id', { value })),
  'add-tags': (action) => tags('add', action.tags),
  'remove-tags': (action) => tags('remove', action.tags),
  'assign-me': () => field('owner_id', { pre_condition: 'current_user.id', value: '' }),
  unassign: () => field('owner_id', { pre_condition: 'not_set', value: '' }),
  assign: ({ agentId }, { elsewhere }) =>
    known(elsewhere.agentKey(agentId), (value) => field('owner_id', { pre_condition: 'specific', value })),
  'move-queue': ({ queueId }, { elsewhere }) =>
    known(elsewhere.queueKey(queueId), (value) => field('group_id', { value })),
  'set-subject': ({ subject }, leaving) => field('title', { value: leaving.text(subject) }),
  snooze: ({ hours }) =>
    known(hours, (some) => field('pending_time', { operator: 'relative', value: String(some), range: 'hour' })),
  'add-note': ({ text }, leaving) =>
    leaving.macro.template === '' ? { name: 'article.note', value: noteOf(leaving, text) } : null,
  // Names there are those of columns.
  'set-field': (action, leaving) =>
    /^[a-z][a-z0-9_]*$/.test(action.key) && !zammadColumns.has(action.key)
      ? field(action.key, { value: leaving.value(action) ?? '' })
      : null,
}
