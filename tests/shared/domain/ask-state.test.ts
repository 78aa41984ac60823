import fc from 'fast-check'
import { expect, test } from 'vitest'
import { en } from '#renderer/words/en.ts'
import { EscalationState, canMove, isOpenEscalation, isWithTier2 } from '#shared/domain/escalation-state.ts'
import type { SupervisorAsk } from '#shared/domain/supervisor-ask.ts'
import type { Refusal } from '#shared/refusals.ts'
import { aCase, anAgent, idOf, someInstant } from '#tests/builders.ts'
import { OnRows } from '../mutations/on-rows.ts'

// A question to whoever leads at a site goes by the table of escalations, with one short cut: an answer accepts what nobody has accepted.

const site = idOf(1)
const ana = anAgent({ siteId: site })
const lead = anAgent({ id: idOf(0x50), name: 'Lea Tan', role: 'supervisor', siteId: site })
const row = aCase()
const byAsker: ReadonlySet<EscalationState> = new Set(['queued', 'withdrawn', 'closed'])
const mostRaised = 2

type Deed = EscalationState | 'ask' | 'raise'
const deeds: readonly Deed[] = ['ask', 'raise', ...EscalationState.options]
const minutesOn = (minutes: number): string => new Date(Date.parse(someInstant) + minutes * 60_000).toISOString()

/** A desk on which ten minutes pass with each deed. */
class Walk extends OnRows {
  #deeds = 0
  #askId = idOf(0x700)

  constructor() {
    super({ cases: [row] })
  }

  /** The newest: one that is over may be followed by another. */
  get last(): SupervisorAsk | undefined {
    return this.rows.get('asks', this.#askId)
  }

  take(deed: Deed): Refusal | null {
    this.#deeds += 1
    this.at = minutesOn(this.#deeds * 10)
    const of = { caseId: row.id, askId: this.#askId }
    if (deed === 'raise') return this.runAsService('ask.raise', { ...of, at: this.last?.raiseAt ?? this.at })
    if (deed === 'ask') {
      const asked = { reason: 'needs-approval', question: 'May I?', withinMinutes: 30 } as const
      const askId = idOf(0x700 + this.#deeds)
      const refusal = this.run(ana, 'ask.submit', { ...of, askId, ...asked })
      if (refusal === null) this.#askId = askId
      return refusal
    }
    const who = byAsker.has(deed) ? ana : lead
    return this.run(who, 'ask.turn', { ...of, to: deed, text: 'So it is.', withinMinutes: 30 })
  }
}

function mayTake(deed: Deed, before: SupervisorAsk | undefined): boolean {
  if (deed === 'raise') return true
  if (deed === 'ask') return before === undefined || !isOpenEscalation(before.state)
  if (before === undefined) return false
  return canMove(before.state, deed) || (before.state === 'queued' && canMove('accepted', deed))
}

/** What is wrong with when it is raised, or null. */
function raiseFault({ state, raiseAt, raised }: SupervisorAsk): string | null {
  if (!isWithTier2(state)) return raiseAt === null ? null : `${state} has a time`
  return raiseAt === null && (raised?.level ?? 0) < mostRaised ? `${state} has none` : null
}

/** The state that a deed leads to from another. */
function stateAfter(deed: Deed, before: SupervisorAsk | undefined, isTaken: boolean): EscalationState | undefined {
  if (!isTaken || deed === 'raise') return before?.state
  return deed === 'ask' ? 'queued' : deed
}

/** What the case has to say of its question. */
const summaryState = (ask: SupervisorAsk | undefined): EscalationState | null =>
  ask !== undefined && isOpenEscalation(ask.state) ? ask.state : null

/** What is wrong with what came of a deed. */
function faultsOf(desk: Walk, deed: Deed, before: SupervisorAsk | undefined, refusal: Refusal | null): string[] {
  const after = desk.last
  const isTaken = refusal === null
  const told = desk.rows.get('cases', row.id)?.ask?.state ?? null
  const faults: readonly (readonly [boolean, string])[] = [
    [deed !== 'raise' && isTaken !== mayTake(deed, before), isTaken ? 'not in the table' : 'in the table'],
    [!isTaken && !Object.hasOwn(en, `refused.${refusal.refused}`), 'no sentence'],
    [after?.state !== stateAfter(deed, before, isTaken), 'in another state'],
    [told !== summaryState(after), 'told wrongly'],
    [after !== undefined && raiseFault(after) !== null, 'raised at another time'],
  ]
  return faults.flatMap(([isSo, fault]) => (isSo ? [fault] : []))
}

/** A walk to where chance seldom leads. */
const toTheEnd: Deed[] = ['ask', 'raise', 'accepted', 'in-progress', 'resolved', 'closed']

// Catches a question that is answered after it was withdrawn, one that nobody has to answer in time, and a second one beside an open one.
test('whatever people do with a question, it goes only where the table leads, with a clock while it is to be answered, and what is refused has a sentence', () => {
  const reached = new Set<EscalationState>()
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...deeds), { maxLength: 16 }), (walk) => {
      const desk = new Walk()
      for (const deed of walk) {
        const before = desk.last
        const refusal = desk.take(deed)
        expect([deed, before?.state, ...faultsOf(desk, deed, before, refusal)]).toEqual([deed, before?.state])
        if (desk.last !== undefined) reached.add(desk.last.state)
      }
    }),
    { numRuns: 1500, examples: [[toTheEnd]] },
  )
  expect([...reached].sort()).toEqual([...EscalationState.options].sort())
})
