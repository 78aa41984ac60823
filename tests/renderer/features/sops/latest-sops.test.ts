import { expect, test } from 'vitest'
import { latestSops } from '#renderer/features/sops/latest-sops.ts'
import { aSop, idOf } from '../../../builders.ts'

const sop = (n: number, day: number, set: Parameters<typeof aSop>[0] = {}) =>
  aSop({ id: idOf(n), groupId: idOf(n), updatedAt: `2026-11-${day}T07:00:00.000Z`, ...set })
const ids = (found: readonly { readonly id: string }[]): string[] => found.map(({ id }) => id)

// Catches: a market of the site that nobody obeys, or one that hides what holds elsewhere.
test('the latest SOPs are those of the market of the site and of all, then those of others', () => {
  const sops = [
    sop(1, 10),
    sop(2, 11, { market: 'PH' }),
    sop(3, 20, { market: 'TH' }),
    sop(4, 12, {
      effective: [
        { market: 'TH', from: null, to: null },
        { market: 'PH', from: null, to: null },
      ],
    }),
  ]
  expect(ids(latestSops(sops, 'PH'))).toEqual([4, 2, 1, 3].map(idOf))
  expect(ids(latestSops(sops, null))).toEqual([3, 4, 2, 1].map(idOf))
})

// Catches: a translation that stands beside what it was made from.
test('of translations there is one, in the language it was written in', () => {
  const written = sop(1, 10, { groupId: idOf(9) })
  const translated = sop(2, 11, { groupId: idOf(9), locale: 'th' })
  expect(ids(latestSops([translated, written], null))).toEqual([idOf(1)])
  expect(
    latestSops(
      Array.from({ length: 30 }, (_, n) => sop(n + 1, 10)),
      null,
    ),
  ).toHaveLength(12)
})
