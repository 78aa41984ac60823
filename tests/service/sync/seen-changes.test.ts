import { expect, test } from 'vitest'
import type { Scope } from '#shared/audience.ts'
import { isWholeChange } from '#shared/sync/row-delta.ts'
import type { RowWrite } from '#service/sync/ledger.ts'
import { Sights } from '#service/sync/seen-changes.ts'
import { idOf } from '../world.ts'

const id = idOf('cases', 'M1')
const write = (version: number, subject: string, audience: Scope[], was: Scope[]): RowWrite => ({
  table: 'cases',
  id,
  version,
  row: { id, subject },
  audience,
  was,
  existed: true,
  before: { v: version - 1, row: { id, subject: 'before' } },
})
const isDelta = (writes: RowWrite[], held: Scope[]): (boolean | undefined)[] =>
  new Sights(writes).of(held).deltas.map((change) => !isWholeChange(change))

// Catches: what differs told to someone who never had the row, or from a state in between that nobody was told.
test('a row is told by what differs to whoever saw it before, and where it changed once', () => {
  const sights = new Sights([write(6, 'after', ['q/one', 'q/two'], ['q/one'])])
  expect(sights.of(['q/one']).deltas).toEqual([{ t: 'cases', id, v: 6, was: 5, set: { subject: 'after' } }])
  expect(sights.of(['q/one']).changes).toEqual([{ t: 'cases', id, v: 6, row: { id, subject: 'after' } }])
  expect(sights.of(['q/two'])).toMatchObject({ mustPull: true, deltas: sights.of(['q/one']).changes })
  expect(isDelta([write(6, 'one', ['q/one'], ['q/one']), write(7, 'two', ['q/one'], ['q/one'])], ['q/one'])).toEqual([
    false,
  ])
})

// Catches: pages that are made anew for each agent because each holds a scope of their own.
test('those who see the same are given the very same, whatever else they hold', () => {
  const sights = new Sights([write(6, 'after', ['q/one'], ['q/one'])])
  expect(sights.of(['q/one', 'a/1'])).toBe(sights.of(['a/2', 'q/one']))
  expect(sights.of(['q/two'])).not.toBe(sights.of(['q/one']))
})
