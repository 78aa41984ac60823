import fc from 'fast-check'
import { expect, test } from 'vitest'
import { en } from '#renderer/words/en.ts'
import {
  EscalationState,
  canMove,
  canRedirect,
  isOpenEscalation,
  unraisedBecause,
} from '#shared/domain/escalation-state.ts'
import { mostRaised } from '#shared/mutations/escalation-raise.ts'
import type { Refusal } from '#shared/refusals.ts'
import { aCase, aPacket, aQueue, anAgent, idOf, someInstant } from '#tests/builders.ts'
import { OnRows } from '../mutations/on-rows.ts'

const first = aQueue({ id: idOf(0x33), kind: 'escalations', raiseMinutes: 60 })
const second = aQueue({ id: idOf(0x34), kind: 'escalations', name: 'Payments' })
const ana = anAgent()
const tia = anAgent({ id: idOf(0x43), name: 'Tia Ong', role: 'tier-2', queueIds: [first.id, second.id] })
const row = aCase()
const minutesOn = (minutes: number): string => new Date(Date.parse(someInstant) + minutes * 60_000).toISOString()

/** A desk on which time passes with each turn. */
class Walk extends OnRows {
  #turns = 0

  constructor() {
    super({ cases: [row], queues: [first, second] })
  }

  /** The newest: one that is over may be followed by another. */
  get last() {
    return this.rows
      .children('escalations', row.id)
      .toSorted((a, b) => a.id.localeCompare(b.id))
      .at(-1)
  }

