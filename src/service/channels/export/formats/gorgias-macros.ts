import { caseWords, theirWord } from '../../macro-words/case-words.ts'
import { textHtml } from '../text-html.ts'
import { type Leaving, type Steps, type TheirAction, known, oneList } from '../macro-format.ts'

/** Macros as Gorgias's API takes them: `POST /api/macros`. */
export const gorgiasMacros = oneList('gorgias', { file: 'macros.json', under: 'data', canBePersonal: false }, macroOf)

const step = (name: string, title: string, args: TheirAction): TheirAction => ({
  name,
  title,
  type: 'user',
  arguments: args,
})

const bodyOf = (text: string): TheirAction => ({ body_text: text, body_html: textHtml(text) })

function macroOf(leaving: Leaving): TheirAction {
  const { macro } = leaving
  leaving.loseUnless({ hasActive: false, hasLocale: true })
  leaving.loseScope()
  const text = leaving.text()
  const language = macro.locale === null ? null : (macro.locale.split('-')[0] ?? null)
  if (language !== macro.locale) leaving.lose(`the region of its language ${macro.locale ?? ''}`)
  const body = bodyOf(text)
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
    actions: [...(text === '' ? [] : [written]), ...leaving.actions(steps)],
  }
}

const tagStep = (name: string, title: string, tags: readonly string[]): TheirAction | null =>
  tags.some((tag) => tag.includes(',')) ? null : step(name, title, { tags: tags.join(', ') })

const steps: Steps = {
  'set-status': ({ status }) =>
    known(theirWord(caseWords.gorgias.statuses, status), (word) => step('setStatus', 'Set status', { status: word })),
  'set-priority': ({ priority }) =>
    step('setPriority', 'Set priority', { priority: theirWord(caseWords.gorgias.priorities, priority) }),
  'add-tags': ({ tags }) => tagStep('addTags', 'Add tags', tags),
  'remove-tags': ({ tags }) => tagStep('removeTags', 'Remove tags', tags),
  unassign: () => step('setAssignee', 'Assign an agent', { assignee_user: null }),
  assign: ({ agentId }, { elsewhere }) =>
    known(elsewhere.agentKey(agentId), (id) =>
      step('setAssignee', 'Assign an agent', { assignee_user: { id: Number(id) } }),
    ),
  'set-subject': ({ subject }, leaving) => step('setSubject', 'Set subject', { subject: leaving.text(subject) }),
  // Fields are known by numbers there.
  'set-field': (action, leaving) =>
    /^\d+$/.test(action.key)
      ? step('setCustomFieldValue', 'Set ticket field', {
          custom_field_id: Number(action.key),
          value: leaving.value(action),
        })
      : null,
  snooze: ({ hours }) => known(hours, (some) => step('snoozeTicket', 'Snooze for', { snooze_timedelta: `${some}h` })),
  'add-note': ({ text }, leaving) => step('addInternalNote', 'Add internal note', bodyOf(leaving.text(text))),
  'move-queue': ({ queueId }, { elsewhere }) =>
    known(elsewhere.queueKey(queueId), (id) =>
      step('setTeamAssignee', 'Assign a team', { assignee_team: { id, name: elsewhere.queueName(queueId) } }),
    ),
}
