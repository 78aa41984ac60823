import { z } from 'zod'
import { agentIdOf } from '../domain/actor.ts'
import { Id, LocaleTag } from '../domain/base.ts'
import { type Case, CaseStatus, Priority, Snooze } from '../domain/case.ts'
import { knownActions } from '../domain/macro-action.ts'
import { isForMarket } from '../domain/queue.ts'
import { can } from '../permissions.ts'
import type { Refusal } from '../refusals.ts'
import { afterStatus, assigneeRefusal, choiceRefusal, settled, statusRefusal } from './case-mutations.ts'
import {
  type Context,
  type Found,
  type Reads,
  defineMutation,
  every,
  maybe,
  one,
  put,
  refuse,
} from './define-mutation.ts'
import { takable, withoutReply } from './held-replies.ts'
import { mostStacked } from './macro-stack.ts'
import { longestSnooze } from './snooze-mutations.ts'

/** What of a case a macro can change, as far as it changed. */
const Touched = z
  .strictObject({
    status: CaseStatus,
    priority: Priority,
    queueId: Id,
    assigneeId: Id.nullable(),
    subject: z.string().max(500),
    locale: LocaleTag.nullable(),
    formId: Id.nullable(),
    driverId: Id.nullable(),
    snooze: Snooze.nullable(),
    followerIds: z.array(Id).max(200),
    tags: z.array(z.string().max(100)).max(400),
    fields: z.record(z.string().max(100), z.json()),
  })
  .partial()
export type Touched = z.infer<typeof Touched>

/** A value of a field as JSON, in characters. */
const longestField = 4000

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

const plain = ['priority', 'queueId', 'assigneeId', 'subject', 'locale', 'formId', 'driverId', 'snooze'] as const

/** A list with what was added taken out and what was removed put back; what others did to it meanwhile stays. */
function listBack(now: readonly string[], was: readonly string[], set: readonly string[]): string[] {
  const kept = now.filter((name) => !set.includes(name) || was.includes(name))
  return [...kept, ...was.filter((name) => !set.includes(name) && !kept.includes(name))]
}

function fieldsBack(now: Case['fields'], was: Case['fields'], set: Case['fields']): Case['fields'] {
  const back = new Map(Object.entries(now))
  for (const key of new Set([...Object.keys(was), ...Object.keys(set)])) {
    // Not by reading alone: a field may be called like a part of every object.
    const [standing, then, before] = [now, set, was].map((of) => (Object.hasOwn(of, key) ? of[key] : undefined))
    if (!same(standing, then)) continue
    if (before === undefined) back.delete(key)
    else back.set(key, before)
  }
  return Object.fromEntries(back)
}

/**
 * Who follows the case, as before: oneself, and whom the macros made follow it. Nobody else's following is anybody's to give or take: what
 * the window says of them is passed over.
 */
function followersBack(now: readonly string[], was: readonly string[], set: readonly string[], ours: Ours): string[] {
  const back = new Set(listBack(now, was, set))
  const kept = now.filter((id) => back.has(id) || !ours.mayLeave(id))
  return [...kept, ...[...back].filter((id) => !now.includes(id) && id === ours.agentId)]
}

/** Whose undo it is. `mayLeave`: whose following is taken back with it. */
interface Ours {
  readonly agentId: string | null
  readonly at: string
  readonly mayLeave: (agentId: string) => boolean
}

/** A snooze that is put back is the undoing agent's, from now on: nobody puts a case aside in another's name. */
const snoozeBack = ({ snooze }: Touched, { agentId, at }: Ours): Pick<Case, 'snooze'> =>
  snooze === undefined || snooze === null || agentId === null || snooze.byAgentId === agentId
    ? {}
    : { snooze: { until: snooze.until, byAgentId: agentId, at } }

/** The case as it was, but for its status; what somebody changed since is left as it is. */
function rowBack(row: Case, { was, set }: { was: Touched; set: Touched }, ours: Ours): Case {
  const back = Object.fromEntries(
    plain.flatMap((key) => (was[key] !== undefined && same(row[key], set[key]) ? [[key, was[key]]] : [])),
  )
  return {
    // Whoever had it by a claim keeps nothing of it once it is somebody's by name.
    ...('assigneeId' in back ? settled(row) : row),
    ...back,
    ...('snooze' in back ? snoozeBack(was, ours) : {}),
    ...(was.tags === undefined ? {} : { tags: listBack(row.tags, was.tags, set.tags ?? []) }),
    ...(was.followerIds === undefined
      ? {}
      : { followerIds: followersBack(row.followerIds ?? [], was.followerIds, set.followerIds ?? [], ours) }),
    ...(was.fields === undefined ? {} : { fields: fieldsBack(row.fields, was.fields, set.fields ?? {}) }),
  }
}

