import fc from 'fast-check'
import { expect, test } from 'vitest'
import { en } from '#renderer/words/en.ts'
import { type VersionMove, VersionState, movedBy, unendedBecause, versionMoves } from '#shared/domain/version-state.ts'
import { anAgent, aSop, idOf } from '#tests/builders.ts'
import { OnRows } from '../mutations/on-rows.ts'

const moves = Object.keys(versionMoves) as VersionMove[]

test('every state can be reached from a draft, and what is archived stays so', () => {
  const reached = new Set<VersionState>(['draft'])
  for (let size = 0; size < reached.size;) {
    size = reached.size
    const next = [...reached].flatMap((state) => moves.map((move) => movedBy(state, move) ?? state))
    for (const state of next) reached.add(state)
  }
  expect([...reached].sort()).toEqual([...VersionState.options].sort())
  expect(moves.filter((move) => movedBy('archived', move) !== null)).toEqual([])
})

test('a clock ends what is in force, and every other open state says why none does', () => {
  const byClock = VersionState.options.filter((state) =>
    moves.some((move) => movedBy(state, move) !== null && versionMoves[move].by === 'publisher-or-clock'),
  )
  expect(VersionState.options.filter((state) => unendedBecause[state] === null)).toEqual(byClock)
  const isOpen = (state: VersionState): boolean => moves.some((move) => movedBy(state, move) !== null)
  for (const state of VersionState.options) {
    expect([state, unendedBecause[state] === 'it-is-over']).toEqual([state, !isOpen(state)])
  }
})

const wei = anAgent({ id: idOf(0x41), name: 'Wei Ong', role: 'knowledge' })
const alex = anAgent({ id: idOf(0x43), name: 'Alex Koh', role: 'admin' })
const ana = anAgent()
const governed = { owner: { agentId: wei.id, name: wei.name }, reviewAt: '2027-11-22T07:00:00.000Z' }
const { id: sopId, groupId, title, locale, sourceLocale, section, labels, market, internal } = aSop()
const content = { title, locale, sourceLocale, section, labels, market, internal, ...governed }
const draft = { sopId, groupId, insteadOf: null, sourceId: null, content, body: 'Look.', note: '' }

const steps = [
  { move: 'save', run: (desk: OnRows) => desk.run(wei, 'sop.save-draft', draft) },
  { move: 'ask-review', run: (desk: OnRows) => desk.run(wei, 'sop.ask-review', { sopId }) },
  { move: 'send-back', run: (desk: OnRows) => desk.run(alex, 'sop.send-back', { sopId, said: 'Shorter.' }) },
  { move: 'publish', run: (desk: OnRows) => desk.run(alex, 'sop.publish', { sopId, insteadOf: null, said: '' }) },
  { move: 'archive', run: (desk: OnRows) => desk.run(wei, 'sop.archive', { sopId }) },
] as const

// Catches a way round the table: a version that is published without a review, or one that comes back from the archive.
test('no mutation moves a version where its table has no way, and what is refused says why', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...steps), { maxLength: 14 }), (walk) => {
      const desk = new OnRows({})
      expect(desk.run(wei, 'sop.save-draft', draft)).toBeNull()
      for (const { move, run } of walk) {
        const before = desk.rows.get('sops', sopId)?.state ?? 'draft'
        const asked = move === 'archive' ? (before === 'published' ? 'end' : 'discard') : move
        const refusal = run(desk)
        expect(desk.rows.get('sops', sopId)?.state).toBe(refusal === null ? movedBy(before, asked) : before)
        expect(refusal === null).toBe(movedBy(before, asked) !== null)
        expect([undefined, 'version-moved-on', 'not-reviewed']).toContain(refusal?.refused)
        expect(refusal === null || Object.hasOwn(en, `refused.${refusal.refused}`)).toBe(true)
      }
    }),
    { numRuns: 300 },
  )
})

test('who answers parties writes, reviews and withdraws nothing', () => {
  const desk = new OnRows({ sops: [aSop()] })
  expect(desk.run(ana, 'sop.save-draft', draft)).toEqual({ refused: 'not-allowed' })
  expect(desk.run(ana, 'sop.archive', { sopId })).toEqual({ refused: 'not-allowed' })
})
