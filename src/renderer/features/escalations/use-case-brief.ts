import { useCallback, useMemo } from 'react'
import { type BriefSource, type CaseBrief, briefOf } from '#shared/case-brief.ts'
import type { Row } from '#shared/tables.ts'
import { useRows } from '#renderer/workspace/use-rows.ts'
import { useThread } from '#renderer/workspace/use-thread.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'

const topics = ['escalations', 'sopRuns', 'actions'] as const

/** The summary of a case, from what this computer has of it; `packet` is what Tier 1 says, or is about to say. */
export function useCaseBrief(row: Row<'cases'>, packet: BriefSource['packet']): CaseBrief {
  const { state, rows } = useThread(row)
  const find = useCallback(
    (workspace: Workspace) => ({
      escalations: workspace.children('escalations', row.id),
      runs: workspace.children('sopRuns', row.id),
      actions: workspace.children('actions', row.id),
    }),
    [row.id],
  )
  const found = useRows(topics, find)
  const readTitles = useCallback(
    (workspace: Workspace) =>
      new Map(
        rows
          .flatMap(({ macroId, macroIds = [] }) => [...(macroId === null ? [] : [macroId]), ...macroIds])
          .map((id) => [id, workspace.get('macros', id)?.title]),
      ),
    [rows],
  )
  const titles = useRows(['macros'], readTitles)
  return useMemo(
    () =>
      briefOf({
        row,
        packet,
        ...found,
        messages: state === 'ready' ? rows : null,
        macroTitle: (id) => titles.get(id),
      }),
    [row, packet, found, state, rows, titles],
  )
}
