import type { Row } from '#shared/tables.ts'
import { demoId } from './demo-ids.ts'
import type { DemoWorkspace } from './demo-shapes.ts'

function scopeOf(written: string): Row<'views'>['scope'] {
  const [of, slug = ''] = written.split(':')
  switch (of) {
    case 'workspace':
      return { of }
    case 'team':
      return { of, teamId: demoId('teams', slug) }
    case 'agent':
      return { of, agentId: demoId('agents', slug) }
    default:
      throw new Error(`A view of the demo has the scope "${written}", which there is not.`)
  }
}

/** The saved views of the demo, in the order they are written. */
export const viewRows = ({ views }: DemoWorkspace): Row<'views'>[] =>
  views.map(({ slug, name, filter, sort, descending, scope, by }, position) => ({
    id: demoId('views', slug),
    name,
    filter,
    sort,
    isDescending: descending,
    scope: scopeOf(scope),
    byAgentId: demoId('agents', by),
    position,
  }))
