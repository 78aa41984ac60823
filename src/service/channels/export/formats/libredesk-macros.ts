import type { MacroAction } from '#shared/domain/macro-action.ts'
import { caseWords, theirWord } from '../../macro-words/case-words.ts'
import { placeholderTables } from '../../macro-words/placeholder-tables.ts'
import { type Leaving, type MacroFormat, type TheirAction, carried, isLeftOut, page } from '../macro-format.ts'

/** Macros as Libredesk's API takes them: `POST /api/v1/macros`. */
export const libredeskMacros: MacroFormat = {
  name: 'libredesk',
  write(macros, elsewhere) {
    const { lists, notCarried } = carried(macros, elsewhere, 'libredesk', placeholderTables.libredesk, (leaving) =>
      isLeftOut(leaving, true) ? [] : [{ list: 'macros', entry: macroOf(leaving) }],
    )
    return { files: new Map([['macros.json', page('data', lists.get('macros') ?? [])]]), notCarried }
  },
}

function macroOf(leaving: Leaving): TheirAction {
  const { macro, elsewhere } = leaving
  const { scope } = macro
  leaving.loseUnless({ hasActive: false, hasLocale: false })
  const team = scope.of === 'workspace' || scope.of === 'agent' ? null : leaving.queueKey()
  const html = macro.template === '' ? '' : leaving.html()
  const note = macro.kind === 'note' && html !== '' ? [{ type: 'send_private_note', value: [html] }] : []
  return {
    id: leaving.id,
    name: macro.title,
    message_content: macro.kind === 'reply' ? html : '',
    visibility: scope.of === 'agent' ? 'user' : team === null ? 'all' : 'team',
    visible_when: ['replying', 'starting_conversation', 'adding_private_note'],
    user_id: scope.of === 'agent' ? elsewhere.agentKey(scope.agentId) : null,
    team_id: team,
    usage_count: macro.usageCount,
    actions: [...note, ...leaving.actions((action) => actionOf(action, leaving))],
  }
}

// Names are written where Libredesk keeps ids of its own: it shows them, and an import reads them.
const named = (type: string, name: string | null): TheirAction | null =>
  name === null ? null : { type, value: [name], display_value: [name] }

function actionOf(action: MacroAction, { elsewhere }: Leaving): TheirAction | null {
  switch (action.do) {
    case 'set-status':
      return named('set_status', theirWord(caseWords.libredesk.statuses, action.status))
    case 'set-priority':
      return named('set_priority', theirWord(caseWords.libredesk.priorities, action.priority))
    case 'add-tags':
    case 'remove-tags':
      return { type: action.do === 'add-tags' ? 'add_tags' : 'remove_tags', value: action.tags }
    case 'move-queue': {
      const key = elsewhere.queueKey(action.queueId)
      return key === null ? null : { type: 'assign_team', value: [key] }
    }
    default:
      return null
  }
}
