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
    actions: [...(text === '' ? [] : [{ action_name: write, action_params: [text] }]), ...leaving.actions(steps)],
  }
  return [{ list: 'macros', entry }]
}

const step = (name: string, ...params: readonly unknown[]): TheirAction => ({
  action_name: name,
  action_params: params,
})

const steps: Steps = {
  'set-status': ({ status }) => {
    const word = theirWord(caseWords.chatwoot.statuses, status)
    return word === 'resolved' ? step('resolve_conversation') : known(word, (theirs) => step('change_status', theirs))
  },
  'set-priority': ({ priority }) => step('change_priority', theirWord(caseWords.chatwoot.priorities, priority)),
  'add-tags': ({ tags }) => step('add_label', ...tags),
  'remove-tags': ({ tags }) => step('remove_label', ...tags),
  'assign-me': () => step('assign_agent', 'self'),
  unassign: () => step('assign_agent', 'nil'),
  assign: ({ agentId }, { elsewhere }) =>
    known(elsewhere.agentKey(agentId), (key) => step('assign_agent', Number(key))),
  // Macros there know no time.
  snooze: ({ hours }) => (hours === null ? step('snooze_conversation') : null),
  'add-note': ({ text }, leaving) => step('add_private_note', leaving.text(text)),
  'move-queue': ({ queueId }, { elsewhere }) =>
    known(team.exec(elsewhere.queueKey(queueId) ?? '')?.[1], (id) => step('assign_team', Number(id))),
}
