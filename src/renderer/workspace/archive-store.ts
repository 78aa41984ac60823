import { create } from 'zustand'
import type { SearchHit } from '#shared/sync/search-protocol.ts'
import type { Workspace } from './workspace.ts'

/** What the service found in messages for a search. */
export interface Archive {
  /** Which search this is about; null: none. */
  readonly search: string | null
  readonly isSearching: boolean
  /** Why there is no answer, in words. */
  readonly sentence: string | null
  /** The newest message of each case that has the words. */
  readonly hits: readonly SearchHit[]
  /** From where to search on; null: everything was searched. */
  readonly next: string | null
}

const nothing: Archive = { search: null, isSearching: false, sentence: null, hits: [], next: null }

export const useArchive = create<Archive>()(() => nothing)

/** Forgets what was found. */
export const forgetArchive = (): void => useArchive.setState(nothing)

async function ask(
  workspace: Workspace,
  search: string,
  words: readonly string[],
  before: string | null,
): Promise<void> {
  const request = { words: [...words], ...(before === null ? {} : { before }) }
  const answer = await workspace.searchArchive(request)
  const { hits, search: present } = useArchive.getState()
  // Somebody typed on meanwhile.
  if (present !== search) return
  if ('sentence' in answer) {
    useArchive.setState({ isSearching: false, sentence: answer.sentence })
    return
  }
  const known = new Set(hits.map(({ caseId }) => caseId))
  const more: SearchHit[] = []
  for (const hit of answer.hits) {
    if (known.has(hit.caseId)) continue
    known.add(hit.caseId)
    more.push(hit)
  }
  useArchive.setState({ isSearching: false, sentence: null, hits: [...hits, ...more], next: answer.next })
}

/** Asks the service for messages that have these words in them. */
export function searchArchive(workspace: Workspace, search: string, words: readonly string[]): void {
  useArchive.setState({ ...nothing, search, isSearching: true })
  void ask(workspace, search, words, null)
}

/** Searches on from where the last answer stopped. */
export function searchFurther(workspace: Workspace, words: readonly string[]): void {
  const { search, next, isSearching } = useArchive.getState()
  if (search === null || next === null || isSearching) return
  useArchive.setState({ isSearching: true })
  void ask(workspace, search, words, next)
}
