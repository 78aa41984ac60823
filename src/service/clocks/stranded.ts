import { isAbsent } from '#shared/domain/agent-status.ts'
import { type Queue, awayMinutesOf, isPushed } from '#shared/domain/queue.ts'
import type { GiveBackReason } from '#shared/mutations/give-back.ts'
import type { RoutedCase } from './case-line.ts'
import type { Worker } from './worker.ts'

/** A case whose agent is not there for it. */
export interface Stranded {
  readonly caseId: string
  readonly agentId: string
  readonly siteId: string | null
  readonly why: Exclude<GiveBackReason, 'end-of-shift' | 'lying'>
}

const isClaimed = ({ claim }: RoutedCase): boolean => claim !== null && claim !== undefined

const isLentFor = ({ lent }: Queue, siteId: string | null): boolean =>
  lent !== undefined && lent.some(({ forSiteId }) => forSiteId === siteId)

/** Since when nobody is there for the cases of an agent, and why; null while somebody is, or nothing was ever said of them. */
function absence({ agent, isKnown, isSiteDown, status }: Worker): { why: Stranded['why']; since: number } | null {
  if (!isKnown) return null
  if (!agent.active) return { why: 'offline', since: 0 }
  if (isSiteDown) return { why: 'site-down', since: 0 }
  if (status === null || !isAbsent(status.state)) return null
  return { why: status.state === 'away' ? 'away' : 'offline', since: Date.parse(status.since) }
}

/** Whether this case of somebody who is absent goes to others now. What they took after they had said so they mean to do. */
function isDue(row: RoutedCase, queue: Queue, worker: Worker, gone: { why: string; since: number }, now: number) {
  if (gone.why === 'site-down') return isLentFor(queue, worker.agent.siteId)
  const isNamed = !isClaimed(row)
  if (isNamed && !(isPushed(queue) && queue.isRoutedAnew !== false)) return false
  if (!isNamed && row.claim !== null && row.claim !== undefined && Date.parse(row.claim.at) > gone.since) return false
  // Who has gone home is not coming back; who went away, or was lost, may be.
  const isOver = gone.why === 'offline' && (worker.status?.before ?? null) === null
  return gone.since + (isOver ? 0 : awayMinutesOf(queue) * 60_000) <= now
}

/** The cases of an agent that owe something and must not wait for them any longer. `now` in milliseconds since 1970. */
export function strandedOf(
  worker: Worker,
  now: number,
  find: { readonly row: (id: string) => RoutedCase | undefined; readonly queue: (id: string) => Queue | undefined },
): Stranded[] {
  if (worker.owed.size === 0) return []
  const gone = absence(worker)
  if (gone === null) return []
  return [...worker.owed].flatMap((caseId) => {
    const row = find.row(caseId)
    const queue = row === undefined ? undefined : find.queue(row.queueId)
    if (row === undefined || queue === undefined || !isDue(row, queue, worker, gone, now)) return []
    return [{ caseId, agentId: worker.id, siteId: worker.agent.siteId, why: gone.why }]
  })
}
