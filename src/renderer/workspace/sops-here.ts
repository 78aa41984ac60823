import { useCallback } from 'react'
import { sopsInForce } from '#shared/sop-force.ts'
import type { Row } from '#shared/tables.ts'
import { useNow } from './use-now.ts'
import { useRows } from './use-rows.ts'
import type { Workspace } from './workspace.ts'

type Sop = Row<'sops'>

const keepers: ReadonlySet<string> = new Set(['knowledge', 'supervisor', 'admin'])

/** Whether something was never in force here, and nobody has thrown it away. */
const isWaiting = ({ state, publishedAt, ended }: Sop): boolean =>
  state !== 'published' && (publishedAt ?? null) === null && (ended ?? null) === null

/**
 * The SOPs that are shown, found and followed: of each one the version in force, by this computer's clock while there is no service to ask.
 * Those who look after SOPs see what was never in force, too. `now` in milliseconds since 1970.
 */
export function sopsHere(workspace: Pick<Workspace, 'all' | 'me'>, now: number): Sop[] {
  const all = workspace.all('sops')
  const inForce = sopsInForce(all, null, now)
  if (!keepers.has(workspace.me.role)) return inForce
  const known = new Set(inForce.map(({ groupId }) => groupId))
  return [...inForce, ...all.filter((sop) => isWaiting(sop) && !known.has(sop.groupId))]
}

/** The SOPs that are shown now; what expires meanwhile goes by itself. */
export function useSopsHere(): readonly Sop[] {
  const now = useNow()
  const read = useCallback((workspace: Workspace) => sopsHere(workspace, now), [now])
  return useRows(['sops', 'agents'], read)
}
