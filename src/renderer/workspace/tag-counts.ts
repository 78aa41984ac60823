import type { Row } from '#shared/tables.ts'

type CaseRow = Row<'cases'>

/** After more changes than this at once, all is counted anew: that is faster then. */
const mostSingly = 2000
const mostRecent = 8

/** What the counts are made from. */
interface TagSource {
  all(table: 'cases'): readonly CaseRow[]
  get(table: 'cases', id: string): CaseRow | undefined
}

/**
 * How many cases have each tag, and which tags the agent gave last. Counted in one pass when first asked for; after that a case that changed
 * costs its own tags.
 */
export class TagCounts {
  readonly #source: TagSource
  #counts: Map<string, number> | null = null
  /** The tags of each case as they were counted. */
  readonly #filed = new Map<string, readonly string[]>()
  readonly #changed = new Set<string>()
  #recent: readonly string[] = []

  constructor(source: TagSource) {
    this.#source = source
  }

  /** Cases changed, came or went; `any`: nobody knows which. */
  changed(ids: ReadonlySet<string> | 'any' | undefined): void {
    if (ids === undefined || this.#counts === null) return
    if (ids === 'any') this.#forget()
    else for (const id of ids) this.#changed.add(id)
    if (this.#changed.size > mostSingly) this.#forget()
  }

  /** The agent gave these tags to a case. They live as long as the window: tags may name people. */
  used(tags: readonly string[]): void {
    this.#recent = [...new Set([...tags, ...this.#recent])].slice(0, mostRecent)
  }

  /** The tags given last, the last first. */
  get recent(): readonly string[] {
    return this.#recent
  }

  /** Each tag in use with the number of its cases. */
  counts(): ReadonlyMap<string, number> {
    const counts = (this.#counts ??= this.#make())
    for (const id of this.#changed) this.#move(counts, id)
    this.#changed.clear()
    return counts
  }

  #forget(): void {
    this.#counts = null
    this.#filed.clear()
    this.#changed.clear()
  }

  #make(): Map<string, number> {
    const counts = new Map<string, number>()
    for (const { id, tags } of this.#source.all('cases')) {
      this.#filed.set(id, tags)
      for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1)
    }
    return counts
  }

  #move(counts: Map<string, number>, id: string): void {
    const tags = this.#source.get('cases', id)?.tags
    const before = this.#filed.get(id) ?? []
    if (tags === before) return
    for (const tag of before) {
      const left = (counts.get(tag) ?? 0) - 1
      if (left > 0) counts.set(tag, left)
      else counts.delete(tag)
    }
    for (const tag of tags ?? []) counts.set(tag, (counts.get(tag) ?? 0) + 1)
    if (tags === undefined) this.#filed.delete(id)
    else this.#filed.set(id, tags)
  }
}
