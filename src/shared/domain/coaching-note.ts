import { z } from 'zod'
import { Id, Instant } from './base.ts'
import { ReturnReason } from './escalation.ts'

/** What Tier 2 gave back to somebody, and why: for them to learn from, and for who leads them. */
export const CoachingNote = z.looseObject({
  id: Id,
  /** Whom it is for. */
  agentId: Id,
  agentName: z.string().max(200),
  /** Where they work: who leads and reviews there sees it, too. Null: nobody but they and whoever wrote it. */
  siteId: Id.nullish(),
  caseId: Id,
  caseNumber: z.string().max(40),
  escalationId: Id,
  kind: z.enum(['returned', 'rejected']),
  reason: ReturnReason,
  step: z.string().max(1000),
  sentence: z.string().max(2000),
  byAgentId: Id,
  byName: z.string().max(200),
  at: Instant,
  /** When they have read it. */
  readAt: Instant.nullable(),
})
export type CoachingNote = z.infer<typeof CoachingNote>

const window14 = 14 * 24 * 3_600_000
/** So many for the same reason within 14 days are a matter for the supervisor. */
export const flaggedFrom = 3

/** Whom a supervisor should talk to, and about what: an agent and a reason with as many notes within the 14 days before `now` (milliseconds). */
export function flaggedBy(
  notes: readonly CoachingNote[],
  now: number,
): { readonly agentId: string; readonly agentName: string; readonly reason: ReturnReason; readonly count: number }[] {
  const lately = notes.filter(({ at }) => now - Date.parse(at) <= window14)
  const groups = new Map<string, CoachingNote[]>()
  for (const note of lately) {
    const key = `${note.agentId} ${note.reason}`
    groups.set(key, [...(groups.get(key) ?? []), note])
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined || group.length < flaggedFrom) return []
    const { agentId, agentName, reason } = first
    return [{ agentId, agentName, reason, count: group.length }]
  })
}
