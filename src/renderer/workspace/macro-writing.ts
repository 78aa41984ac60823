import type { MacroContent } from '#shared/domain/macro.ts'
import { newId } from '#shared/new-id.ts'
import { can } from '#shared/permissions.ts'
import type { Row } from '#shared/tables.ts'
import type { Named, OutboxEntry, Workspace } from './workspace.ts'

type Version = Row<'macroVersions'>

/** Something that is being written about a macro: its version, which may be new. */
export interface MacroDraft {
  readonly macroId: string
  readonly versionId: string
  readonly content: MacroContent
  readonly note: string
}

// What is said of a version comes after what was written of it.
const versionOf = (entry: OutboxEntry): unknown => (entry.args as { versionId?: unknown }).versionId
const after = (workspace: Workspace, versionId: string): string[] =>
  workspace
    .waiting()
    .filter((entry) => versionOf(entry) === versionId)
    .slice(-1)
    .map(({ opId }) => opId)

export const saveMacroDraft = (workspace: Workspace, draft: MacroDraft): Named =>
  workspace.mutate('macro.save-draft', { ...draft }, after(workspace, draft.versionId))

export const askReview = (workspace: Workspace, versionId: string): Named =>
  workspace.mutate('macro.ask-review', { versionId }, after(workspace, versionId))

export const sendBack = (workspace: Workspace, versionId: string, said: string): Named =>
  workspace.mutate('macro.send-back', { versionId, said }, after(workspace, versionId))

/** Puts a version in force in place of the one that is. */
export const publishMacro = (workspace: Workspace, { id, macroId }: Version, said: string): Named => {
  const insteadOf = workspace.get('macros', macroId)?.versionId ?? null
  const args = { macroId, versionId: id, insteadOf, originalId: newId(), said }
  return workspace.mutate('macro.publish', args, after(workspace, id))
}

/** Takes a macro out of use, or with `versionId` throws that draft away. */
export const archiveMacro = (workspace: Workspace, macroId: string, versionId: string | null): Named =>
  workspace.mutate('macro.archive', { macroId, versionId }, versionId === null ? [] : after(workspace, versionId))

/** The versions of one macro, the newest first. */
export const versionsOf = (workspace: Pick<Workspace, 'all'>, macroId: string): Version[] =>
  workspace
    .all('macroVersions')
    .filter((version) => version.macroId === macroId)
    .sort((a, b) => b.number - a.number || b.updatedAt.localeCompare(a.updatedAt))

/** Whether this version still waits for somebody: its author, or a reviewer. */
export const isUnderWay = ({ state }: Version): boolean => state === 'draft' || state === 'in-review'

/** What this agent may do with macros. */
export const macroRights = (workspace: Pick<Workspace, 'me'>) => can({ kind: 'agent', agent: workspace.me })
