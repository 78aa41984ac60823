import type { Row } from '#shared/tables.ts'
import { sopsInForce } from '#shared/sop-force.ts'
import { foldText, matchRank } from '#renderer/ui/match-rank.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'

type Sop = Row<'sops'>

// Rows are never changed in place, so a folded title stays true for as long as its row.
const titles = new WeakMap<Sop, string>()

function titleOf(sop: Sop): string {
  const known = titles.get(sop)
  if (known !== undefined) return known
  const title = foldText(sop.title)
  titles.set(sop, title)
  return title
}

/** SOPs in force whose title fits the query, the best first; `now` in milliseconds since 1970. Reading their text is a matter of the SOP search. */
export function findSops(
  workspace: Pick<Workspace, 'all'>,
  query: string,
  { limit, now }: { readonly limit: number; readonly now: number },
): Sop[] {
  const wanted = foldText(query.trim())
  return sopsInForce(workspace.all('sops'), null, now)
    .flatMap((sop) => {
      const fit = matchRank(wanted, titleOf(sop))
      // Letters merely in order are no sign in long titles.
      return fit === null || fit >= 3 ? [] : [{ sop, fit }]
    })
    .sort((a, b) => a.fit - b.fit)
    .slice(0, limit)
    .map(({ sop }) => sop)
}
