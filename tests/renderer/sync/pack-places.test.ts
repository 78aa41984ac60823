import { expect, test } from 'vitest'
import { PackPlaces, rowsPerPack } from '#renderer/sync/pack-places.ts'

const numbers = (places: PackPlaces): string[] => places.takeDirty().map(({ table, n }) => `${table}/${n}`)

// Would catch: every change that rewrites a whole table, or one that rewrites nothing.
test('only records with changed rows are written anew, each with all ids that belong into it', () => {
  const places = new PackPlaces()
  places.touch('cases', 'b')
  expect([places.isClean, places.unplaced()]).toEqual([false, ['cases']])
  places.place('cases', [
    { n: 0, ids: ['a', 'b'] },
    { n: 1, ids: ['c'] },
  ])
  expect(places.takeDirty()).toEqual([{ table: 'cases', n: 0, ids: ['a', 'b'] }])
  expect([places.isClean, places.unplaced()]).toEqual([true, []])
})

test('a new row goes into the last record until that is full', () => {
  const places = new PackPlaces()
  const ids = Array.from({ length: rowsPerPack - 1 }, (_, n) => `id ${n}`)
  places.place('cases', [{ n: 4, ids }])
  places.touch('cases', 'first')
  expect(numbers(places)).toEqual(['cases/4'])
  places.touch('cases', 'second')
  expect(numbers(places)).toEqual(['cases/5'])
})

// Would catch: packs that were staged and could not be written, and are forgotten.
test('a record that could not be written is dirty again', () => {
  const places = new PackPlaces()
  places.place('cases', [{ n: 2, ids: ['a'] }])
  places.markDirty('cases', 2)
  expect(numbers(places)).toEqual(['cases/2'])
})
