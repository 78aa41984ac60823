import fc from 'fast-check'
import { expect, test } from 'vitest'
import { en } from '#renderer/words/en.ts'
import { type DisputeDeadline, expiriesOf } from '#shared/domain/dispute-deadline.ts'
import {
  type DisputeMove,
  DisputeState,
  canMoveFrom,
  clockOf,
  disputeMoves,
  disputeSteps,
} from '#shared/domain/dispute-state.ts'
import type { DisputeWork } from '#shared/domain/dispute.ts'
import { type PlainMove, isPlainMove } from '#shared/mutations/dispute-mutations.ts'
import type { Refusal } from '#shared/refusals.ts'
import { idOf, someInstant } from '#tests/builders.ts'
import { DisputeDesk, aDeadline, ana, ben, fresh, mei, onCase, shown, which } from '../mutations/dispute-desk.ts'

/** Which of the things that a step's deadline may bring about it does: the first or the last of them. */
type Ending = 0 | -1

/** A deadline for every step in which somebody has to act; what comes of it by itself, where something does. */
const deadlines = (ending: Ending): DisputeDeadline[] =>
  DisputeState.options.flatMap((step, n) => {
    const may = expiriesOf(step)
    const onExpiry = may.filter((one) => one !== 'tell-desk').at(ending) ?? 'tell-desk'
    return may.length === 0 ? [] : [aDeadline({ id: idOf(0x200 + n), step, onExpiry })]
  })

/** A desk with a dispute on it, on which an hour passes with each deed. */
class Walk extends DisputeDesk {
  #hours = 0

  constructor(ending: Ending) {
    super(deadlines(ending))
    this.open()
  }

  take(deed: Deed): Refusal | null {
    this.#hours += 1
    this.at = new Date(Date.parse(someInstant) + this.#hours * 3_600_000).toISOString()
    if (deed === 'expire') return this.expire(this.work.clock.runs ? this.work.clock.at : this.at)
    return isPlainMove(deed) ? this.move(deed) : others[deed](this)
  }

  /** Has the money paid out, and says that it was. */
  pay(): Refusal | null {
    const actionId = fresh()
    const refusal = this.payOut(ben, actionId)
    // Where nobody gets anything, nothing is paid.
    if (refusal !== null || this.work.state === 'executed') return refusal
    const dispute = { id: which.disputeId, eventId: fresh() }
    const done = { caseId: onCase.id, actionId, eventId: fresh(), reference: 'R', dispute }
    return this.runAsService('action.executed', done)
  }
}

type Other = 'decide' | 'request-evidence' | 'appeal' | 'decide-appeal' | 'execute'
type Deed = PlainMove | Other | 'expire'

/** What asks for more than words. One decides, another one decides the appeal. */
const others: { readonly [deed in Other]: (desk: Walk) => Refusal | null } = {
  decide: (desk) => desk.run(mei, 'dispute.decide', desk.decision()),
  'request-evidence': (desk) => desk.requestEvidence(),
  appeal: (desk) =>
    desk.run(ana, 'dispute.appeal', {
      ...which,
      eventId: fresh(),
      side: 'seller',
      grounds: 'It was whole.',
      evidence: [shown({ of: 'seller' })],
    }),
  'decide-appeal': (desk) => desk.run(ben, 'dispute.decide-appeal', desk.decision({ outcome: 'seller', amount: 0 })),
  execute: (desk) => desk.pay(),
}
const deeds: readonly Deed[] = [...disputeMoves.filter(isPlainMove), ...(Object.keys(others) as Other[]), 'expire']

const isMove = (what: string): what is DisputeMove => disputeMoves.some((move) => move === what)

/** What the timeline says happened since, and what of it is no line of the table. */
function movesSince(before: DisputeWork, after: DisputeWork): { moves: DisputeMove[]; wrong: string[] } {
  let { state } = before
  const moves: DisputeMove[] = []
  const wrong: string[] = []
  for (const { what, to } of after.turns.slice(before.turns.length)) {
    const isLine = isMove(what) ? canMoveFrom(state, what) && disputeSteps[what].to === to : state === to
    if (!isLine) wrong.push(`${what} from ${state} to ${to}`)
    if (isMove(what)) moves.push(what)
    state = to
  }
  if (after.state !== state) wrong.push(`${state} became ${after.state}`)
  return { moves, wrong }
}

/** Walks to where chance seldom leads: to every state, and along every line of the table. */
const walks: [Ending, Deed[]][] = [
  [0, ['expire', 'expire', 'execute', 'close']],
  [0, ['ask-seller', 'seller-accepts', 'expire', 'expire', 'execute']],
  [-1, ['ask-seller', 'seller-accepts', 'expire']],
  [0, ['ask-seller', 'seller-accepts', 'return-arrives', 'inspection-passes']],
  [0, ['ask-seller', 'seller-accepts', 'return-arrives', 'inspection-fails', 'withdraw']],
  [0, ['ask-seller', 'seller-refunds', 'hold', 'lift-hold', 'leave-scope']],
  [0, ['ask-seller', 'seller-rejects', 'expire']],
  [0, ['ask-seller', 'seller-rejects', 'escalate', 'request-evidence', 'expire', 'decide', 'expire', 'execute']],
  [0, ['ask-seller', 'seller-rejects', 'escalate', 'request-evidence', 'go-on', 'decide', 'appeal', 'decide-appeal']],
  [0, ['go-external', 'close']],
]

// Catches a way round the table by a decision, an appeal, a payment or a deadline; a step in which everybody waits for nobody; and a
// refusal that nobody could read.
test('whatever people and deadlines do with a dispute and its appeal, it goes only where the table leads, and what is refused has a sentence', () => {
  const reached = new Set<DisputeState>()
  const taken = new Set<DisputeMove>()
  fc.assert(
    fc.property(
      fc.constantFrom<Ending>(0, -1),
      fc.array(fc.constantFrom(...deeds), { maxLength: 14 }),
      (ending, walk) => {
        const desk = new Walk(ending)
        for (const deed of walk) {
          const before = desk.work
          const refusal = desk.take(deed)
          const after = desk.work
          // A deadline that runs out asks nobody.
          const isTaken = deed === 'expire' || canMoveFrom(before.state, deed)
          expect([deed, before.state, refusal === null]).toEqual([deed, before.state, isTaken])
          expect(after).toEqual(refusal === null ? after : before)
          expect(refusal === null || Object.hasOwn(en, `refused.${refusal.refused}`)).toBe(true)
          const { moves, wrong } = movesSince(before, after)
          expect(wrong).toEqual([])
          for (const move of moves) {
            taken.add(move)
            reached.add(disputeSteps[move].to)
          }
          const rule = clockOf[after.state]
          const clock = 'none' in rule ? { runs: false, why: rule.none } : { runs: true }
          expect([after.state, after.clock]).toMatchObject([after.state, clock])
        }
      },
    ),
    { numRuns: 1000, examples: walks },
  )
  expect([...reached, 'opened'].sort()).toEqual([...DisputeState.options].sort())
  expect([...taken].sort()).toEqual([...disputeMoves].sort())
})
