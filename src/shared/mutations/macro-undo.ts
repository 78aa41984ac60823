import { z } from 'zod'
import { Id, LocaleTag } from '../domain/base.ts'
import { type Case, CaseStatus, Priority, Snooze } from '../domain/case.ts'
import { can } from '../permissions.ts'
import type { Refusal } from '../refusals.ts'
import { afterStatus, settled, statusRefusal } from './case-mutations.ts'
import { type Found, type Reads, defineMutation, maybe, one, put, refuse } from './define-mutation.ts'
import { takable, withoutReply } from './held-replies.ts'

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

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

const plain = ['priority', 'queueId', 'assigneeId', 'subject', 'locale', 'formId', 'driverId', 'snooze'] as const

/** A list with what was added taken out and what was removed put back; what others did to it meanwhile stays. */
function listBack(now: readonly string[], was: readonly string[], set: readonly string[]): string[] {
  const kept = now.filter((name) => !set.includes(name) || was.includes(name))
  return [...kept, ...was.filter((name) => !set.includes(name) && !kept.includes(name))]
}

function fieldsBack(now: Case['fields'], was: Case['fields'], set: Case['fields']): Case['fields'] {
  const back = { ...now }
  for (const key of new Set([...Object.keys(was), ...Object.keys(set)])) {
    if (!same(now[key], set[key])) continue
    const before = was[key]
    if (before === undefined) delete back[key]
    else back[key] = before
  }
  return back
}

/** The case as it was, but for its status; what somebody changed since is left as it is. */
function rowBack(row: Case, was: Touched, set: Touched): Case {
  const back = Object.fromEntries(
    plain.flatMap((key) => (was[key] !== undefined && same(row[key], set[key]) ? [[key, was[key]]] : [])),
  )
  return {
    // Whoever had it by a claim keeps nothing of it once it is somebody's by name.
    ...('assigneeId' in back ? settled(row) : row),
    ...back,
    ...(was.tags === undefined ? {} : { tags: listBack(row.tags, was.tags, set.tags ?? []) }),
    ...(was.followerIds === undefined
      ? {}
      : { followerIds: listBack(row.followerIds ?? [], was.followerIds, set.followerIds ?? []) }),
    ...(was.fields === undefined ? {} : { fields: fieldsBack(row.fields, was.fields, set.fields ?? {}) }),
  }
}

const reads = ({ caseId, was }: { caseId: string; was: Touched }) =>
  ({
    row: one('cases', caseId),
    // Asking for the case's own id finds nothing, which is right where nothing is named.
    assignee: maybe('agents', was.assigneeId ?? caseId),
    queue: maybe('queues', was.queueId ?? caseId),
    form: maybe('forms', was.formId ?? caseId),
    driver: maybe('drivers', was.driverId ?? caseId),
  }) satisfies Reads

/** Nothing is put back that could not be set: whom or what the case had may be gone. */
function backRefusal(was: Touched, { assignee, queue, form, driver }: Found<ReturnType<typeof reads>>): Refusal | null {
  const isSet = (id: string | null | undefined): boolean => id !== undefined && id !== null
  if (isSet(was.assigneeId) && assignee?.active !== true) return refuse('not-an-agent')
  if (isSet(was.queueId) && queue?.kind !== 'cases') return refuse('not-found', 'queues')
  if (isSet(was.formId) && form === undefined) return refuse('not-found', 'forms')
  return isSet(was.driverId) && driver === undefined ? refuse('not-found', 'drivers') : null
}

/**
 * Takes back what a macro, or any other step, changed on a case. `was` and `set`: the same fields before and after it. `messageId`: the reply
 * that it sent, which goes back with the rest or not at all.
 */
export const macroUndo = defineMutation({
  name: 'macro.undo',
  by: 'agent',
  args: z.strictObject({ caseId: Id, was: Touched, set: Touched, messageId: Id.optional() }),
  reads,
  apply(found, { was, set, messageId }, context) {
    const held = messageId === undefined ? null : takable(found.row, messageId, context)
    if (held !== null && 'refused' in held) return held
    const { row, thread } =
      held === null ? { row: found.row, thread: [] } : withoutReply(found.row, held.taken, context)
    if (!can(context.actor).change(row)) return refuse('not-allowed')
    const back = rowBack(row, was, set)
    // Nothing makes a case new again.
    const status = was.status === 'new' ? 'open' : was.status
    const isStanding = status !== undefined && same(row.status, set.status)
    const refusal = backRefusal(was, found) ?? statusRefusal(back, isStanding ? status : undefined)
    if (refusal !== null) return refusal
    const after = isStanding ? afterStatus(back, status, context.at) : { ...back, updatedAt: context.at }
    return { changes: [...thread, put('cases', after)] }
  },
})
