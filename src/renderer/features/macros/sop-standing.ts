import type { MacroContent } from '#shared/domain/macro.ts'
import { sopsInForce } from '#shared/sop-force.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'

/** How the SOP behind a macro stands to the version the macro was written after; `gone`: none of it is in force for this agent. */
export interface SopStanding {
  readonly is: 'current' | 'review-due' | 'gone'
  readonly title: string
  readonly version: number
  readonly now: number
}

/** Whether the SOP that a macro follows has changed since; null where it follows none. The newest translation counts. */
export function sopStanding(workspace: Pick<Workspace, 'all'>, bound: MacroContent['sop']): SopStanding | null {
  if (bound === null || bound === undefined) return null
  const inForce = sopsInForce(
    workspace.all('sops').filter(({ groupId }) => groupId === bound.groupId),
    null,
    Date.now(),
  ).sort((a, b) => b.version - a.version)
  const [newest] = inForce
  const { version } = bound
  if (newest === undefined) return { is: 'gone', title: say('macro.unknown'), version, now: 0 }
  const { title } = inForce.find(({ locale, sourceLocale }) => locale === sourceLocale) ?? newest
  return { is: newest.version > version ? 'review-due' : 'current', title, version, now: newest.version }
}

/** The newest version in force of each SOP by its group, in any language. */
export function newestVersions(workspace: Pick<Workspace, 'all'>): ReadonlyMap<string, number> {
  const newest = new Map<string, number>()
  for (const { groupId, version } of sopsInForce(workspace.all('sops'), null, Date.now())) {
    newest.set(groupId, Math.max(version, newest.get(groupId) ?? 0))
  }
  return newest
}

type Bound = Pick<MacroContent, 'sop'>

/** Whether the SOP that a macro follows has changed since it was written. */
export const isReviewDue = ({ sop }: Bound, newest: ReadonlyMap<string, number>): boolean =>
  sop !== null && sop !== undefined && (newest.get(sop.groupId) ?? 0) > sop.version

/** Whether none of the SOP that a macro follows is in force for this agent. */
export const isWithoutSop = ({ sop }: Bound, newest: ReadonlyMap<string, number>): boolean =>
  sop !== null && sop !== undefined && !newest.has(sop.groupId)
