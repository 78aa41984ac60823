import type { Row } from '#shared/tables.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'

const keepers: ReadonlySet<string> = new Set(['knowledge', 'supervisor', 'admin'])

/** Whether an agent may be shown an SOP: a draft or an archived one must not be followed by those who answer parties. */
export const mayRead = (sop: Row<'sops'>, agent: Row<'agents'>): boolean =>
  sop.state === 'published' || keepers.has(agent.role)

/** The SOP in the other languages it is there in, itself among them, by language. */
export const translationsOf = (workspace: Workspace, sop: Row<'sops'>): Row<'sops'>[] =>
  workspace
    .all('sops')
    .filter((other) => other.groupId === sop.groupId && mayRead(other, workspace.me))
    .sort((a, b) => a.locale.localeCompare(b.locale))
