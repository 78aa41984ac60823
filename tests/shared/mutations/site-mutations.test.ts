import { expect, test } from 'vitest'
import { isQueueOf } from '#shared/audience.ts'
import { aQueue, aSite, anAgent, idOf, someInstant } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

const manila = aSite({ failoverSiteIds: [idOf(0x31)] })
const lumpur = aSite({ id: idOf(0x31), name: 'Kuala Lumpur' })
const cebu = aSite({ id: idOf(0x32), name: 'Cebu' })
const queues = [0x41, 0x42].map((n) => aQueue({ id: idOf(n), siteIds: [manila.id] }))
const alien = aQueue({ id: idOf(0x43), siteIds: [cebu.id] })
const siti = anAgent({ role: 'supervisor', sees: 'workspace', siteId: null, queueIds: [] })
const lead = anAgent({ id: idOf(0x21), role: 'supervisor', queueIds: [] })
const farid = anAgent({ id: idOf(0x22), siteId: lumpur.id, queueIds: [] })

const desk = () =>
  new OnRows({ sites: [manila, lumpur, cebu], queues: [...queues, alien], agents: [siti, lead, farid] })
const queueIds = queues.map(({ id }) => id)
const down = { siteId: manila.id, siteIds: [lumpur.id], queueIds, reason: 'Power cut' }
const queueOf = (on: OnRows, id: string) => on.rows.get('queues', id) ?? aQueue()

test('a site that is marked as down lends its queues, and has them for itself again when it is taken back', () => {
  const on = desk()
  expect(on.run(siti, 'site.mark-down', down)).toBeNull()
  const { siteIds, reason } = down
  expect(on.rows.get('sites', manila.id)?.down).toEqual({
    since: someInstant,
    byAgentId: siti.id,
    reason,
    queueIds,
    siteIds,
  })
  expect(queueIds.map((id) => isQueueOf(farid, queueOf(on, id)))).toEqual([true, true])
  expect(isQueueOf(farid, queueOf(on, alien.id))).toBe(false)
  expect(on.run(siti, 'site.take-back', { siteId: manila.id, queueIds })).toBeNull()
  expect(queueIds.map((id) => isQueueOf(farid, queueOf(on, id)))).toEqual([false, false])
  expect(on.rows.get('sites', manila.id)?.down).toBeNull()
})

// Catches a supervisor who opens the cases of another site to their own.
test('only those who lead the site may, only its own queues, and to no other sites than it names', () => {
  const no = (by: typeof lead, set: Partial<typeof down>) => desk().run(by, 'site.mark-down', { ...down, ...set })
  const own = { ...lead, siteId: manila.id }
  expect(no(own, {})).toBeNull()
  expect(no({ ...own, role: 'tier-1' }, {})).toEqual({ refused: 'not-allowed' })
  expect(no({ ...own, siteId: cebu.id }, {})).toEqual({ refused: 'not-allowed' })
  expect(no(own, { queueIds: [alien.id] })).toEqual({ refused: 'not-allowed', about: 'queues' })
  expect(no(own, { siteIds: [cebu.id] })).toEqual({ refused: 'not-allowed', about: 'queues' })
  expect(no(siti, { siteIds: [cebu.id] })).toBeNull()
})

test('a site that is down is not marked again, and takes over nothing', () => {
  const on = desk()
  on.run(siti, 'site.mark-down', down)
  expect(on.run(siti, 'site.mark-down', down)).toEqual({ refused: 'site-is-down', about: manila.id })
  expect(on.run(siti, 'site.mark-down', { ...down, siteId: cebu.id, siteIds: [manila.id] })).toEqual({
    refused: 'site-is-down',
    about: manila.id,
  })
  expect(on.run(siti, 'site.take-back', { siteId: cebu.id, queueIds: [] })).toBeNull()
})

// Catches a queue that stays open to the other site for ever.
test('all that was lent is taken back at once, and nothing that another site lent', () => {
  const on = desk()
  on.run(siti, 'site.mark-down', down)
  on.run(siti, 'site.mark-down', { ...down, siteId: cebu.id, queueIds: [queueIds[0] ?? ''] })
  expect(on.run(siti, 'site.take-back', { siteId: manila.id, queueIds: queueIds.slice(1) })).toEqual({
    refused: 'bad-arguments',
    about: 'queueIds',
  })
  on.run(siti, 'site.take-back', { siteId: manila.id, queueIds })
  expect(queueOf(on, queueIds[0] ?? '').lent).toEqual([{ forSiteId: cebu.id, siteIds: [lumpur.id] }])
})

test.each<[string, Partial<typeof down>]>([
  ['a site twice', { siteIds: [lumpur.id, lumpur.id] }],
  ['a queue twice', { queueIds: [queueIds[0] ?? '', queueIds[0] ?? ''] }],
  ['the site itself', { siteIds: [manila.id] }],
])('%s among what is named is refused', (_what, set) => {
  expect(desk().run(siti, 'site.mark-down', { ...down, ...set })).toMatchObject({ refused: 'bad-arguments' })
})
