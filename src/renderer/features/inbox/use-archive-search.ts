import { useCallback, useEffect, useMemo } from 'react'
import { type ArchivedCase, archiveWords, archivedCases, searchQuery } from '#renderer/commands/shown-cases.ts'
import {
  type Archive,
  forgetArchive,
  searchArchive,
  searchFurther,
  useArchive,
} from '#renderer/workspace/archive-store.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'

/** The service is asked when nobody has typed on for so many milliseconds. */
const restMs = 350

/** What stands below the cases that are found here. */
export interface ArchiveSearch {
  readonly cases: readonly ArchivedCase[]
  /** How the search in messages stands, in words; null: there is none. */
  readonly words: string | null
  /** Searches further back; null: there is nothing further. */
  readonly further: (() => void) | null
}

/** Has the service search the text of messages for the words of a search, once it is typed. */
export function useArchiveSearch(search: string): ArchiveSearch {
  const workspace = useWorkspace()
  const wanted = useMemo(() => (search === '' ? [] : archiveWords(searchQuery(workspace, search))), [workspace, search])
  const archive = useArchive()
  const isOnline = useRows(['sync'], readOnline)
  useEffect(() => {
    if (wanted.length === 0 || !isOnline) {
      forgetArchive()
      return undefined
    }
    const timer = setTimeout(() => searchArchive(workspace, search, wanted), restMs)
    return () => clearTimeout(timer)
  }, [workspace, search, wanted, isOnline])
  const isOurs = archive.search === search
  const read = useCallback(
    (of: Workspace) => (isOurs ? archivedCases(of, search, archive.hits) : []),
    [isOurs, search, archive.hits],
  )
  const cases = useRows(['cases', 'orders'], read)
  if (wanted.length === 0) return { cases: [], words: null, further: null }
  if (!isOnline) return { cases: [], words: say('archive.offline'), further: null }
  const further =
    isOurs && archive.next !== null && !archive.isSearching ? () => searchFurther(workspace, wanted) : null
  return { cases, words: wordsOf(isOurs, cases.length, archive), further }
}

const readOnline = ({ sync }: Workspace): boolean => sync.connection === 'online'

function wordsOf(isOurs: boolean, n: number, { isSearching, sentence, next }: Archive): string {
  if (!isOurs || isSearching) return say('archive.searching')
  if (sentence !== null) return sentence
  if (next !== null) return say('archive.so-far', { n })
  return n === 0 ? say('archive.none') : say('archive.found', { n })
}