  take(turn: Turn, minutes: number): Refusal | null {
    this.#turns += 1
    this.at = minutesOn((this.#turns - 1) * 60 + minutes)
    const { last } = this
    const which = { caseId: row.id, escalationId: last?.id ?? idOf(0x700), eventId: idOf(0x800 + this.#turns) }
    return turns[turn](this, which, last?.queueId ?? first.id)
  }

  /** An id for the next one that is submitted. */
  fresh(): string {
    return idOf(0x700 + this.#turns)
  }
}

interface Which {
  readonly caseId: string
  readonly escalationId: string
  readonly eventId: string
}
const why = { reason: 'missing-evidence', step: 'Step 2', sentence: 'The photo is missing.' } as const
const promised = { ...aPacket(), promise: { made: 'yes' as const, what: 'A call', dueAt: minutesOn(200) } }

/** Everything that anybody can do with an escalation, and to which state the table would have it go. */
const turns = {
  queued: (desk: Walk, which: Which) =>
    desk.run(ana, 'escalation.submit', { ...which, escalationId: desk.fresh(), queueId: first.id, packet: promised }),
  again: (desk: Walk, which: Which, queueId: string) =>
    desk.run(ana, 'escalation.resubmit', { ...which, queueId, packet: aPacket() }),
  accepted: (desk: Walk, which: Which, queueId: string) => desk.run(tia, 'escalation.accept', { ...which, queueId }),
  'in-progress': (desk: Walk, which: Which) => desk.run(tia, 'escalation.begin', which),
  waiting: (desk: Walk, which: Which) =>
    desk.run(tia, 'escalation.wait', { ...which, waitingFor: 'seller', nextUpdateAt: minutesOn(400) }),
  returned: (desk: Walk, which: Which, queueId: string) =>
    desk.run(tia, 'escalation.return', { ...which, queueId, ...why }),
  rejected: (desk: Walk, which: Which, queueId: string) =>
    desk.run(tia, 'escalation.reject', { ...which, queueId, ...why }),
  redirected: (desk: Walk, which: Which, queueId: string) => {
    const toQueueId = queueId === first.id ? second.id : first.id
    return desk.run(tia, 'escalation.redirect', { ...which, queueId, toQueueId })
  },
  withdrawn: (desk: Walk, which: Which) => desk.run(ana, 'escalation.withdraw', which),
  'handed-back': (desk: Walk, which: Which) =>
    desk.run(tia, 'escalation.hand-back', { ...which, decision: 'Yes.', replyText: 'Yes.' }),
  resolved: (desk: Walk, which: Which) => desk.run(tia, 'escalation.resolve', { ...which, decision: 'Done.' }),
  closed: (desk: Walk, which: Which) => desk.run(ana, 'escalation.close', which),
}
type Turn = keyof typeof turns
const turnNames = Object.keys(turns) as Turn[]
const targetOf = (turn: Turn): EscalationState =>
  turn === 'again' || turn === 'redirected' ? 'queued' : EscalationState.parse(turn)

const walks = fc.array(fc.tuple(fc.constantFrom(...turnNames), fc.integer({ min: 0, max: 59 })), { maxLength: 16 })

const toTheEnd: [Turn, number][] = [
  ['queued', 1],
  ['accepted', 1],
  ['resolved', 1],
  ['closed', 1],
]

/** What a turn came to. */
function toldAfter(desk: Walk, before: Walk['last'], refusal: Refusal | null) {
  const after = desk.last
  const told = desk.rows.get('cases', row.id)?.escalation ?? null
  const isOpen = after !== undefined && isOpenEscalation(after.state)
  return {
    state: after?.state ?? null,
    isAnother: after?.id !== before?.id,
    // The case says of it what is so, as long as it binds the case.
    isToldRightly: isOpen ? told?.id === after.id && told.state === after.state : told === null,
    hasSentence: refusal === null || Object.hasOwn(en, `refused.${refusal.refused}`),
  }
}

function mayTake(turn: Turn, before: Walk['last']): boolean {
  if (before === undefined) return turn === 'queued'
  if (turn === 'queued') return !isOpenEscalation(before.state)
  return turn === 'redirected' ? canRedirect(before.state) : canMove(before.state, targetOf(turn))
}

// Catches a way round the table: a decision that is returned, an escalation that is taken after it was withdrawn, a second one beside an open one.
test('whatever people do with an escalation, it goes only where the table leads, and what is refused has a sentence', () => {
  const reached = new Set<EscalationState | null>()
  fc.assert(
    fc.property(walks, (walk) => {
      const desk = new Walk()
      for (const [turn, minutes] of walk) {
        const before = desk.last
        const refusal = desk.take(turn, minutes)
        const isTaken = refusal === null
        expect([turn, before?.state, !isTaken || mayTake(turn, before)]).toEqual([turn, before?.state, true])
        expect(toldAfter(desk, before, refusal)).toEqual({
          state: isTaken ? targetOf(turn) : (before?.state ?? null),
          isAnother: isTaken && turn === 'queued',
          isToldRightly: true,
          hasSentence: true,
        })
        reached.add(desk.last?.state ?? null)
      }
    }),
    // Walks to where chance seldom leads.
    { numRuns: 1500, examples: [[toTheEnd]] },
  )
  expect([...reached].filter((state) => state !== null).sort()).toEqual([...EscalationState.options].sort())
})

/** What is wrong with when an escalation is raised, or null. */
function raiseFault({ last }: Walk): string | null {
  if (last === undefined) return null
  const { state, raiseAt, raised } = last
  const has = raiseAt !== null && raiseAt !== undefined
  if (unraisedBecause[state] !== null) return has ? `${state} has a time` : null
  // Raised as far as it goes, whoever leads knows of it.
  return !has && (raised?.level ?? 0) < mostRaised ? `${state} has none` : null
}

// Catches an escalation that a clock would raise after it is decided or over, and one that lies with Tier 2 for ever.
test('whatever is with Tier 2 undecided has the time at which a clock raises it, and nothing else has one', () => {
  fc.assert(
    fc.property(walks, (walk) => {
      const desk = new Walk()
      for (const [turn, minutes] of walk) {
        desk.take(turn, minutes)
        expect(raiseFault(desk)).toBeNull()
      }
    }),
    { numRuns: 500 },
  )
})
