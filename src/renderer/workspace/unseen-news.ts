import { type Unseen, unseenBy } from '#shared/domain/unseen.ts'
import type { Row } from '#shared/tables.ts'
import type { CaseLists } from './case-lists.ts'
import type { SyncState, Told } from './workspace.ts'

type CaseRow = Row<'cases'>

/** Something on a case that the agent is to look at, and that was not there before. */
export interface News {
  readonly row: CaseRow
  readonly mark: Unseen
}

/** Where the cases are that wait for the agent's look, and who tells that they changed. */
interface NewsSource {
  readonly me: { readonly id: string }
  readonly lists: Pick<CaseLists, 'cases'>
  readonly sync: Pick<SyncState, 'download'>
  subscribe(listener: (told: Told) => void): () => void
}

/** Tells what comes to the list “For you”. What a first download brings was there before: its count tells of it. Returns how to stop. */
export function unseenNews(source: NewsSource, tell: (news: readonly News[]) => void): () => void {
  let rows = source.lists.cases('for-you')
  let known = marksOf(rows, source.me.id)
  return source.subscribe(({ topics }) => {
    const now = topics.has('cases') ? source.lists.cases('for-you') : rows
    if (now === rows) return
    const before = known
    rows = now
    known = marksOf(rows, source.me.id)
    if (source.sync.download !== null) return
    const news = [...known.values()].filter(({ row, mark }) => before.get(row.id)?.mark.at !== mark.at)
    if (news.length > 0) tell(news)
  })
}

const marksOf = (rows: readonly CaseRow[], meId: string): ReadonlyMap<string, News> =>
  new Map(
    rows.flatMap((row) => {
      const mark = unseenBy(row, meId)
      return mark === undefined ? [] : [[row.id, { row, mark }] as const]
    }),
  )
