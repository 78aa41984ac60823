import { caseWords, theirWord } from '../../macro-words/case-words.ts'
import { type Leaving, type Steps, type TheirAction, known, oneList } from '../macro-format.ts'

/** Macros as Libredesk's API takes them: `POST /api/v1/macros`. */
export const libredeskMacros = oneList(
  'libredesk',
  { file: 'macros.json', under: 'data', canBePersonal: true },
  macroOf,
)

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
    actions: [...note, ...leaving.actions(steps)],
  }
}

// Names are written where Libredesk keeps ids of its own: it shows them, and an import reads them.
const named = (type: string, name: string | null): TheirAction | null =>
  name === null ? null : { type, value: [name], display_value: [name] }

const plain = (type: string, value: readonly string[]): TheirAction => ({ type, value })

const steps: Steps = {
  'set-status': ({ status }) => named('set_status', theirWord(caseWords.libredesk.statuses, status)),
  'set-priority': ({ priority }) => named('set_priority', theirWord(caseWords.libredesk.priorities, priority)),
  'add-tags': ({ tags }) => plain('add_tags', tags),
  'remove-tags': ({ tags }) => plain('remove_tags', tags),
  'set-tags': ({ tags }) => plain('set_tags', tags),
  assign: ({ agentId }, { elsewhere }) => known(elsewhere.agentKey(agentId), (key) => plain('assign_user', [key])),
  snooze: ({ hours }) => known(hours, (some) => plain('snooze', [`${some}h`])),
  'add-note': ({ text }, leaving) => plain('send_private_note', [leaving.html(text)]),
  'move-queue': ({ queueId }, { elsewhere }) =>
    known(elsewhere.queueKey(queueId), (key) => plain('assign_team', [key])),
}
