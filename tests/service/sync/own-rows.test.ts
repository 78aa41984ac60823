import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SavedView, ViewScope } from '#shared/domain/saved-view.ts'
import { type Copy, Desk, applyChanges } from '../desk.ts'
import { idOf, sent } from '../world.ts'

let desk: Desk
beforeAll(async () => {
  desk = await Desk.open()
})
afterAll(() => desk.close())

const ana = idOf('agents', 'ana')
const viewId = idOf('views', 'of ana')
const parcels = { name: 'Parcels', filter: 'is:open', sort: 'number', isDescending: false, position: 1 } as const
const save = (scope: ViewScope, id = viewId) => sent(1, 'view.save', { ...parcels, viewId: id, scope })
const write = (scope: ViewScope) => {
  const row: SavedView = { ...parcels, scope, id: viewId, byAgentId: ana }
  return desk.write([{ table: 'views', row }])
}
const mine: ViewScope = { of: 'agent', agentId: ana }
const forAll: ViewScope = { of: 'workspace' }

/** A window of siti, who sees the whole workspace, that follows the feed. */
async function widestWindow() {
  const id = randomUUID()
  const { copy, cursor } = await desk.snapshot('siti', id)
  let at = cursor
  return {
    async view(): Promise<{ told: boolean; row: unknown; fresh: unknown }> {
      const page = await desk.pull('siti', id, at)
      if ('reset' in page) throw new Error(`The feed began anew: ${page.reset}`)
      applyChanges(copy, page.changes)
      at = page.to
      const of = (one: Copy): unknown => one.get(`views/${viewId}`)?.row
      const told = page.changes.some((change) => change.id === viewId)
      return { told, row: of(copy), fresh: of((await desk.snapshot('siti', randomUUID())).copy) }
    },
  }
}

// Catches: "sees everything" that is taken to mean what agents keep for themselves, in a snapshot, in the feed, or by the mere news that there is something.
test('[S16] what agents keep for themselves is shown to nobody else, not even to those who see the whole workspace', async () => {
  const siti = await widestWindow()
  await desk.send('ana', randomUUID(), save(mine))
  expect((await desk.snapshot('ana', randomUUID())).copy.has(`views/${viewId}`)).toBe(true)
  expect(await siti.view()).toEqual({ told: false, row: undefined, fresh: undefined })
  // Shared, kept back and shared again: it comes, goes and comes.
  await write(forAll)
  expect(await siti.view()).toMatchObject({ told: true, row: { scope: forAll }, fresh: { scope: forAll } })
  await write(mine)
  expect(await siti.view()).toEqual({ told: true, row: undefined, fresh: undefined })
  await desk.send('ana', randomUUID(), save(mine))
  expect(await siti.view()).toEqual({ told: false, row: undefined, fresh: undefined })
  await write(forAll)
  await write(mine)
  await write(forAll)
  expect(await siti.view()).toMatchObject({ row: { scope: forAll }, fresh: { scope: forAll } })
  await write(mine)
  await siti.view()
  await desk.send('ana', randomUUID(), sent(1, 'view.remove', { viewId }))
  expect(await siti.view()).toEqual({ told: false, row: undefined, fresh: undefined })
  // One's own is one's own for them, too.
  const theirs: ViewScope = { of: 'agent', agentId: idOf('agents', 'siti') }
  await desk.send('siti', randomUUID(), save(theirs))
  expect(await siti.view()).toMatchObject({ row: { scope: theirs }, fresh: { scope: theirs } })
})

// Catches: a rule that is run for someone with a row of another's own before it.
test('[S16] the widest view neither changes nor removes what is another’s own, and is not told that it is there', async () => {
  const anaView = randomUUID()
  await desk.send('ana', randomUUID(), save(mine, anaView))
  const { results } = await desk.send('siti', randomUUID(), sent(1, 'view.remove', { viewId: anaView }))
  // As for a view that never was.
  const { results: never } = await desk.send('siti', randomUUID(), sent(1, 'view.remove', { viewId: randomUUID() }))
  expect(results.map(({ outcome }) => outcome)).toEqual(never.map(({ outcome }) => outcome))
  expect((await desk.snapshot('ana', randomUUID())).copy.has(`views/${anaView}`)).toBe(true)
})
