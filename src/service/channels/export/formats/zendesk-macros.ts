import { caseWords, theirWord } from '../../macro-words/case-words.ts'
import { type Leaving, type Steps, type TheirAction, known, oneList } from '../macro-format.ts'

/** Macros as Zendesk's API takes them: `POST /api/v2/macros`. */
export const zendeskMacros = oneList(
  'zendesk',
  { file: 'macros.json', under: 'macros', canBePersonal: true, held: ['description'] },
  macroOf,
)

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
    description: macro.description ?? null,
    restriction: restrictionOf(leaving),
    actions: [...comment, ...leaving.actions(steps)],
  }
}

function restrictionOf(leaving: Leaving): TheirAction | null {
  const { scope } = leaving.macro
  if (scope.of === 'agent') return { type: 'User', id: leaving.elsewhere.agentKey(scope.agentId) }
  const key = scope.of === 'workspace' ? null : leaving.queueKey()
  return key === null ? null : { type: 'Group', id: key, ids: [key] }
}

/** What Zendesk has a name of its own for, and an import keeps under it. */
const ownFields: ReadonlySet<string> = new Set(['type', 'brand_id', 'custom_status_id', 'ticket_form_id', 'locale_id'])

const tagFields = { 'add-tags': 'current_tags', 'remove-tags': 'remove_tags', 'set-tags': 'set_tags' } as const

const tags = (action: { do: keyof typeof tagFields; tags: readonly string[] }): TheirAction | null =>
  // Spaces stand between tags there, so a tag with one would become two.
  action.tags.some((tag) => /\s/.test(tag)) ? null : { field: tagFields[action.do], value: action.tags.join(' ') }

const steps: Steps = {
  // Macros there take neither of the two.
  'set-status': ({ status }) =>
    status === 'new' || status === 'closed'
      ? null
      : { field: 'status', value: theirWord(caseWords.zendesk.statuses, status) },
  'set-priority': ({ priority }) => ({ field: 'priority', value: priority }),
  'add-tags': tags,
  'remove-tags': tags,
  'set-tags': tags,
  'set-subject': ({ subject }, leaving) => ({ field: 'subject', value: leaving.text(subject) }),
  'assign-me': () => ({ field: 'assignee_id', value: 'current_user' }),
  unassign: () => ({ field: 'assignee_id', value: '' }),
  assign: ({ agentId }, { elsewhere }) =>
    known(elsewhere.agentKey(agentId), (value) => ({ field: 'assignee_id', value })),
  follow: ({ agentId }, { elsewhere }) =>
    known(agentId === 'me' ? 'current_user' : elsewhere.agentKey(agentId), (value) => ({ field: 'follower', value })),
  'move-queue': ({ queueId }, { elsewhere }) =>
    known(elsewhere.queueKey(queueId), (value) => ({ field: 'group_id', value })),
  // A macro there writes one comment.
  'add-note': ({ text }, leaving) =>
    leaving.macro.template === ''
      ? [
          { field: 'comment_value', value: leaving.text(text) },
          { field: 'comment_mode_is_public', value: 'false' },
        ]
      : null,
  'set-field': (action, leaving) => {
    const field = /^\d+$/.test(action.key) ? `custom_fields_${action.key}` : action.key
    return field !== action.key || ownFields.has(field) ? { field, value: leaving.value(action) ?? '' } : null
  },
}
