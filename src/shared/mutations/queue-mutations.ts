import { z } from 'zod'
import { Id, MarketCode } from '../domain/base.ts'
import { EscalationReason } from '../domain/escalation.ts'
import { Queue, awayMinutesOf, raiseMinutesOf, takeUpMinutesOf } from '../domain/queue.ts'
import { can } from '../permissions.ts'
import type { Refusal } from '../refusals.ts'
import { type Context, type Every, type Maybe, defineMutation, every, maybe, put, refuse } from './define-mutation.ts'
import { differences, noted, tidied } from './setting-changes.ts'

const mostPlaces = 100

/** What can be said of how a queue is worked. Only what is said changes. */
export const QueueSettings = z
  .strictObject({
    name: z.string().trim().min(1).max(120),
    teamIds: z.array(Id).max(mostPlaces),
    siteIds: z.array(Id).max(mostPlaces),
    markets: z.array(MarketCode).max(60),
    work: z.enum(['push', 'pull']),
    skills: z.array(z.string().trim().min(1).max(60)).max(40),
    isByLanguage: z.boolean(),
    overflow: z.strictObject({ afterMinutes: z.number().int().min(1).max(10_080), queueId: Id }).nullable(),
    awayMinutes: z.number().int().min(0).max(1440),
    takeUpMinutes: z.number().int().min(1).max(1440).nullable(),
    isRoutedAnew: z.boolean(),
    reasons: z.array(EscalationReason).max(20),
    raiseMinutes: z.number().int().min(1).max(10_080).nullable(),
  })
  .partial()
export type QueueSettings = z.infer<typeof QueueSettings>

/** How a queue is worked that says nothing of it. */
const usual = {
  markets: [],
  work: 'pull',
  skills: [],
  isByLanguage: false,
  overflow: null,
  awayMinutes: awayMinutesOf({}),
  takeUpMinutes: takeUpMinutesOf({}),
  isRoutedAnew: true,
  reasons: [],
  raiseMinutes: raiseMinutesOf({}),
} as const

/** Why cases may not go on from this queue as it says, or null: not to one of Tier 2, and not to where they come from. */
function overflowRefusal(queue: Queue, queues: readonly Queue[]): Refusal | null {
  const nextOf = (id: string): string | undefined =>
    (id === queue.id ? queue : queues.find((one) => one.id === id))?.overflow?.queueId
  const firstId = nextOf(queue.id)
  if (firstId === undefined) return null
  const first = queues.find(({ id }) => id === firstId)
  if (queue.kind !== 'cases' || (firstId !== queue.id && first?.kind !== 'cases')) {
    return refuse('bad-arguments', 'overflow')
  }
  const seen = new Set<string>()
  for (let id: string | undefined = firstId; id !== undefined && !seen.has(id); id = nextOf(id)) {
    if (id === queue.id) return refuse('overflow-circle', queue.id)
    seen.add(id)
  }
  return null
}

const isSameName = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase()

type SiteReads = { readonly [site: `site/${number}`]: Maybe<'sites'> }
type TeamReads = { readonly [team: `team/${number}`]: Maybe<'teams'> }

const siteReads = ({ siteIds = [] }: QueueSettings): SiteReads =>
  Object.fromEntries(siteIds.map((id, index) => [`site/${index}`, maybe('sites', id)]))
const teamReads = ({ teamIds = [] }: QueueSettings): TeamReads =>
  Object.fromEntries(teamIds.map((id, index) => [`team/${index}`, maybe('teams', id)]))

/** Where a queue that is new comes to stand: last. */
const lastPlace = (queues: readonly Queue[]): Pick<Queue, 'position' | 'rank'> => ({
  position: Math.max(-1, ...queues.map(({ position }) => position)) + 1,
  rank: Math.max(-1, ...queues.map(({ rank = 0 }) => rank)) + 1,
})

interface Saving {
  readonly before: Queue | undefined
  readonly after: Queue
  readonly queues: readonly Queue[]
  /** Whether it changes who works the queue. */
  readonly isOpening: boolean
}

