import type { Row } from '#shared/tables.ts'
import type { SopHit } from './sop-index.ts'
import { searchTerms } from '#shared/search-terms.ts'

/** Search by title alone, for as long as the index is being built: every term must begin a word of the title. */
export class TitleSearch {
  readonly #titles: readonly { readonly sopId: string; readonly groupId: string; readonly terms: readonly string[] }[]

  constructor(sops: readonly Row<'sops'>[]) {
    this.#titles = sops.map((sop) => ({ sopId: sop.id, groupId: sop.groupId, terms: searchTerms(sop.title) }))
  }

  search(question: string, limit: number): SopHit[] {
    const asked = searchTerms(question)
    const groups = new Set<string>()
    const hits: SopHit[] = []
    for (const { sopId, groupId, terms } of this.#titles) {
      if (asked.length === 0 || groups.has(groupId)) continue
      if (!asked.every((term) => terms.some((word) => word.startsWith(term)))) continue
      groups.add(groupId)
      hits.push({ sopId, score: 1, snippet: [], terms: [] })
      if (hits.length === limit) break
    }
    return hits
  }
}
