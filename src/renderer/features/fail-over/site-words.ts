import { sayList } from '#renderer/words/say.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'

/** Names of rows, as a list in words; those that are not there any more are left out. */
const namesOf = (workspace: Workspace, table: 'sites' | 'queues', ids: readonly string[]): string =>
  sayList(ids.flatMap((id) => workspace.get(table, id)?.name ?? []))

export const siteNames = (workspace: Workspace, ids: readonly string[]): string => namesOf(workspace, 'sites', ids)

export const queueNames = (workspace: Workspace, ids: readonly string[]): string => namesOf(workspace, 'queues', ids)
