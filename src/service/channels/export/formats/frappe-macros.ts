import type { MacroAction } from '#shared/domain/macro-action.ts'
import { caseWords, theirWord } from '../../macro-words/case-words.ts'
import { placeholderTables } from '../../macro-words/placeholder-tables.ts'
import { type Leaving, type MacroFormat, type TheirAction, carried, isLeftOut, page } from '../macro-format.ts'

/** Saved replies as Frappe Helpdesk keeps them: `HD Saved Reply`. */
export const frappeMacros: MacroFormat = {
  name: 'frappe',
  write(macros, elsewhere) {
    const { lists, notCarried } = carried(macros, elsewhere, 'frappe', placeholderTables.frappe, (leaving) =>
      isLeftOut(leaving, false) ? [] : [{ list: 'replies', entry: replyOf(leaving) }],
    )
    return { files: new Map([['saved_replies.json', page('data', lists.get('replies') ?? [])]]), notCarried }
  },
}

function replyOf(leaving: Leaving): TheirAction {
  const { macro } = leaving
  leaving.loseUnless({ hasActive: false, hasLocale: false })
  const team = macro.scope.of === 'workspace' ? null : leaving.queueKey()
  const html = macro.template === '' ? '' : leaving.html()
  const note = macro.kind === 'note' && html !== '' ? [{ action_type: 'Add Comment', value: html }] : []
  return {
    doctype: 'HD Saved Reply',
    name: leaving.id,
    title: macro.title,
    message: macro.kind === 'reply' ? html : '',
    scope: team === null ? 'Global' : 'Team',
    teams: team === null ? [] : [{ team }],
    // Kept there as a text.
    actions: JSON.stringify([...note, ...leaving.actions((action) => actionOf(action, leaving))]),
  }
}

// Statuses and priorities there are documents with these names.
const asName = (word: string | null): string | null =>
  word === null ? null : `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`

function actionOf(action: MacroAction, { elsewhere }: Leaving): TheirAction | readonly TheirAction[] | null {
  const step = (name: string, value: string | null): TheirAction | null =>
    value === null ? null : { action_type: name, value }
  switch (action.do) {
    case 'set-status':
      return step('Set Status', asName(theirWord(caseWords.frappe.statuses, action.status)))
    case 'set-priority':
      return step('Set Priority', asName(theirWord(caseWords.frappe.priorities, action.priority)))
    case 'add-tags':
    case 'remove-tags':
      if (action.tags.some((tag) => tag.includes(','))) return null
      return action.tags.map((value) => ({ action_type: action.do === 'add-tags' ? 'Add Tag' : 'Remove Tag', value }))
    case 'assign-me':
      return { action_type: 'Assign to Me', value: '' }
    case 'move-queue':
      return step('Set Team', elsewhere.queueKey(action.queueId))
    default:
      return null
  }
}
