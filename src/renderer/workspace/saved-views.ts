import { compileQuery } from '#shared/case-query/compile-query.ts'
import { parseQuery } from '#shared/case-query/parse-query.ts'
import type { CaseQuery } from '#shared/case-query/query-node.ts'
import type { Row } from '#shared/tables.ts'
import { compareBy } from './case-sorts.ts'
import type { FilterOf } from './filtered-cases.ts'
import { type QuerySource, queryContext, queryMark } from './query-context.ts'

type ViewRow = Row<'views'>

/** What saved views are read from. */
export interface ViewSource extends QuerySource {
  all(table: 'views'): readonly ViewRow[]
  all(table: 'queues' | 'agents' | 'drivers'): readonly Row<'queues' | 'agents' | 'drivers'>[]
  get(table: 'views', id: string): ViewRow | undefined
  get(table: 'orders', id: string): Row<'orders'> | undefined
}

const scopes: readonly ViewRow['scope']['of'][] = ['agent', 'team', 'workspace']

interface Made {
  readonly row: ViewRow
  readonly query: CaseQuery
  readonly mark: string
  readonly filter: FilterOf
}

/** The saved views that this agent sees, each with its filter made ready. */
export class SavedViews {
  readonly #source: ViewSource
  readonly #made = new Map<string, Made>()

  constructor(source: ViewSource) {
    this.#source = source
  }

  /** One's own first, then those of one's teams, then everyone's; each in their order. */
  all(): ViewRow[] {
    const rank = ({ scope }: ViewRow): number => scopes.indexOf(scope.of)
    return [...this.#source.all('views')].sort(
      (a, b) => rank(a) - rank(b) || a.position - b.position || a.name.localeCompare(b.name),
    )
  }

  /** The filter of a view; another one when the view changed, or a name that it asks for. Undefined where there is no such view. */
  filterOf(viewId: string): FilterOf | undefined {
    const row = this.#source.get('views', viewId)
    if (row === undefined) return undefined
    const known = this.#made.get(viewId)
    const query = known?.row === row ? known.query : parseQuery(row.filter)
    const mark = queryMark(this.#source, query.root)
    if (known?.row === row && known.mark === mark) return known.filter
    const order = query.order ?? { by: row.sort, isDescending: row.isDescending }
    const filter = {
      name: `${viewId} ${row.filter} ${order.by} ${order.isDescending} ${mark}`,
      test: compileQuery(query, queryContext(this.#source)),
      compare: compareBy(order),
    }
    this.#made.set(viewId, { row, query, mark, filter })
    return filter
  }
}