/** Why the actor may not make this of the queue, or null. */
function rightRefusal({ before, isOpening }: Saving, { actor }: Context): Refusal | null {
  const may = can(actor)
  if (!(before === undefined ? may.open() : may.arrangeQueue(before))) return refuse('not-allowed')
  return isOpening && !may.open() ? refuse('not-allowed', 'sites') : null
}

/** Why there cannot be such a queue, or null. */
const soundRefusal = ({ after, queues }: Saving): Refusal | null =>
  queues.some(({ id, name }) => id !== after.id && isSameName(name, after.name))
    ? refuse('name-taken')
    : overflowRefusal(after, queues)

/** Says how a queue is worked, or makes a new one, for which a name and a kind are needed. */
export const queueSave = defineMutation({
  name: 'queue.save',
  by: 'agent',
  args: z.strictObject({ queueId: Id, changeId: Id, kind: Queue.shape.kind.optional(), set: QueueSettings }),
  reads: ({ set }): SiteReads & TeamReads & { readonly queues: Every<'queues'> } => ({
    ...siteReads(set),
    ...teamReads(set),
    queues: every('queues'),
  }),
  apply({ queues, ...places }, { queueId, changeId, kind, set: said }, context) {
    const before = queues.find(({ id }) => id === queueId)
    const set = tidied(said)
    const changes = differences(before === undefined ? {} : { ...usual, ...before }, set)
    const isOpening = changes.some(({ field }) => field === 'teamIds' || field === 'siteIds')
    const empty = { id: queueId, name: '', kind: kind ?? 'cases', teamIds: [], siteIds: [], ...lastPlace(queues) }
    const after: Queue = { ...(before ?? empty), ...set }
    const saving = { before, after, queues, isOpening }
    const right = rightRefusal(saving, context)
    if (right !== null) return right
    if (before === undefined && (kind === undefined || set.name === undefined)) return refuse('bad-arguments', 'name')
    if (Object.values(places).includes(undefined)) return refuse('not-found', 'sites')
    const refusal = soundRefusal(saving)
    if (refusal !== null || changes.length === 0) return refusal ?? { changes: [] }
    const entry = { id: changeId, of: 'queues' as const, rowId: queueId, name: after.name }
    return { changes: [put('queues', after), ...noted(entry, changes, context)] }
  },
})

/** Queues that are put in order in one go. */
export const mostOrdered = 200

/** Says which queues come first when somebody could be given cases of several. `movedId`: the one it was about, for the history. */
export const queueOrder = defineMutation({
  name: 'queue.order',
  by: 'agent',
  args: z.strictObject({ queueIds: z.array(Id).min(1).max(mostOrdered), movedId: Id, changeId: Id }),
  reads: () => ({ queues: every('queues') }),
  apply({ queues }, { queueIds, movedId, changeId }, context) {
    if (!can(context.actor).open()) return refuse('not-allowed', 'queues')
    const isTwice = new Set(queueIds).size < queueIds.length
    if (isTwice || !queueIds.includes(movedId)) return refuse('bad-arguments', 'queueIds')
    const named = queueIds.flatMap((id) => queues.find((queue) => queue.id === id) ?? [])
    if (named.length < queueIds.length) return refuse('not-found', 'queues')
    const moved = named.flatMap((queue, rank) => (queue.rank === rank ? [] : [{ queue, rank }]))
    const about = named.find(({ id }) => id === movedId)
    const before = [...named].sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0) || a.position - b.position)
    const from = before.findIndex(({ id }) => id === movedId)
    const changes = differences({ rank: from }, { rank: queueIds.indexOf(movedId) })
    const entry = { id: changeId, of: 'queues' as const, rowId: movedId, name: about?.name ?? '' }
    const rows = moved.map(({ queue, rank }) => put('queues', { ...queue, rank }))
    return { changes: rows.length === 0 ? [] : [...rows, ...noted(entry, changes, context)] }
  },
})
