import { expect, test } from 'vitest'
import { keepingWords } from '#renderer/features/sync-status/keeping-words.ts'
import type { Keeping, KeptIncident } from '#renderer/workspace/workspace.ts'
import { idOf } from '#tests/builders.ts'

const incident = (kind: KeptIncident['kind'], count: number, n = 1): KeptIncident => ({
  id: idOf(n),
  kind,
  at: '2026-11-22T07:00:00.000Z',
  count,
  isReported: true,
})
const calm: Keeping = { incidents: [], isTwice: true, isCrowded: false, unsafe: 0, isBehind: false }

// Catches a banner for each of the few rows that the comparison finds and mends by itself, and none where much was wrong.
test('a difference in a few rows is not told, one in more than a hundred is', () => {
  expect(keepingWords(calm, 0)).toBeNull()
  expect(keepingWords({ ...calm, incidents: [incident('digest-differs', 100)] }, 0)).toBeNull()
  expect(keepingWords({ ...calm, incidents: [incident('digest-differs', 101)] }, 0)?.is).toBe('incidents')
})

// Catches alarm where nothing is lost, and a count that counts what is not told.
test('an incident in which nothing was lost is told quietly, several are counted', () => {
  const one = keepingWords({ ...calm, incidents: [incident('outbox-emptied', 2)] }, 0)
  expect(one).toMatchObject({ is: 'incidents', tone: 'plain' })
  expect(one?.words).toContain('restored from the second place')
  const several = [incident('digest-differs', 1, 1), incident('cache-damaged', 2, 2), incident('homes-differ', 1, 3)]
  expect(keepingWords({ ...calm, incidents: several }, 0)).toMatchObject({
    tone: 'plain',
    words: '2 things went wrong with what is kept on this computer. You need not do anything.',
  })
  const struck = [incident('outbox-emptied', 2, 1), incident('journal-damaged', 2, 2)]
  expect(keepingWords({ ...calm, incidents: struck }, 0)).toMatchObject({ tone: 'warn' })
})

// Catches a full disk that hides behind an old incident: what can be lost comes first.
test('[S9][S21] what is in memory alone is told before what is crowded, and that before what went wrong', () => {
  const all: Keeping = {
    incidents: [incident('homes-differ', 1)],
    isTwice: true,
    isCrowded: true,
    unsafe: 2,
    isBehind: true,
  }
  expect(keepingWords(all, 5012)).toMatchObject({ is: 'unsafe', tone: 'bad' })
  expect(keepingWords(all, 5012)?.words).toMatch(/^2 steps are not on this computer’s disk/)
  expect(keepingWords({ ...all, unsafe: 0 }, 5012)).toMatchObject({ is: 'behind', tone: 'warn' })
  const roomy = { ...all, unsafe: 0, isBehind: false }
  expect(keepingWords(roomy, 5012)).toMatchObject({ is: 'crowded', tone: 'warn' })
  expect(keepingWords(roomy, 5012)?.words).toMatch(/^5,012 steps wait/)
})
