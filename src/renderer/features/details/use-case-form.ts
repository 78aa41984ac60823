import { useCallback } from 'react'
import { type CaseForm, formOf } from '#shared/domain/case-form.ts'
import type { Row } from '#shared/tables.ts'
import { useRows } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'

/** What is asked on a case; undefined where nothing is. */
export function useCaseForm(row: Row<'cases'>): CaseForm | undefined {
  const find = useCallback(
    (workspace: Workspace) => formOf(row, { forms: workspace.all('forms'), queues: workspace.all('queues') }),
    [row],
  )
  return useRows(['forms', 'queues'], find)
}
