import { macroPath } from '#shared/domain/macro.ts'
import { caseWords, theirWord } from '../../macro-words/case-words.ts'
import { placeholderTables } from '../../macro-words/placeholder-tables.ts'
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
} from '../macro-format.ts'

/** Replies as canned responses in their folders, notes and actions as scenarios, as Freshdesk's API has them. */
export const freshdeskMacros: MacroFormat = {
  name: 'freshdesk',
  write(macros, elsewhere) {
    const folders = new Map<string, number>()
    const { lists, notCarried } = carried(
      macros,
      elsewhere,
      'freshdesk',
      placeholderTables.freshdesk,
      (leaving) => entriesOf(leaving, folders),
      ['description'],
    )
    const files = new Map([
      [
        'canned_response_folders.json',
        page(
          null,
          [...folders].map(([name, id]) => ({ id, name })),
        ),
      ],
      ['canned_responses.json', page(null, lists.get('canned') ?? [])],
      ['scenario_automations.json', page(null, lists.get('scenarios') ?? [])],
    ])
    return { files, notCarried }
  },
}

function entriesOf(leaving: Leaving, folders: Map<string, number>): Entries {
  if (isLeftOut(leaving, false)) return []
  const { macro } = leaving
  leaving.loseUnless({ hasActive: false, hasLocale: false })
  const isScenario = macro.kind === 'note' || (macro.template === '' && macro.actions.length > 0)
  return isScenario
    ? [{ list: 'scenarios', entry: scenarioOf(leaving) }]
    : [{ list: 'canned', entry: cannedOf(leaving, folders) }]
}

function cannedOf(leaving: Leaving, folders: Map<string, number>): TheirAction {
  const { macro } = leaving
  // Canned responses there are text alone.
  if (macro.description !== undefined && macro.description !== '') leaving.lose('description')
  leaving.actions({})
  const path = macroPath(macro.title)
  const folder = path.folders.join('::')
  if (folder !== '' && !folders.has(folder)) folders.set(folder, folders.size + 1)
  const key = macro.scope.of === 'workspace' ? null : leaving.queueKey()
  return {
    id: leaving.id.replace(/^canned:/, ''),
    title: path.name,
    folder_id: folders.get(folder) ?? null,
    content_html: leaving.html(),
    visibility: key === null ? 0 : 2,
    ...(key === null ? {} : { group_ids: [key] }),
  }
}

function scenarioOf(leaving: Leaving): TheirAction {
  const { macro } = leaving
  leaving.loseScope()
  if (macro.kind === 'reply') leaving.lose('that it writes a reply: it writes nothing there')
  const note = macro.template === '' ? [] : [{ name: 'add_comment', value: leaving.html() }]
  return {
    id: leaving.id.replace(/^scenario:/, ''),
    name: macro.title,
    description: macro.description ?? null,
    private: false,
    actions: [...note, ...leaving.actions(steps)],
  }
}

const steps: Steps = {
  'set-status': ({ status }) =>
    known(theirWord(caseWords.freshdesk.statuses, status), (value) => ({ name: 'status', value })),
  'set-priority': ({ priority }) => ({
    name: 'priority',
    value: theirWord(caseWords.freshdesk.priorities, priority),
  }),
  'add-tags': ({ tags }) =>
    tags.some((tag) => tag.includes(',')) ? null : { name: 'add_tag', value: tags.join(', ') },
  'assign-me': () => ({ name: 'responder_id', value: '-1' }),
  unassign: () => ({ name: 'responder_id', value: '' }),
  assign: ({ agentId }, { elsewhere }) =>
    known(elsewhere.agentKey(agentId), (value) => ({ name: 'responder_id', value })),
  'move-queue': ({ queueId }, { elsewhere }) =>
    known(elsewhere.queueKey(queueId), (value) => ({ name: 'group_id', value })),
  'add-note': ({ text }, leaving) => ({ name: 'add_comment', value: leaving.html(text) }),
  'set-field': (action, leaving) => {
    const name = action.key === 'type' ? 'ticket_type' : action.key.startsWith('cf_') ? action.key : null
    return known(name, (theirs) => ({ name: theirs, value: leaving.value(action) }))
  },
}
