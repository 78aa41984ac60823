import type { QueryField } from '#shared/case-query/query-fields.ts'
import type { ValuesOf } from '#shared/case-query/complete-query.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'

/** What occurs in the cases, the most frequent first. One pass over them. */
function inUse(workspace: Workspace, of: 'tags' | 'market' | 'locale'): string[] {
  const counts = new Map<string, number>()
  const count = (value: string): void => void counts.set(value, (counts.get(value) ?? 0) + 1)
  for (const row of workspace.all('cases')) {
    if (of === 'tags') row.tags.forEach(count)
    else if (row[of] !== null) count(row[of])
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b)).map(([value]) => value)
}

const named = (rows: readonly { readonly name: string }[]): string[] =>
  rows.map(({ name }) => name).sort((a, b) => a.localeCompare(b))

function read(workspace: Workspace, field: QueryField): readonly string[] {
  switch (field) {
    case 'tag':
      return inUse(workspace, 'tags')
    case 'market':
      return inUse(workspace, 'market')
    case 'lang':
      return inUse(workspace, 'locale')
    case 'queue':
      return named(workspace.all('queues').filter(({ kind }) => kind === 'cases'))
    case 'assignee':
      return ['me', 'none', ...named(workspace.all('agents').filter(({ active }) => active))]
    case 'driver':
      return named(workspace.all('drivers').filter(({ active }) => active))
    default:
      return []
  }
}

/** What fields may be completed with, read once for as long as the answer is kept. */
export function searchValues(workspace: Workspace): ValuesOf {
  const known = new Map<QueryField, readonly string[]>()
  return (field) => {
    let values = known.get(field)
    if (values === undefined) known.set(field, (values = read(workspace, field)))
    return values
  }
}
