import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Desk } from '../desk.ts'
import { disputed, onD1, opening, showing } from '../dispute-world.ts'
import { idOf, sent, world } from '../world.ts'

let desk: Desk
const disputeId = randomUUID()
beforeAll(async () => {
  desk = await Desk.open([...world(), ...disputed()])
})
afterAll(() => desk.close())

const applied = { applied: true }

// Catches: a dispute that its own maker may not see until the batch is closed, so that all they did offline but the first step is refused.
test('what an agent did about a new dispute offline arrives in one push', async () => {
  const told = { messageId: randomUUID(), text: 'Please answer.', afterReplyId: null }
  const { results } = await desk.send(
    'ana',
    randomUUID(),
    opening(1, disputeId),
    showing(2, disputeId, 'both', 'photo-of-the-box'),
    showing(3, disputeId, 'customer', 'bank-statement-of-the-buyer'),
    sent(4, 'dispute.move', { ...onD1(disputeId), move: 'ask-seller', said: null, told }),
  )
  expect(results.map(({ outcome }) => outcome)).toEqual([applied, applied, applied, applied])
})

// Catches: the customer's private evidence in the window of whoever answers the seller about the same order.
test('[S16] whoever sees another case about the order sees the dispute, and nothing that one side alone may see', async () => {
  const { copy: hers } = await desk.snapshot('ana', randomUUID())
  const { copy: theirs } = await desk.snapshot('farid', randomUUID())
  expect(hers.has(`disputes/${disputeId}`)).toBe(true)
  expect(theirs.has(`disputes/${disputeId}`)).toBe(true)
  expect(JSON.stringify([...hers])).toContain('bank-statement-of-the-buyer')
  const seen = JSON.stringify([...theirs])
  expect(seen).toContain('photo-of-the-box')
  expect(seen).not.toContain('bank-statement-of-the-buyer')
  expect(theirs.has(`parties/${idOf('parties', 'buyer')}`)).toBe(false)
})

// Catches: a rule that lets somebody work a dispute whose case they do not see, because they see its order.
test('[S16] a dispute is worked on its own case only', async () => {
  const move = sent(1, 'dispute.move', { ...onD1(disputeId), move: 'seller-refunds', said: null, told: null })
  const { results } = await desk.send('farid', randomUUID(), move)
  expect(results[0]?.outcome).toEqual({ refused: 'not-found', about: 'cases' })
  const elsewhere = { ...onD1(disputeId), caseId: idOf('cases', 'D2') }
  const other = sent(1, 'dispute.move', { ...elsewhere, move: 'seller-refunds', said: null, told: null })
  const { results: others } = await desk.send('farid', randomUUID(), other)
  expect(others[0]?.outcome).toEqual({ refused: 'not-found', about: 'disputes' })
})
