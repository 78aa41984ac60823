import { z } from 'zod'
import { isUnderstood } from '../case-query/query-node.ts'
import { parseQuery } from '../case-query/parse-query.ts'
import { agentIdOf } from '../domain/actor.ts'
import { Id } from '../domain/base.ts'
import { type SavedView, ViewScope, ViewSort } from '../domain/saved-view.ts'
import { can } from '../permissions.ts'
import { defineMutation, maybe, put, refuse } from './define-mutation.ts'

const reads = (args: { readonly viewId: string }) => ({ before: maybe('views', args.viewId) })

/** Gives a filter a name, or changes one that has it. Whoever changes a view must be allowed to have it as it was and as it will be. */
export const viewSave = defineMutation({
  name: 'view.save',
  by: 'agent',
  args: z.strictObject({
    viewId: Id,
    name: z.string().trim().min(1).max(80),
    filter: z.string().max(1000),
    sort: ViewSort,
    isDescending: z.boolean(),
    scope: ViewScope,
    position: z.number().int().min(0).max(1_000_000),
  }),
  reads,
  apply({ before }, args, context) {
    const byAgentId = agentIdOf(context.actor)
    const { keepView } = can(context.actor)
    if (byAgentId === null || !keepView(args.scope)) return refuse('not-allowed')
    if (before !== undefined && !keepView(before.scope)) return refuse('not-allowed')
    if (!isUnderstood(parseQuery(args.filter))) return refuse('bad-filter')
    const { viewId, ...written } = args
    const row: SavedView = { ...before, ...written, id: viewId, byAgentId: before?.byAgentId ?? byAgentId }
    return { changes: [before === undefined ? { do: 'create', table: 'views', row } : put('views', row)] }
  },
})

/** Takes a saved view away. Cases are not touched by it. */
export const viewRemove = defineMutation({
  name: 'view.remove',
  by: 'agent',
  args: z.strictObject({ viewId: Id }),
  reads,
  apply({ before }, args, context) {
    // Two who remove it want the same.
    if (before === undefined) return { changes: [] }
    if (!can(context.actor).keepView(before.scope)) return refuse('not-allowed')
    return { changes: [{ do: 'remove', table: 'views', id: args.viewId }] }
  },
})