const reads = ({ caseId, was, macroIds = [] }: { caseId: string; was: Touched; macroIds?: string[] | undefined }) =>
  ({
    row: one('cases', caseId),
    queues: every('queues'),
    // Asking for the case's own id finds nothing, which is right where nothing is named.
    assignee: maybe('agents', was.assigneeId ?? caseId),
    queue: maybe('queues', was.queueId ?? caseId),
    form: maybe('forms', was.formId ?? caseId),
    driver: maybe('drivers', was.driverId ?? caseId),
    first: maybe('macros', macroIds[0] ?? caseId),
    second: maybe('macros', macroIds[1] ?? caseId),
    third: maybe('macros', macroIds[2] ?? caseId),
    fourth: maybe('macros', macroIds[3] ?? caseId),
    fifth: maybe('macros', macroIds[4] ?? caseId),
  }) satisfies Reads
type FoundRows = Found<ReturnType<typeof reads>>

/** Those whom the macros make follow a case. */
function followersOf({ first, second, third, fourth, fifth }: FoundRows): Set<string> {
  const actions = [first, second, third, fourth, fifth].flatMap((macro) => knownActions(macro?.actions ?? []).known)
  return new Set(actions.flatMap((action) => (action.do === 'follow' ? [action.agentId] : [])))
}

/** Nothing is put back that could not be set: whom or what the case had may be gone. */
function backRefusal(was: Touched, { assignee, queue, form, driver }: FoundRows): Refusal | null {
  const isSet = (id: string | null | undefined): boolean => id !== undefined && id !== null
  if (isSet(was.assigneeId) && assignee?.active !== true) return refuse('not-an-agent')
  if (isSet(was.queueId) && queue?.kind !== 'cases') return refuse('not-found', 'queues')
  if (isSet(was.formId) && form?.active !== true) return refuse('not-found', 'forms')
  return isSet(was.driverId) ? driverRefusal(driver) : null
}

function driverRefusal(driver: FoundRows['driver']): Refusal | null {
  if (driver === undefined) return refuse('not-found', 'drivers')
  return driver.active && driver.parentId !== null ? null : refuse('not-a-driver')
}

/** Why the case may not come to lie where it was, or with whom, or null: an undo gives nothing that its agent could not give. */
function placeRefusal(row: Case, back: Case, { assignee, queue, queues }: FoundRows, context: Context): Refusal | null {
  const isMoved = back.queueId !== row.queueId && queue !== undefined
  if (isMoved && !isForMarket(queue, row.market)) return refuse('not-of-market', queue.id)
  if (back.assigneeId === row.assigneeId || back.assigneeId === null || assignee === undefined) return null
  const lying = { ...row, queueId: back.queueId }
  return choiceRefusal(lying, queues, undefined, context) ?? assigneeRefusal(back, assignee, queues)
}

const isScalar = (value: unknown): boolean => value === null || typeof value !== 'object'

/** Why these values could not be there, or null: no form and no macro sets more than a line, and no import more than a list of them. */
function fieldsRefusal(row: Case, back: Case): Refusal | null {
  for (const [key, value] of Object.entries(back.fields)) {
    if (same(row.fields[key], value)) continue
    const isPlain = isScalar(value) || (Array.isArray(value) && value.every(isScalar))
    if (!isPlain || JSON.stringify(value).length > longestField) return refuse('bad-field-value', key)
  }
  return null
}

/** Why the case may not be put aside so long again, or null. */
const snoozeRefusal = ({ snooze }: Case, before: Case, { at }: Context): Refusal | null =>
  !same(snooze, before.snooze) &&
  typeof snooze?.until === 'string' &&
  Date.parse(snooze.until) - Date.parse(at) > longestSnooze
    ? refuse('snooze-too-long')
    : null

/**
 * Takes back what a macro, or any other step, changed on a case. `was` and `set`: the same fields before and after it. `messageId`: the reply
 * that it sent, which goes back with the rest or not at all.
 */
export const macroUndo = defineMutation({
  name: 'macro.undo',
  by: 'agent',
  args: z.strictObject({
    caseId: Id,
    was: Touched,
    set: Touched,
    messageId: Id.optional(),
    /** The macros that are undone: whom they made follow the case follows it no longer. */
    macroIds: z.array(Id).max(mostStacked).optional(),
  }),
  reads,
  apply(found, { was, set, messageId }, context) {
    const held = messageId === undefined ? null : takable(found.row, messageId, context)
    if (held !== null && 'refused' in held) return held
    const { row, thread } =
      held === null ? { row: found.row, thread: [] } : withoutReply(found.row, held.taken, context)
    if (!can(context.actor).change(row)) return refuse('not-allowed')
    const agentId = agentIdOf(context.actor)
    const followers = followersOf(found)
    const mayLeave = (id: string): boolean => id === agentId || followers.has(id)
    const back = rowBack(row, { was, set }, { agentId, at: context.at, mayLeave })
    // Nothing makes a case new again.
    const status = was.status === 'new' ? 'open' : was.status
    const isStanding = status !== undefined && same(row.status, set.status)
    const refusal =
      backRefusal(was, found) ??
      placeRefusal(row, back, found, context) ??
      fieldsRefusal(row, back) ??
      snoozeRefusal(back, row, context) ??
      statusRefusal(back, isStanding ? status : undefined)
    if (refusal !== null) return refusal
    const after = isStanding ? afterStatus(back, status, context.at) : { ...back, updatedAt: context.at }
    return { changes: [...thread, put('cases', after)] }
  },
})
