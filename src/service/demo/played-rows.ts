import { z } from 'zod'
import { maySee, ownAudience, scopesOf } from '#shared/audience.ts'
import type { Actor } from '#shared/domain/actor.ts'
import { allMutations } from '#shared/mutations/all-mutations.ts'
import type { Mutation } from '#shared/mutations/define-mutation.ts'
import { runMutation } from '#shared/mutations/run-mutation.ts'
import { type Row, isTableName } from '#shared/tables.ts'
import type { DemoBook } from './demo-book.ts'
import { demoId, minutesAgo } from './demo-ids.ts'
import type { DemoStage } from './demo-stage.ts'
import { Ago } from './demo-slug.ts'

const DemoStep = z.strictObject({
  ago: Ago,
  /** The slug of an agent, or the service: its clock, or a channel. */
  by: z.string(),
  /** The name of a mutation. */
  do: z.string(),
  with: z.record(z.string(), z.json()).default({}),
})

/**
 * What people did in the demo before it begins, as the mutations that they named: what stands in it afterwards was reached as it is in the
 * product. Ids, instants and what goes by itself are written short; see `written` and `implied`.
 */
export const DemoPlayed = z.array(
  z.strictObject({
    /** The number of the case that all of it is about. */
    case: z.string().optional(),
    steps: z.array(DemoStep).min(1),
  }),
)
export type DemoPlayed = z.infer<typeof DemoPlayed>

interface Step extends z.infer<typeof DemoStep> {
  readonly case: string | undefined
  /** Its place among the steps of its case. */
  readonly place: number
}

const System = z.enum(['clock', 'channel'])

/** A short form as the row says it: `ref:table/slug` is an id, `at:60` an instant an hour ago, `order:number` and `sop:slug.en` what a packet says of them, `last:reply` the last one on the case. */
function written(value: unknown, book: DemoBook, lastReplyId: string | null): unknown {
  if (Array.isArray(value)) return value.map((one) => written(one, book, lastReplyId))
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, written(one, book, lastReplyId)]))
  }
  const [, form, of = ''] = (typeof value === 'string' ? /^(ref|at|order|sop|last):(\S+)$/.exec(value) : null) ?? []
  switch (form) {
    case 'ref': {
      const [table = '', ...slug] = of.split('/')
      if (!isTableName(table)) throw new Error(`The demo names the table "${table}", which there is not.`)
      return demoId(table, ...slug)
    }
    case 'at':
      return minutesAgo(book.now, Number(of))
    case 'order':
      return { has: 'order', orderId: book.order(of).id, number: of }
    case 'sop': {
      const { id, title, version } = book.sop(of)
      return { has: 'sop', sopId: id, title, version }
    }
    case 'last':
      return lastReplyId
    default:
      return value
  }
}

/** What a step need not say: which case it is about and what hangs on that, and what its entry in the thread is called. */
function implied({ case: number, place }: Step, mutation: Mutation, stage: DemoStage): { [key: string]: unknown } {
  const of = number ?? mutation.name
  const caseId = demoId('cases', of)
  const known: { [key: string]: unknown } = {
    caseId,
    escalationId: demoId('escalations', of),
    disputeId: demoId('disputes', of),
    actionId: demoId('actions', of),
    askId: demoId('asks', of),
    sopRunId: demoId('sopRuns', of),
    eventId: demoId('messages', of, `played-${place}`),
    messageId: demoId('messages', of, `said-${place}`),
    afterReplyId: stage.get('cases', caseId)?.lastReplyId ?? null,
    ...(mutation.name.startsWith('escalation.')
      ? { queueId: stage.get('escalations', demoId('escalations', of))?.queueId }
      : {}),
  }
  // Every mutation takes an object, whose fields say what may be said at all.
  const shape = mutation.args instanceof z.ZodObject ? mutation.args.shape : {}
  const asked = Object.keys(shape).filter((key) => known[key] !== undefined)
  return Object.fromEntries(asked.map((key) => [key, known[key]]))
}

function actorOf({ by }: Step, book: DemoBook): Actor {
  const system = System.safeParse(by)
  return system.success ? { kind: 'system', name: system.data } : { kind: 'agent', agent: book.agent(by) }
}

/** Throws where an agent does something on a case that they would not see: the service would know of no such case. */
function seenBy({ by, case: number }: Step, stage: DemoStage, book: DemoBook): void {
  const row = number === undefined ? undefined : stage.get('cases', demoId('cases', number))
  if (row === undefined || !book.isAgent(by)) return
  const held = scopesOf(book.agent(by), stage.every('queues'))
  if (!maySee(held, ownAudience('cases', row) ?? [])) throw new Error(`In the demo ${by} does not see case ${number}.`)
}

/** When the clocks of what is on a case run out by which something happens by itself. */
function clocksOn({ escalation, ask, dispute }: Row<'cases'>, stage: DemoStage): (string | null | undefined)[] {
  const { clock } = (dispute ? stage.get('disputes', dispute.id)?.work : undefined) ?? {}
  return [
    escalation ? stage.get('escalations', escalation.id)?.raiseAt : null,
    ask ? stage.get('asks', ask.id)?.raiseAt : null,
    clock?.runs === true && clock.overdueSince === null ? clock.at : null,
  ]
}

/** Throws where a clock of the case would have done something before this step, which the demo does not say. */
function inTime({ case: number = '', do: what }: Step, stage: DemoStage, at: string): void {
  const row = stage.get('cases', demoId('cases', number))
  const passed = row === undefined ? undefined : clocksOn(row, stage).find((one) => typeof one === 'string' && one < at)
  if (typeof passed !== 'string') return
  throw new Error(`In the demo a clock of case ${number} runs out at ${passed}, before ${what}.`)
}

/** Plays what people did, oldest first. Throws where the product would refuse it, and says what and why. */
export function play(played: DemoPlayed, stage: DemoStage, book: DemoBook): void {
  const steps = played.flatMap((one) => one.steps.map((step, place): Step => ({ ...step, case: one.case, place })))
  for (const step of steps.sort((a, b) => b.ago - a.ago)) {
    const mutation = allMutations.get(step.do)
    if (mutation === undefined) throw new Error(`The demo names the mutation "${step.do}", which there is not.`)
    const lastReplyId = stage.get('cases', demoId('cases', step.case ?? ''))?.lastReplyId ?? null
    const args = { ...implied(step, mutation, stage), ...(written(step.with, book, lastReplyId) as object) }
    seenBy(step, stage, book)
    inTime(step, stage, minutesAgo(book.now, step.ago))
    const context = { actor: actorOf(step, book), at: minutesAgo(book.now, step.ago) }
    const outcome = runMutation(mutation, args, context, stage)
    if ('refused' in outcome) {
      const where = `${step.do} on ${step.case ?? 'no case'}, ${step.ago} minutes before now, by ${step.by}`
      throw new Error(`The demo cannot be played: ${where}: ${outcome.refused} ${outcome.about ?? ''}`.trim())
    }
    if (outcome.changes.length === 0)
      throw new Error(`In the demo nothing comes of ${step.do} on case ${step.case ?? ''}.`)
    stage.write(outcome.changes)
  }
}
