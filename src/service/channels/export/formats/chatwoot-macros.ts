import type { MacroAction } from '#shared/domain/macro-action.ts'
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

const team = /^team:(\d+)$/

/** Text alone as a canned response, everything else as a macro, as Chatwoot's API takes them. */
export const chatwootMacros: MacroFormat = {
  name: 'chatwoot',
  write(macros, elsewhere) {
    const { lists, notCarried } = carried(macros, elsewhere, 'chatwoot', placeholderTables.chatwoot, entriesOf)
    const files = new Map([
      ['macros.json', page('payload', lists.get('macros') ?? [])],
      ['canned_responses.json', page(null, lists.get('canned') ?? [])],
    ])
    return { files, notCarried }
  },
}

function entriesOf(leaving: Leaving): Entries {
  if (isLeftOut(leaving, true)) return []
  const { macro, elsewhere } = leaving
  const { scope } = macro
  leaving.loseUnless({ hasActive: false, hasLocale: false })
  if (scope.of !== 'agent') leaving.loseScope()
  const text = leaving.text()
  if (macro.actions.length === 0 && macro.kind === 'reply' && scope.of !== 'agent')
    return [
      {
        list: 'canned',
        entry: { id: leaving.id.replace(/^canned:/, ''), account_id: 1, short_code: macro.title, content: text },
      },
    ]
  const write = macro.kind === 'note' ? 'add_private_note' : 'send_message'
  const entry = {
    id: leaving.id,
    account_id: 1,
    name: macro.title,
    visibility: scope.of === 'agent' ? 'personal' : 'global',
    created_by: scope.of === 'agent' ? { id: elsewhere.agentKey(scope.agentId) } : null,
    files: [],
    actions: [
      ...(text === '' ? [] : [{ action_name: write, action_params: [text] }]),
      ...leaving.actions((action) => actionOf(action, leaving)),
    ],
  }
  return [{ list: 'macros', entry }]
}

const step = (name: string, ...params: readonly unknown[]): TheirAction => ({
  action_name: name,
  action_params: params,
})

function actionOf(action: MacroAction, { elsewhere }: Leaving): TheirAction | null {
  switch (action.do) {
    case 'set-status': {
      const status = theirWord(caseWords.chatwoot.statuses, action.status)
      if (status === 'resolved') return step('resolve_conversation')
      return status === null ? null : step('change_status', status)
    }
    case 'set-priority':
      return step('change_priority', theirWord(caseWords.chatwoot.priorities, action.priority))
    case 'add-tags':
    case 'remove-tags':
      return step(action.do === 'add-tags' ? 'add_label' : 'remove_label', ...action.tags)
    case 'assign-me':
      return step('assign_agent', 'self')
    case 'unassign':
      return step('assign_agent', 'nil')
    case 'move-queue': {
      const id = team.exec(elsewhere.queueKey(action.queueId) ?? '')?.[1]
      return id === undefined ? null : step('assign_team', Number(id))
    }
    default:
      return null
  }
}
