import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expiriesOf } from '#shared/domain/dispute-deadline.ts'
import {
  type DisputeMove,
  DisputeState,
  canMoveFrom,
  clockOf,
  disputeMoves,
  disputeSteps,
  isOpenDispute,
  movesFrom,
} from '#shared/domain/dispute-state.ts'

const ends: readonly DisputeState[] = ['closed', 'withdrawn', 'out-of-scope']

test('every state is reached from the first one', () => {
  const reached = new Set<DisputeState>(['opened'])
  for (const state of reached) {
    for (const move of disputeMoves) if (canMoveFrom(state, move)) reached.add(disputeSteps[move].to)
  }
  expect([...reached].sort()).toEqual([...DisputeState.options].sort())
})

// Catches a state from which a dispute could never come to an end: its money would be held for good.
test('every state leads to an end', () => {
  const leading = new Set<DisputeState>(ends)
  for (let before = 0; before !== leading.size;) {
    before = leading.size
    for (const move of disputeMoves) {
      if (leading.has(disputeSteps[move].to)) for (const state of disputeSteps[move].from) leading.add(state)
    }
  }
  expect(DisputeState.options.filter((state) => !leading.has(state))).toEqual([])
})

test('only the ends have nothing that leads on', () => {
  expect(DisputeState.options.filter((state) => !isOpenDispute(state)).sort()).toEqual([...ends].sort())
})

// Catches an open state in which everybody waits for nobody: each has a clock, with something that comes of it, or says why not.
test('every open state has a clock that comes to something, or a reason why there is none', () => {
  for (const state of DisputeState.options) {
    const rule = clockOf[state]
    const runs = !('none' in rule)
    expect([state, runs]).toEqual([state, expiriesOf(state).length > 0])
    expect([state, 'none' in rule && rule.none === 'is-over']).toEqual([state, !isOpenDispute(state)])
  }
})

test('whatever a deadline brings about by itself is a line of the table that a clock may take', () => {
  for (const state of DisputeState.options) {
    const moves = expiriesOf(state).filter((onExpiry) => onExpiry !== 'tell-desk')
    expect(movesFrom(state, 'clock')).toEqual(expect.arrayContaining(moves))
  }
})

test('the ways out lead from wherever a dispute is still dealt with, and from nowhere else', () => {
  const exits: readonly DisputeMove[] = ['withdraw', 'leave-scope', 'hold', 'go-external']
  fc.assert(
    fc.property(fc.constantFrom(...DisputeState.options), fc.constantFrom(...exits), (state, exit) => {
      const isDealtWith = ![...ends, 'executed', 'fraud-hold', 'external'].includes(state)
      expect(canMoveFrom(state, exit)).toBe(isDealtWith)
    }),
  )
})
