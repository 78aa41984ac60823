import { useEffect, useRef } from 'react'
import { notify } from '#renderer/ui/toast-store.ts'
import { useRows } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'
import type { Row } from '#shared/tables.ts'

/** Cases of mine that the service gave me and that I have not answered. */
const readGiven = ({ me, lists }: Workspace): readonly Row<'cases'>[] =>
  lists.cases('mine').filter((row) => row.claim?.agentId === me.id && row.routed?.agentId === me.id)

/** Has it said when the service gives me a case; not of those that were there when the window opened. */
export function useGivenCases(isQuiet: boolean): void {
  const given = useRows(['cases', 'agents'], readGiven)
  const known = useRef<ReadonlySet<string> | null>(null)
  useEffect(() => {
    const now = new Set(given.map(({ id, routed }) => `${id} ${routed?.at ?? ''}`))
    const before = known.current
    known.current = now
    if (before === null || isQuiet) return
    const fresh = given.filter(({ id, routed }) => !before.has(`${id} ${routed?.at ?? ''}`))
    const [first] = fresh
    if (first === undefined) return
    const { number, subject } = first
    notify(fresh.length === 1 ? say('duty.given', { number, subject }) : say('duty.given-many', { n: fresh.length }))
  }, [given, isQuiet])
}
