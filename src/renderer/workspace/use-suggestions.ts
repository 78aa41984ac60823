import { createContext, useCallback, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import { saidIn } from '#shared/insight/case-so-far.ts'
import type { Row } from '#shared/tables.ts'
import type { SuggestFor, Suggestions } from '#renderer/search/sop-search-protocol.ts'
import { useRows, useWorkspace } from './use-rows.ts'
import type { Topic, Workspace } from './workspace.ts'

/** Who suggests: the search worker. It lives as long as the workspace is open. */
export interface Suggester {
  suggest(what: SuggestFor): Promise<Suggestions>
  /** Told when other things may be suggested than before. */
  subscribe(listener: () => void): () => void
  /** Grows then. */
  readonly turn: number
}

/** Given by the desk. */
export const SuggesterContext = createContext<Suggester | null>(null)

const nobody: Suggester = {
  suggest: () => Promise.resolve({ macros: [], sops: [] }),
  subscribe: () => () => undefined,
  turn: 0,
}

interface Wanted {
  readonly mostMacros: number
  readonly mostSops: number
  /** Macros that this agent used last, the latest first, with spaces between. */
  readonly recent: string
}

interface Suggested extends Suggestions {
  readonly caseId: string
}

/**
 * What suits a case, worked out aside and shown when it is there: anew with each message, and never in the way of a key. Null before the
 * first answer for this case.
 */
export function useSuggestions(
  row: Row<'cases'> | undefined,
  { mostMacros, mostSops, recent }: Wanted,
): Suggestions | null {
  const workspace = useWorkspace()
  const suggester = useContext(SuggesterContext) ?? nobody
  const turn = useSyncExternalStore(
    useCallback((listener) => suggester.subscribe(listener), [suggester]),
    () => suggester.turn,
  )
  const caseId = row?.id
  const thread = useRows(
    topicsOf(caseId),
    useCallback((of: Workspace) => versionOf(of, caseId), [caseId]),
  )
  const [found, setFound] = useState<Suggested | null>(null)
  useEffect(() => {
    if (caseId === undefined) return undefined
    let isCurrent = true
    const ask = async (): Promise<void> => {
      const what = await questionFor(workspace, caseId, { mostMacros, mostSops, recent })
      if (what === null || !isCurrent) return
      const suggestions = await suggester.suggest(what)
      if (isCurrent) setFound({ caseId, ...suggestions })
    }
    // A thread that cannot be read is shown as missing by itself; there is nothing to suggest for it then.
    ask().catch(() => isCurrent && setFound({ caseId, macros: [], sops: [] }))
    return () => {
      isCurrent = false
    }
  }, [workspace, suggester, turn, thread, caseId, mostMacros, mostSops, recent])
  return found !== null && found.caseId === caseId ? found : null
}

const topicsOf = (caseId: string | undefined): Topic[] =>
  caseId === undefined ? ['macros'] : ['macros', `messages/${caseId}`]

const versionOf = (workspace: Workspace, caseId: string | undefined): number =>
  caseId === undefined ? 0 : workspace.version(`messages/${caseId}`)

async function questionFor(workspace: Workspace, caseId: string, wanted: Wanted): Promise<SuggestFor | null> {
  const messages = workspace.coldNow('messages', caseId) ?? (await workspace.cold('messages', caseId))
  const row = workspace.get('cases', caseId)
  if (row === undefined) return null
  const inOrder = [...messages].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  const { queueId, market, locale, subject } = row
  return {
    about: { queueId, market, locale, agentId: workspace.me.id, said: saidIn(inOrder) },
    subject,
    recent: wanted.recent.split(' ').filter((id) => id !== ''),
    mostMacros: wanted.mostMacros,
    mostSops: wanted.mostSops,
  }
}
