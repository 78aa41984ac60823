import type { MacroAction } from '#shared/domain/macro-action.ts'
import { caseWords, theirWord } from '../../macro-words/case-words.ts'
import { placeholderTables } from '../../macro-words/placeholder-tables.ts'
import { type Leaving, type MacroFormat, type TheirAction, carried, isLeftOut, page } from '../macro-format.ts'

/** Macros as Zendesk's API takes them: `POST /api/v2/macros`. */
export const zendeskMacros: MacroFormat = {
  name: 'zendesk',
  write(macros, elsewhere) {
    const { lists, notCarried } = carried(macros, elsewhere, 'zendesk', placeholderTables.zendesk, (leaving) =>
      isLeftOut(leaving, true) ? [] : [{ list: 'macros', entry: macroOf(leaving) }],
    )
    return { files: new Map([['macros.json', page('macros', lists.get('macros') ?? [])]]), notCarried }
  },
}

function macroOf(leaving: Leaving): TheirAction {
  const { macro } = leaving
  leaving.loseUnless({ hasActive: true, hasLocale: false })
  const text = leaving.text()
  const comment = [
    ...(text === '' ? [] : [{ field: 'comment_value', value: text }]),
    ...(macro.kind === 'note' ? [{ field: 'comment_mode_is_public', value: 'false' }] : []),
  ]
  return {
    id: leaving.id,
    title: macro.title,
    active: macro.active,
    description: null,
    restriction: restrictionOf(leaving),
    actions: [...comment, ...leaving.actions((action) => actionOf(action, leaving))],
  }
}

function restrictionOf(leaving: Leaving): TheirAction | null {
  const { scope } = leaving.macro
  if (scope.of === 'agent') return { type: 'User', id: leaving.elsewhere.agentKey(scope.agentId) }
  const key = scope.of === 'workspace' ? null : leaving.queueKey()
  return key === null ? null : { type: 'Group', id: key, ids: [key] }
}

const tagFields = { 'add-tags': 'current_tags', 'remove-tags': 'remove_tags', 'set-tags': 'set_tags' } as const

function actionOf(action: MacroAction, { elsewhere }: Leaving): TheirAction | null {
  switch (action.do) {
    case 'set-status':
      // Macros there take neither.
      if (action.status === 'new' || action.status === 'closed') return null
      return { field: 'status', value: theirWord(caseWords.zendesk.statuses, action.status) }
    case 'set-priority':
      return { field: 'priority', value: action.priority }
    case 'add-tags':
    case 'remove-tags':
    case 'set-tags':
      // Spaces stand between tags there, so a tag with one would become two.
      if (action.tags.some((tag) => /\s/.test(tag))) return null
      return { field: tagFields[action.do], value: action.tags.join(' ') }
    case 'set-subject':
      return { field: 'subject', value: action.subject }
    case 'assign-me':
      return { field: 'assignee_id', value: 'current_user' }
    case 'unassign':
      return { field: 'assignee_id', value: '' }
    case 'move-queue': {
      const key = elsewhere.queueKey(action.queueId)
      return key === null ? null : { field: 'group_id', value: key }
    }
    default:
      return null
  }
}
