import type { Agent } from '../domain/agent.ts'
import { agentIdOf } from '../domain/actor.ts'
import type { CaseForm } from '../domain/case-form.ts'
import type { Case } from '../domain/case.ts'
import type { ContactDriver } from '../domain/contact-driver.ts'
import { type MacroAction, knownActions, templateOfAction } from '../domain/macro-action.ts'
import type { MacroContent } from '../domain/macro.ts'
import { type Queue, isForMarket } from '../domain/queue.ts'
import { unresolvedIn } from '../macro-placeholders.ts'
import type { Refusal } from '../refusals.ts'
import { assigneeRefusal, givenTo } from './case-mutations.ts'
import { type Context, refuse } from './define-mutation.ts'

const hour = 3_600_000

// A cut through a surrogate pair would leave half a character.
const whole = (text: string): string => text.replace(/[\uD800-\uDBFF]$/, '')

const withTags = (row: Case, tags: readonly string[]): Case => ({ ...row, tags: [...new Set(tags)] })

function withField(row: Case, key: string, value: string | number | boolean | null): Case {
  const { [key]: _gone, ...others } = row.fields
  return { ...row, fields: value === null ? others : { ...others, [key]: value } }
}

function withFollower(row: Case, agentId: string | null): Case {
  const followers = row.followerIds ?? []
  return agentId === null || followers.includes(agentId) ? row : { ...row, followerIds: [...followers, agentId] }
}

function snoozed(row: Case, hours: number | null, context: Context): Case {
  const byAgentId = agentIdOf(context.actor)
  if (byAgentId === null) return row
  const until = hours === null ? null : new Date(Date.parse(context.at) + hours * hour).toISOString()
  return { ...row, snooze: { until, byAgentId, at: context.at } }
}

function afterAction(row: Case, action: MacroAction, context: Context): Case {
  const me = agentIdOf(context.actor)
  switch (action.do) {
    case 'set-priority':
      return { ...row, priority: action.priority }
    case 'add-tags':
      return withTags(row, [...row.tags, ...action.tags])
    case 'remove-tags':
      return { ...row, tags: row.tags.filter((name) => !action.tags.includes(name)) }
    case 'set-tags':
      return withTags(row, action.tags)
    case 'assign-me':
      return givenTo(row, me)
    case 'assign':
      return givenTo(row, action.agentId)
    case 'unassign':
      return givenTo(row, null)
    case 'move-queue':
      // As with moving by hand: whoever had the case may not work the new queue.
      return { ...givenTo(row, null), queueId: action.queueId }
    default:
      return afterFurtherAction(row, action, me, context)
  }
}

function afterFurtherAction(row: Case, action: MacroAction, me: string | null, context: Context): Case {
  switch (action.do) {
    case 'set-subject':
      return { ...row, subject: whole(action.subject.slice(0, 500)) }
    case 'set-field':
      return withField(row, action.key, action.value)
    case 'set-driver':
      return { ...row, driverId: action.driverId }
    case 'set-form':
      return { ...row, formId: action.formId }
    case 'set-language':
      return { ...row, locale: action.locale }
    case 'follow':
      return withFollower(row, action.agentId === 'me' ? me : action.agentId)
    case 'snooze':
      return snoozed(row, action.hours, context)
    default:
      // The status is set with the message, and a note is one.
      return row
  }
}

/** The case after every action but the status, which is set with the message. */
export const afterActions = (row: Case, actions: readonly MacroAction[], context: Context): Case =>
  actions.reduce((done, action) => afterAction(done, action, context), row)

/** The status that the actions set in the end, if they set one. */
export const statusOf = (actions: readonly MacroAction[]): Case['status'] | undefined =>
  actions.reduce<Case['status'] | undefined>(
    (last, action) => (action.do === 'set-status' ? action.status : last),
    undefined,
  )

/** The status a macro sets, if it sets one. */
export const statusOfMacro = (macro: Pick<MacroContent, 'actions'>): Case['status'] | undefined =>
  statusOf(knownActions(macro.actions).known)

/** The rows that actions name by their ids, as far as they were found. */
export interface NamedRows {
  readonly assignee: Agent | undefined
  readonly queue: Queue | undefined
  readonly form: CaseForm | undefined
  readonly driver: ContactDriver | undefined
}

/** Why the case may not come to lie where the actions put it, or with whom, or null: asked of what they come to, whatever their order. */
export function placeRefusal(
  before: Case,
  after: Case,
  { assignee, queue }: Pick<NamedRows, 'assignee' | 'queue'>,
  queues: readonly Queue[],
): Refusal | null {
  const isMoved = after.queueId !== before.queueId && queue?.id === after.queueId
  if (isMoved && !isForMarket(queue, after.market)) return refuse('not-of-market', queue.id)
  const isGiven = after.assigneeId !== before.assigneeId && assignee?.id === after.assigneeId
  return isGiven ? assigneeRefusal(after, assignee, queues) : null
}

/** Why these actions cannot be carried out, or null: somebody or something that they name is not there, or a text is not filled. */
export function actionsRefusal(actions: readonly MacroAction[], named: NamedRows): Refusal | null {
  for (const action of actions) {
    const refusal = actionRefusal(action, named)
    if (refusal !== null) return refusal
  }
  return null
}

function actionRefusal(action: MacroAction, { assignee, queue, form, driver }: NamedRows): Refusal | null {
  if (unresolvedIn(templateOfAction(action) ?? '').length > 0) return refuse('unresolved-placeholder', action.do)
  const isThere = (row: { readonly id: string; readonly active: boolean } | undefined, id: string): boolean =>
    row?.id === id && row.active
  switch (action.do) {
    case 'assign':
      return isThere(assignee, action.agentId) ? null : refuse('not-an-agent')
    case 'move-queue':
      // A window of the last build does not name it, and is taken at its word as before.
      return queue?.id === action.queueId && queue.kind !== 'cases' ? refuse('not-allowed', 'queue') : null
    case 'set-form':
      return isThere(form, action.formId) ? null : refuse('not-found', 'forms')
    case 'set-driver':
      return isThere(driver, action.driverId) ? null : refuse('not-found', 'drivers')
    default:
      return null
  }
}
