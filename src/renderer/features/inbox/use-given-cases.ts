import { useEffect, useRef } from 'react'
import { notify } from '#renderer/ui/toast-store.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'
import type { LeftLying } from '#shared/domain/case.ts'
import { isPushed } from '#shared/domain/queue.ts'
import { workOf } from '#shared/routing.ts'
import type { Row } from '#shared/tables.ts'

/** A case that the service gave me and that I have neither answered nor, of Tier 2, accepted. */
interface Given {
  readonly row: Row<'cases'>
  /** Which giving it is: it may be given to me more than once. */
  readonly mark: string
  /** Who had it before me and did not open it. */
  readonly after: LeftLying | undefined
}

const isWaiting = ({ escalation }: Row<'cases'>): boolean => escalation?.state === 'queued'

function readGiven({ me, lists }: Workspace): readonly Given[] {
  const tier2 = lists
    .queues('escalations')
    .filter(isPushed)
    .flatMap(({ id }) => lists.cases(`tier-2/${id}`).filter(isWaiting))
  return [...lists.cases('mine'), ...tier2].flatMap((row) => {
    const { claim, routed, leftLying = [] } = workOf(row)
    if (claim?.agentId !== me.id || routed?.agentId !== me.id) return []
    return [{ row, mark: `${row.id} ${routed.at}`, after: leftLying.at(-1) }]
  })
}

const marksOf = (given: readonly Given[]): ReadonlySet<string> => new Set(given.map(({ mark }) => mark))

/** What was taken from me because I had not opened it, since the last look. */
function takenFrom(workspace: Workspace, before: readonly Given[], now: ReadonlySet<string>): Row<'cases'>[] {
  return before.flatMap(({ row: { id }, mark }) => {
    const row = now.has(mark) ? undefined : workspace.get('cases', id)
    const left = row === undefined ? [] : (workOf(row).leftLying ?? [])
    return row !== undefined && left.some(({ agentId }) => agentId === workspace.me.id) ? [row] : []
  })
}

function tellGiven(fresh: readonly Given[]): void {
  const [first] = fresh
  if (first === undefined) return
  const { number, subject } = first.row
  if (fresh.length > 1) return notify(say('duty.given-many', { n: fresh.length }))
  const words = { number, subject, name: first.after?.name ?? '' }
  notify(first.after === undefined ? say('duty.given', words) : say('duty.given-after', words))
}

/** Somebody who is not there does not read what goes by in seconds. */
const takenLastsMs = 15 * 60_000

/** Has it said when the service gives me a case, and when it takes one back that I did not open; not of those from before the window opened. */
export function useGivenCases(isQuiet: boolean): void {
  const workspace = useWorkspace()
  const given = useRows(['cases', 'agents', 'queues'], readGiven)
  const known = useRef<readonly Given[] | null>(null)
  useEffect(() => {
    const before = known.current
    known.current = given
    if (before === null || isQuiet) return
    const was = marksOf(before)
    tellGiven(given.filter(({ mark }) => !was.has(mark)))
    for (const { number, subject } of takenFrom(workspace, before, marksOf(given))) {
      notify(say('duty.taken', { number, subject }), { tone: 'bad', lastsMs: takenLastsMs })
    }
  }, [workspace, given, isQuiet])
}
