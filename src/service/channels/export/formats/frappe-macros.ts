import { caseWords, theirWord } from '../../macro-words/case-words.ts'
import { type Leaving, type Steps, type TheirAction, known, oneList } from '../macro-format.ts'

/** Saved replies as Frappe Helpdesk keeps them: `HD Saved Reply`. */
export const frappeMacros = oneList(
  'frappe',
  { file: 'saved_replies.json', under: 'data', canBePersonal: false },
  replyOf,
)

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
    actions: JSON.stringify([...note, ...leaving.actions(steps)]),
  }
}

// Statuses and priorities there are documents with these names.
const asName = (word: string | null): string | null =>
  word === null ? null : `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`

const step = (name: string, value: string | null): TheirAction | null =>
  known(value, (theirs) => ({ action_type: name, value: theirs }))

// Each tag is an action of its own there.
const tagSteps = (name: string, tags: readonly string[]): TheirAction[] | null =>
  tags.some((tag) => tag.includes(',')) ? null : tags.map((value) => ({ action_type: name, value }))

const steps: Steps = {
  'set-status': ({ status }) => step('Set Status', asName(theirWord(caseWords.frappe.statuses, status))),
  'set-priority': ({ priority }) => step('Set Priority', asName(theirWord(caseWords.frappe.priorities, priority))),
  'add-tags': ({ tags }) => tagSteps('Add Tag', tags),
  'remove-tags': ({ tags }) => tagSteps('Remove Tag', tags),
  'assign-me': () => step('Assign to Me', ''),
  assign: ({ agentId }, { elsewhere }) => step('Assign Agent', elsewhere.agentKey(agentId)),
  'set-field': ({ key, value }, leaving) =>
    key === 'ticket_type' && typeof value === 'string' ? step('Set Ticket Type', leaving.text(value)) : null,
  'add-note': ({ text }, leaving) => step('Add Comment', leaving.html(text)),
  'move-queue': ({ queueId }, { elsewhere }) => step('Set Team', elsewhere.queueKey(queueId)),
}
