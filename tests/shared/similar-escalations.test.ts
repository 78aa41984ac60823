import { expect, test } from 'vitest'
import type { EscalationPacket } from '#shared/domain/escalation.ts'
import { type OnCase, similarTo } from '#shared/similar-escalations.ts'
import { aCase, aPacket, anEscalation, idOf } from '#tests/builders.ts'

interface Past {
  readonly packet?: Partial<EscalationPacket>
  readonly decision?: string | null
  readonly market?: string
  readonly driverId?: string
  readonly subject?: string
}

const past = (
  n: number,
  { packet = {}, decision = 'Decided.', market = 'MY', driverId, subject = '' }: Past,
): OnCase => ({
  escalation: anEscalation({
    id: idOf(1000 + n),
    caseId: idOf(n),
    state: 'closed',
    packet: aPacket({
      reason: 'policy-gap',
      ask: '',
      evidence: 'none',
      steps: [{ step: 'x', result: 'y' }],
      ...packet,
    }),
    decision,
  }),
  row: aCase({ id: idOf(n), number: String(n), market, subject, ...(driverId === undefined ? {} : { driverId }) }),
})

const now = past(1, {
  packet: { reason: 'authority-limit', ask: 'Refund the broken rice cooker lid?' },
  market: 'PH',
  driverId: idOf(0x60),
  decision: null,
})

const found = (all: readonly OnCase[]) => similarTo(now, all).map(({ row }) => row.number)

// Catches a list of whatever was decided last, whether it has to do with this or not.
test('reason, driver, market and words in common bring one up; the market alone, or nothing, does not', () => {
  const all = [
    past(2, { market: 'PH' }),
    past(3, { packet: { reason: 'authority-limit' } }),
    past(4, {
      packet: { reason: 'authority-limit', ask: 'Lid of a rice cooker broken' },
      market: 'PH',
      driverId: idOf(0x60),
    }),
    past(5, { driverId: idOf(0x60) }),
    past(6, { packet: { ask: 'The lid of the rice cooker was broken, refund?' } }),
  ]
  expect(found(all)).toEqual(['4', '6', '3', '5'])
  expect(similarTo(now, all)[0]).toMatchObject({
    decision: 'Decided.',
    isSameReason: true,
    isSameMarket: true,
    isSameDriver: true,
  })
  expect(similarTo(now, all)[0]?.words).toEqual(expect.arrayContaining(['broken', 'cooker']))
})

test('what is not decided, and what was on the same case, is not among them', () => {
  const same: Past = { packet: { reason: 'authority-limit' }, driverId: idOf(0x60) }
  expect(found([past(1, same), past(2, { ...same, decision: null }), past(3, { ...same, decision: ' ' })])).toEqual([])
})

// Catches "the" and "customer" as reasons why one is like the other.
test('words that most of them have are no reason', () => {
  const common = Array.from({ length: 9 }, (_, n) => past(10 + n, { packet: { ask: 'Refund for the customer' } }))
  expect(found([...common, past(30, { packet: { ask: 'A rice cooker' } })])).toEqual(['30'])
})

// Catches "the", "with" and "from", or one word by chance, where there are too few of them to tell which words are common.
test('among few, short words and a single long one are no reason', () => {
  const chance = past(7, { packet: { ask: 'Take the lid off with the cooker' } })
  expect(found([chance])).toEqual([])
  const [first] = similarTo(now, [past(8, { packet: { ask: 'The lid is broken, the cooker is not' } })])
  expect(first?.words).toEqual(['broken', 'cooker'])
})

// Catches letters that are not counted as words: in Chinese and Thai nothing would ever be alike.
test('words are found in scripts without spaces, too', () => {
  const of = past(1, { packet: { ask: '电饭煲盖子破了' }, decision: null })
  const [first] = similarTo(of, [past(2, { packet: { ask: '盖子破了，可以退款吗' } })])
  expect(first?.words).toContain('盖子')
})
