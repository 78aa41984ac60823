import type { MacroAction } from '#shared/domain/macro-action.ts'
import { caseWords, theirWord } from '../../macro-words/case-words.ts'
import { placeholderTables } from '../../macro-words/placeholder-tables.ts'
import { textHtml } from '../text-html.ts'
import { type Leaving, type MacroFormat, type TheirAction, carried, isLeftOut, page } from '../macro-format.ts'

/** Macros as Gorgias's API takes them: `POST /api/macros`. */
export const gorgiasMacros: MacroFormat = {
  name: 'gorgias',
  write(macros, elsewhere) {
    const { lists, notCarried } = carried(macros, elsewhere, 'gorgias', placeholderTables.gorgias, (leaving) =>
      isLeftOut(leaving, false) ? [] : [{ list: 'macros', entry: macroOf(leaving) }],
    )
    return { files: new Map([['macros.json', page('data', lists.get('macros') ?? [])]]), notCarried }
  },
}

const step = (name: string, title: string, args: TheirAction): TheirAction => ({
  name,
  title,
  type: 'user',
  arguments: args,
})

function macroOf(leaving: Leaving): TheirAction {
  const { macro } = leaving
  leaving.loseUnless({ hasActive: false, hasLocale: true })
  leaving.loseScope()
  const text = leaving.text()
  const language = macro.locale === null ? null : (macro.locale.split('-')[0] ?? null)
  if (language !== macro.locale) leaving.lose(`the region of its language ${macro.locale ?? ''}`)
  const body = { body_text: text, body_html: textHtml(text) }
  const written =
    macro.kind === 'note'
      ? step('addInternalNote', 'Add internal note', body)
      : step('setResponseText', 'Add response text', body)
  return {
    id: leaving.id,
    external_id: null,
    name: macro.title,
    intent: null,
    language,
    usage: macro.usageCount,
    actions: [...(text === '' ? [] : [written]), ...leaving.actions((action) => actionOf(action, leaving))],
  }
}

function actionOf(action: MacroAction, { elsewhere }: Leaving): TheirAction | null {
  switch (action.do) {
    case 'set-status': {
      const status = theirWord(caseWords.gorgias.statuses, action.status)
      return status === null ? null : step('setStatus', 'Set status', { status })
    }
    case 'set-priority': {
      const priority = theirWord(caseWords.gorgias.priorities, action.priority)
      return step('setPriority', 'Set priority', { priority })
    }
    case 'add-tags':
    case 'remove-tags': {
      if (action.tags.some((tag) => tag.includes(','))) return null
      const tags = action.tags.join(', ')
      return action.do === 'add-tags'
        ? step('addTags', 'Add tags', { tags })
        : step('removeTags', 'Remove tags', { tags })
    }
    case 'unassign':
      return step('setAssignee', 'Assign an agent', { assignee_user: null })
    case 'move-queue': {
      const id = elsewhere.queueKey(action.queueId)
      if (id === null) return null
      return step('setTeamAssignee', 'Assign a team', {
        assignee_team: { id, name: elsewhere.queueName(action.queueId) },
      })
    }
    default:
      return null
  }
}
