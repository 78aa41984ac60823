import { z } from 'zod'
import { Id } from '../domain/base.ts'
import type { Queue } from '../domain/queue.ts'
import type { Site } from '../domain/site.ts'
import { can } from '../permissions.ts'
import { type Context, type One, type Outcome, defineMutation, one, put, refuse } from './define-mutation.ts'
import { agentOf } from './escalation-turns.ts'

/** Queues that change hands in one go. */
export const mostLent = 200
/** Sites that stand in for one. */
export const mostStandIns = 20

const queueIds = z.array(Id).max(mostLent)

type QueueReads = { readonly [queue: `queue/${number}`]: One<'queues'> }
type SiteReads = { readonly [site: `to/${number}`]: One<'sites'> }

const queueReads = (ids: readonly string[]): QueueReads =>
  Object.fromEntries(ids.map((id, index) => [`queue/${index}`, one('queues', id)]))
const siteReads = (ids: readonly string[]): SiteReads =>
  Object.fromEntries(ids.map((id, index) => [`to/${index}`, one('sites', id)]))

const isUnique = (ids: readonly string[]): boolean => new Set(ids).size === ids.length
const isDown = ({ down }: Site): boolean => down !== null && down !== undefined

/** The queue as if nobody stood in for this site. */
const without = (queue: Queue, siteId: string): Queue => ({
  ...queue,
  lent: (queue.lent ?? []).filter(({ forSiteId }) => forSiteId !== siteId),
})

/** Whether these may stand in: those the site names, or any where one leads the whole workspace. */
const mayStandIn = (site: Site, siteIds: readonly string[], { actor }: Context): boolean =>
  (actor.kind === 'agent' && actor.agent.sees === 'workspace') ||
  siteIds.every((id) => site.failoverSiteIds?.includes(id) === true)

/** Says that a site is down: these of its queues are worked by other sites, besides itself, until it is taken back. */
export const siteMarkDown = defineMutation({
  name: 'site.mark-down',
  by: 'agent',
  args: z.strictObject({
    siteId: Id,
    siteIds: z.array(Id).min(1).max(mostStandIns),
    queueIds,
    reason: z.string().trim().min(1).max(300),
  }),
  reads: (args): { readonly site: One<'sites'> } & QueueReads & SiteReads => ({
    ...queueReads(args.queueIds),
    ...siteReads(args.siteIds),
    site: one('sites', args.siteId),
  }),
  apply(found, args, context): Outcome {
    const { site } = found
    const by = agentOf(context)
    if (by === null || !can(context.actor).failOver(site)) return refuse('not-allowed')
    if (!isUnique(args.siteIds) || !isUnique(args.queueIds) || args.siteIds.includes(site.id)) {
      return refuse('bad-arguments', 'siteIds')
    }
    const taking = args.siteIds.flatMap((_, index) => found[`to/${index}`] ?? [])
    const lending = args.queueIds.flatMap((_, index) => found[`queue/${index}`] ?? [])
    const downId = [site, ...taking].find(isDown)?.id
    if (downId !== undefined) return refuse('site-is-down', downId)
    const isAllowed =
      mayStandIn(site, args.siteIds, context) && lending.every((queue) => can(context.actor).lend(queue))
    if (!isAllowed) return refuse('not-allowed', 'queues')
    const { siteIds, reason } = args
    const down = { since: context.at, byAgentId: by.id, reason, queueIds: args.queueIds, siteIds }
    const lent = lending.map((queue) => {
      const others = without(queue, site.id)
      return put('queues', { ...others, lent: [...(others.lent ?? []), { forSiteId: site.id, siteIds }] })
    })
    return { changes: [put('sites', { ...site, down }), ...lent] }
  },
})

/** The site works again: its queues are its own. All that it lent must be named, so that nothing stays behind with the others. */
export const siteTakeBack = defineMutation({
  name: 'site.take-back',
  by: 'agent',
  args: z.strictObject({ siteId: Id, queueIds }),
  reads: (args): { readonly site: One<'sites'> } & QueueReads => ({
    ...queueReads(args.queueIds),
    site: one('sites', args.siteId),
  }),
  apply(found, args, context): Outcome {
    const { site } = found
    if (!can(context.actor).failOver(site)) return refuse('not-allowed')
    if (!isDown(site)) return { changes: [] }
    const isWhole = (site.down?.queueIds ?? []).every((id) => args.queueIds.includes(id))
    if (!isWhole || !isUnique(args.queueIds)) return refuse('bad-arguments', 'queueIds')
    const back = args.queueIds.flatMap((_, index) => {
      const queue = found[`queue/${index}`]
      const isLent = queue?.lent?.some(({ forSiteId }) => forSiteId === site.id) === true
      return queue === undefined || !isLent ? [] : [put('queues', without(queue, site.id))]
    })
    return { changes: [put('sites', { ...site, down: null }), ...back] }
  },
})
