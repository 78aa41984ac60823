import { expect, test } from 'vitest'
import type { SavedView } from '#shared/domain/saved-view.ts'
import { anAgent, idOf } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

const ana = anAgent({ teamIds: [idOf(2)] })
const siti = anAgent({ id: idOf(0x21), name: 'Siti', role: 'supervisor', teamIds: [idOf(2)] })
const admin = anAgent({ id: idOf(0x22), name: 'Admin', role: 'admin' })
const viewId = idOf(0x60)
const mine = { of: 'agent', agentId: ana.id } as const
const team = { of: 'team', teamId: idOf(2) } as const
const otherTeam = { of: 'team', teamId: idOf(0x23) } as const
const everyone = { of: 'workspace' } as const
const written = {
  viewId,
  name: 'Late refunds',
  filter: 'queue:Refunds waiting:>4h',
  sort: 'waiting',
  isDescending: false,
  scope: mine,
  position: 1,
} as const

const view = (set: Partial<SavedView> = {}): SavedView => {
  const { viewId: id, ...row } = written
  return { ...row, id, byAgentId: ana.id, ...set }
}
const on = (...views: SavedView[]) => new OnRows({ views, agents: [ana, siti, admin] })
const notAllowed = { refused: 'not-allowed' }

test('a view is kept as it was written, and says who made it even after somebody else changed it', () => {
  const desk = on()
  expect(desk.run(siti, 'view.save', { ...written, scope: team })).toBeNull()
  expect(desk.rows.get('views', viewId)).toEqual(view({ scope: team, byAgentId: siti.id }))
  expect(desk.run(admin, 'view.save', { ...written, name: 'Late', scope: everyone })).toBeNull()
  expect(desk.rows.get('views', viewId)).toEqual(view({ name: 'Late', scope: everyone, byAgentId: siti.id }))
})

// Catches: an agent who changes what a whole team looks at, or reads along in somebody else's lists.
test('one’s own views are for everyone, those of a team for its supervisors, those of all for supervisors', () => {
  const save = (agent: typeof ana, scope: SavedView['scope']) => on().run(agent, 'view.save', { ...written, scope })
  expect([save(ana, mine), save(siti, team), save(siti, everyone), save(admin, otherTeam)]).toEqual([
    null,
    null,
    null,
    null,
  ])
  for (const refused of [
    save(ana, team),
    save(ana, everyone),
    save(siti, otherTeam),
    save(siti, mine),
    save({ ...siti, active: false }, everyone),
  ]) {
    expect(refused).toEqual(notAllowed)
  }
  expect(on(view({ scope: team })).run(ana, 'view.save', written)).toEqual(notAllowed)
  expect(on(view({ scope: team })).run(ana, 'view.remove', { viewId })).toEqual(notAllowed)
  expect(on(view()).run(siti, 'view.remove', { viewId })).toEqual(notAllowed)
})

test('a view is removed once, and removing it again is no fault', () => {
  const desk = on(view())
  expect(desk.run(ana, 'view.remove', { viewId })).toBeNull()
  expect(desk.rows.get('views', viewId)).toBeUndefined()
  expect(desk.run(ana, 'view.remove', { viewId })).toBeNull()
})

// Catches: a list that looks as if it had everything, because a part of its filter was never understood.
test('a filter with a part that is not understood is refused, and so is a view without a name', () => {
  for (const filter of ['priority:hihg', 'colour:red', 'created:soon', 'a)', 'status:']) {
    expect(on().run(ana, 'view.save', { ...written, filter })).toEqual({ refused: 'bad-filter' })
  }
  expect(on().run(ana, 'view.save', { ...written, name: '  ' })).toMatchObject({ refused: 'bad-arguments' })
})
