import { expect, test } from 'vitest'
import { browseMacros, folderAbove, folderOf } from '#renderer/features/macros/browse-macros.ts'
import { outcomeWords } from '#renderer/features/macros/macro-numbers.tsx'
import { rankMacros } from '#renderer/features/macros/rank-macros.ts'
import { aMacro, idOf } from '#tests/builders.ts'

const macros = ['A::B::One', 'A::B::Two', 'A::Three', 'Four', 'Ä::Five'].map((title, at) =>
  aMacro({ id: idOf(0x100 + at), title }),
)
const titles = (rows: readonly { title: string }[]): string[] => rows.map(({ title }) => title)

test('folders are told apart by their names whole, and found whatever their accents and case', () => {
  const top = browseMacros(macros, '')
  expect(top.folders.map(({ path, count }) => `${path} ${count}`)).toEqual(['A:: 3', 'Ä:: 1'])
  expect(titles(top.here)).toEqual(['Four'])
  const inA = browseMacros(macros, 'a::')
  expect(titles(inA.below)).toContain('A::B::One')
  expect(titles(browseMacros(macros, 'A::B::').here)).toEqual(['A::B::One', 'A::B::Two'])
  expect(browseMacros(macros, 'Nowhere::')).toEqual({ folders: [], here: [], below: [] })
  expect(folderOf('A::B::on')).toEqual({ folder: 'A::B::', asked: 'on' })
  expect([folderAbove('A::B::'), folderAbove('A::')]).toEqual(['A::', ''])
})

test('of those that fit alike the ones used lately come first, then one’s own, then those that all use', () => {
  const same = [0, 1, 2, 3].map((at) => aMacro({ id: idOf(at), title: `Same ${at}`, usageCount: at === 3 ? 99 : 0 }))
  const ranked = rankMacros(same, 'same', [idOf(2)], new Map([[idOf(1), 5]]))
  expect(ranked.map(({ title }) => title)).toEqual(['Same 2', 'Same 1', 'Same 3', 'Same 0'])
})

// Catches a share that is told of three cases, where one more would turn it round.
test('a share is told only where it is one of twenty or more', () => {
  const few = { macroId: idOf(1), uses: 9, bounced: 3, bounceOf: 9, reopened: 0, reopenOf: 0, good: 1, rated: 1 }
  expect(outcomeWords(few)).toBe('used 9 times in 90 days · too few to tell more')
  expect(outcomeWords({ ...few, uses: 40, bounced: 10, bounceOf: 40 })).toBe(
    'used 40 times in 90 days · 25 % wrote back',
  )
  expect(outcomeWords({ ...few, uses: 0, bounceOf: 0 })).toBe('not used in 90 days')
})
