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
  /** What messages are searched for. */
  readonly wanted: readonly string[]
}

const noWords: readonly string[] = []

/**
 * Has the service search the text of messages for the words of a search, once it is typed. What it has found stays while the same thing is
 * searched for, whatever becomes of the network: nothing goes from under the keys.
 */
export function useArchiveSearch(search: string): ArchiveSearch {
  const workspace = useWorkspace()
  const wanted = useMemo(
    () => (search === '' ? noWords : archiveWords(searchQuery(workspace, search))),
    [workspace, search],
  )
  const archive = useArchive()
  const isOnline = useRows(['sync'], readOnline)
  const isOurs = archive.search === search
  const isAsked = isOurs && archive.sentence === null
  useEffect(() => {
    if (wanted.length === 0) forgetArchive()
    if (wanted.length === 0 || !isOnline || isAsked) return undefined
    const timer = setTimeout(() => searchArchive(workspace, search, wanted), restMs)
    return () => clearTimeout(timer)
  }, [workspace, search, wanted, isOnline, isAsked])
  const read = useCallback(
    (of: Workspace) => (isOurs ? archivedCases(of, search, archive.hits) : []),
    [isOurs, search, archive.hits],
  )
  const cases = useRows(['cases', 'orders'], read)
  if (wanted.length === 0) return { cases: [], words: null, further: null, wanted }
  if (!isOnline) return { cases, words: say('archive.offline'), further: null, wanted }
  const further =
    isOurs && archive.next !== null && !archive.isSearching ? () => searchFurther(workspace, wanted) : null
  return { cases, words: wordsOf(isOurs, cases.length, archive), further, wanted }
}

const readOnline = ({ sync }: Workspace): boolean => sync.connection === 'online'

function wordsOf(isOurs: boolean, n: number, { isSearching, sentence, next }: Archive): string {
  if (!isOurs || isSearching) return say('archive.searching')
  if (sentence !== null) return sentence
  if (next !== null) return say('archive.so-far', { n })
  return n === 0 ? say('archive.none') : say('archive.found', { n })
}
