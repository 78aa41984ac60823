import { z } from 'zod'
import { Id, Instant, MarketCode } from './base.ts'
import { EscalationReason } from './escalation.ts'

/** An SOP that has to be acknowledged before anyone is given a case out of a queue. */
export const SopGate = z.looseObject({
  groupId: Id,
  title: z.string().max(500),
  /** This version or a later one. */
  version: z.number().int().min(1),
  /** Null: whatever the case's market. */
  markets: z.array(MarketCode).max(40).nullable(),
  /** Asked for from then on; null: already. */
  from: Instant.nullable(),
})
export type SopGate = z.infer<typeof SopGate>

/** Where cases wait. A queue of kind `escalations` is one that Tier 2 takes its work from. */
export const Queue = z.looseObject({
  id: Id,
  name: z.string().min(1).max(120),
  kind: z.enum(['cases', 'escalations']),
  /** Who may work it: agents of these teams, and agents of these sites. */
  teamIds: z.array(Id),
  siteIds: z.array(Id),
  position: z.number().int(),
  // Missing on rows from before there was such a thing.
  /** `push`: the service gives its cases out. Missing or `pull`: agents take them. */
  work: z.enum(['push', 'pull']).optional(),
  /** Markets whose cases it is for. Missing or empty: of every market. */
  markets: z.array(MarketCode).max(60).optional(),
  /** What an agent must have to be given one. */
  skills: z.array(z.string().min(1).max(60)).optional(),
  /** Whether the case's language must be one of the agent's. */
  isByLanguage: z.boolean().optional(),
  /** Lower comes first when an agent could be given cases of several queues. */
  rank: z.number().int().optional(),
  /** Where a case goes that nobody has been given for so many minutes. */
  overflow: z.looseObject({ afterMinutes: z.number().int().min(1), queueId: Id }).nullish(),
  /** After how many minutes without their agent cases of it that need one go back. Missing: 10. */
  awayMinutes: z.number().int().min(0).max(1440).optional(),
  /** Of a queue whose cases are given out: after how many minutes one goes to somebody else that its agent has not opened. Missing: 15. Null: never. */
  takeUpMinutes: z.number().int().min(1).max(1440).nullish(),
  /** Of a queue whose cases are given out: whether one whose party waits goes to somebody else while its agent is not at work. Missing: yes. */
  isRoutedAnew: z.boolean().optional(),
  /** Sites that work it in the place of one that is down. */
  lent: z
    .array(z.looseObject({ forSiteId: Id, siteIds: z.array(Id).max(20) }))
    .max(20)
    .optional(),
  /** Of a queue of Tier 2: what is handed to it; missing or empty: whatever has no queue of its own. */
  reasons: z.array(EscalationReason).max(20).optional(),
  /**
   * Of a queue of Tier 2: after how many minutes an escalation is raised that nobody has accepted, or on which whoever has it took no turn.
   * Missing: 240. Null: never.
   */
  raiseMinutes: z.number().int().min(1).max(100_000).nullish(),
  /** What is asked on its cases. */
  formId: Id.nullish(),
  sopGates: z.array(SopGate).max(40).optional(),
})
export type Queue = z.infer<typeof Queue>

/** Whether the service gives its cases out, rather than agents taking them: to Tier 2 where it is a queue of theirs. */
export const isPushed = ({ work }: Pick<Queue, 'work'>): boolean => work === 'push'

/** After how many minutes without their agent cases that need one go back. */
export const awayMinutesOf = ({ awayMinutes = 10 }: Pick<Queue, 'awayMinutes'>): number => awayMinutes

/** How long somebody has to open a case that was given to them, in minutes; null: as long as they like. */
export const takeUpMinutesOf = ({ takeUpMinutes = 15 }: Pick<Queue, 'takeUpMinutes'>): number | null => takeUpMinutes

/** After how many minutes without a turn an escalation is raised, null: not by its queue. */
export const raiseMinutesOf = ({ raiseMinutes = 240 }: Pick<Queue, 'raiseMinutes'>): number | null => raiseMinutes

/** Whether cases of a market belong into the queue. */
export const isForMarket = ({ markets = [] }: Pick<Queue, 'markets'>, market: string): boolean =>
  markets.length === 0 || markets.includes(market)
