import type { MacroAction } from '#shared/domain/macro-action.ts'
import { macroPath } from '#shared/domain/macro.ts'
import { caseWords, theirWord } from '../../macro-words/case-words.ts'
import { placeholderTables } from '../../macro-words/placeholder-tables.ts'
import {
  type Entries,
  type Leaving,
  type MacroFormat,
  type TheirAction,
  carried,
  isLeftOut,
  page,
} from '../macro-format.ts'

/** Replies as canned responses in their folders, notes and actions as scenarios, as Freshdesk's API has them. */
export const freshdeskMacros: MacroFormat = {
  name: 'freshdesk',
  write(macros, elsewhere) {
    const folders = new Map<string, number>()
    const { lists, notCarried } = carried(macros, elsewhere, 'freshdesk', placeholderTables.freshdesk, (leaving) =>
      entriesOf(leaving, folders),
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
  leaving.actions(() => null)
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
    description: null,
    private: false,
    actions: [...note, ...leaving.actions((action) => actionOf(action, leaving))],
  }
}

function actionOf(action: MacroAction, { elsewhere }: Leaving): TheirAction | null {
  switch (action.do) {
    case 'set-status': {
      const value = theirWord(caseWords.freshdesk.statuses, action.status)
      return value === null ? null : { name: 'status', value }
    }
    case 'set-priority':
      return { name: 'priority', value: theirWord(caseWords.freshdesk.priorities, action.priority) }
    case 'add-tags':
      if (action.tags.some((tag) => tag.includes(','))) return null
      return { name: 'add_tag', value: action.tags.join(', ') }
    case 'assign-me':
      return { name: 'responder_id', value: '-1' }
    case 'unassign':
      return { name: 'responder_id', value: '' }
    case 'move-queue': {
      const value = elsewhere.queueKey(action.queueId)
      return value === null ? null : { name: 'group_id', value }
    }
    default:
      return null
  }
}
