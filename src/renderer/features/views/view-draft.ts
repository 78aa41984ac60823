import { printQuery } from '#shared/case-query/print-query.ts'
import { parseQuery } from '#shared/case-query/parse-query.ts'
import { type ListOrder, usualOrder } from '#shared/case-query/query-fields.ts'
import type { ViewScope } from '#shared/domain/saved-view.ts'
import { can } from '#shared/permissions.ts'
import type { Row } from '#shared/tables.ts'
import type { ViewId } from '#renderer/workspace/case-lists.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'

type ViewRow = Row<'views'>

/** A view while it is written. */
export interface ViewDraft {
  /** Null: a new one. */
  readonly row: ViewRow | null
  readonly name: string
  readonly filter: string
  readonly order: ListOrder
  readonly scope: ViewScope
}

const filters: { readonly [view: string]: string } = {
  mine: 'is:mine is:open -is:snoozed',
  unassigned: 'is:unassigned is:open -is:snoozed',
  'escalated-by-me': 'is:escalated',
  'returned-to-me': 'is:escalated',
  snoozed: 'is:snoozed',
  'all-open': 'is:open',
  solved: 'status:solved,closed',
}

/** What a list that is always there has in it, as a search. */
function filterOfList(workspace: Workspace, view: ViewId): string {
  const queueId = /^(?:queue|tier-2)\/(.+)$/.exec(view)?.[1]
  const name = queueId === undefined ? undefined : workspace.get('queues', queueId)?.name
  return name === undefined ? (filters[view] ?? '') : `queue:"${name.replaceAll('"', '')}" is:open -is:snoozed`
}

/** The view that is shown; or a new one of the search, or of the list. */
export function draftOf(workspace: Workspace, view: ViewId, search: string): ViewDraft {
  const scope: ViewScope = { of: 'agent', agentId: workspace.me.id }
  const row = view.startsWith('view/') ? workspace.get('views', view.slice('view/'.length)) : undefined
  if (search.trim() !== '') {
    const query = parseQuery(search)
    // The order has a field of its own.
    const filter = query.problems.length > 0 ? search.trim() : printQuery({ root: query.root, order: null })
    return { row: null, name: '', filter, order: query.order ?? usualOrder('waiting'), scope }
  }
  if (row !== undefined) {
    const { name, filter, sort, isDescending } = row
    return { row, name, filter, order: { by: sort, isDescending }, scope: row.scope }
  }
  return { row: null, name: '', filter: filterOfList(workspace, view), order: usualOrder('waiting'), scope }
}

/** A view that this agent may not change becomes the beginning of one of their own. `sharedName`: what it is called. */
export function ownDraft(
  workspace: Workspace,
  draft: ViewDraft,
): { readonly draft: ViewDraft; readonly sharedName: string | null } {
  const { row } = draft
  const { me } = workspace
  if (row === null || can({ kind: 'agent', agent: me }).keepView(row.scope)) return { draft, sharedName: null }
  return { draft: { ...draft, row: null, scope: { of: 'agent', agentId: me.id } }, sharedName: row.name }
}

/** Whom this agent may not share a view with. */
export function unsharedWith(workspace: Workspace): {
  readonly teams: readonly string[]
  readonly isEveryone: boolean
} {
  const { keepView } = can({ kind: 'agent', agent: workspace.me })
  const teams = workspace.all('teams').filter(({ id }) => !keepView({ of: 'team', teamId: id }))
  return {
    teams: teams.map(({ name }) => name).sort((a, b) => a.localeCompare(b)),
    isEveryone: !keepView({ of: 'workspace' }),
  }
}

/** Whom this agent may share a view with, themselves first. */
export function scopesFor(workspace: Workspace): { readonly scope: ViewScope; readonly label: string }[] {
  const { me } = workspace
  const { keepView } = can({ kind: 'agent', agent: me })
  const teams = [...workspace.all('teams')].sort((a, b) => a.name.localeCompare(b.name))
  const all: { scope: ViewScope; label: string }[] = [
    { scope: { of: 'agent', agentId: me.id }, label: say('saved.scope-me') },
    ...teams.map(({ id, name }) => ({
      scope: { of: 'team' as const, teamId: id },
      label: say('saved.scope-team', { name }),
    })),
    { scope: { of: 'workspace' }, label: say('saved.scope-workspace') },
  ]
  return all.filter(({ scope }) => keepView(scope))
}

/** Where a new view stands: after those that are there. */
export const positionFor = (workspace: Workspace): number =>
  workspace.all('views').reduce((last, { position }) => Math.max(last, position), 0) + 1
