import { useMemo } from 'react'
import { macroPath } from '#shared/domain/macro.ts'
import type { Row } from '#shared/tables.ts'
import { macroWhyWords } from '#renderer/words/why-words.ts'
import { useRow, useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import { useSuggestions } from '#renderer/workspace/use-suggestions.ts'

/** A macro that suits the open case, and why, in words. */
export interface SuggestedMacro {
  readonly macro: Row<'macros'>
  readonly why: string
}

/** The macros that suit a case best. `recent`: ids of those this agent used last, with spaces between. */
export function useSuggestedMacros(row: Row<'cases'> | undefined, recent: string, most: number): SuggestedMacro[] {
  const workspace = useWorkspace()
  const found = useSuggestions(row, { mostMacros: most, mostSops: 0, recent })
  const queue = useRow('queues', row?.queueId)?.name ?? ''
  const macrosVersion = useRows(['macros'], (of) => of.version('macros'))
  const market = row?.market ?? ''
  return useMemo(() => {
    const macroName = (id: string): string | undefined => {
      const macro = workspace.get('macros', id)
      return macro === undefined ? undefined : macroPath(macro.title).name
    }
    return (found?.macros ?? []).flatMap(({ macroId, why }) => {
      const macro = workspace.get('macros', macroId)
      // It may have been withdrawn since it was suggested.
      if (macro === undefined || !macro.active) return []
      return [{ macro, why: macroWhyWords(why, { market, queue, macroName }) }]
    })
    // oxlint-disable-next-line react/exhaustive-deps -- what is read of macros changes with their version
  }, [workspace, found, market, queue, macrosVersion])
}
