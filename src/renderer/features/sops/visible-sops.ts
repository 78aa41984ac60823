import { isOverAt, sopsInForce } from '#shared/sop-force.ts'
import type { Row } from '#shared/tables.ts'
import { sopsHere } from '#renderer/workspace/sops-here.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'

type Sop = Row<'sops'>

/** Whether an SOP may be read as it is: in force now, replaced by a later version, or not yet in force for those who look after SOPs. */
export const mayRead = (workspace: Pick<Workspace, 'all' | 'me'>, sop: Sop, now: number): boolean =>
  sop.ended?.why === 'superseded' ||
  sopsHere(workspace, now).some(({ id }) => id === sop.id) ||
  // Published, and perhaps for a later day.
  (sop.state === 'published' && now < isOverAt(sop))

/** The version of an SOP in the same language that is in force now, where this one is not; else null. */
export function inForceInstead(workspace: Pick<Workspace, 'all'>, sop: Sop, now: number): Sop | null {
  const same = workspace.all('sops').filter(({ groupId, locale }) => groupId === sop.groupId && locale === sop.locale)
  const [inForce] = sopsInForce(same, null, now)
  return inForce === undefined || inForce.id === sop.id ? null : inForce
}

/** The SOP in the other languages it is there in, itself among them, by language. */
export function translationsOf(workspace: Pick<Workspace, 'all' | 'me'>, sop: Sop, now: number): Sop[] {
  const others = sopsHere(workspace, now).filter(
    ({ groupId, locale }) => groupId === sop.groupId && locale !== sop.locale,
  )
  return [sop, ...others].sort((a, b) => a.locale.localeCompare(b.locale))
}

/** Whether a translation says an older version than the one in force in the language it was written in; null where it is no translation. */
export function sourceVersion(workspace: Pick<Workspace, 'all' | 'me'>, sop: Sop, now: number): number | null {
  if (sop.locale === sop.sourceLocale) return null
  const source = sopsHere(workspace, now).find(
    ({ groupId, locale }) => groupId === sop.groupId && locale === sop.sourceLocale,
  )
  return source === undefined ? null : source.version
}

/** Every version of an SOP in one language that this agent has, the newest first. */
export const versionsHere = (workspace: Pick<Workspace, 'all'>, { groupId, locale }: Sop): Sop[] =>
  workspace
    .all('sops')
    .filter((one) => one.groupId === groupId && one.locale === locale && one.ended?.why !== 'discarded')
    .sort((a, b) => b.version - a.version || b.updatedAt.localeCompare(a.updatedAt))
