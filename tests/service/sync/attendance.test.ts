import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CaseClaim } from '#shared/domain/case.ts'
import type { PresenceSaid } from '#shared/sync/protocol.ts'
import { type TestService, startTestService } from '../test-service.ts'
import { TestWindow } from '../test-window.ts'
import { agentOf, caseRow, idOf, note, reply, sent } from '../world.ts'

const caseIdOf = (name: string): string => idOf('cases', name)
const claim = (mid: number, name: string) => sent(mid, 'case.claim', { caseId: caseIdOf(name), insteadOf: null })
const says = (window: TestWindow, said: PresenceSaid): void => void window.socket.emit('presence', said)
const looksAt = (window: TestWindow, name: string): void => says(window, { caseId: caseIdOf(name), isTyping: false })
const agentsSeen = (window: TestWindow) => window.told.at(-1)?.agents ?? []

/** The claim on a case, as the service holds it. */
const claimOn = async (on: TestService, name: string) => {
  const row = await on.desk.row('cases', name)
  return { assigneeId: row?.['assigneeId'], claim: row?.['claim'] as CaseClaim | null | undefined }
}

const lastRow = (window: TestWindow, name: string): unknown =>
  window.patches
    .flatMap(({ changes }) => changes)
    .filter(({ id }) => id === caseIdOf(name))
    .map((change) => ('row' in change ? change.row['assigneeId'] : undefined))
    .at(-1)

let on: TestService
/** The same service, but with leases that are over as soon as they run. */
let hasty: TestService
beforeAll(async () => {
  ;[on, hasty] = await Promise.all([startTestService(), startTestService({ leaseMs: 1 })])
})
afterAll(() => Promise.all([on.close(), hasty.close()]))

// Catches two windows that both show "You have it".
test('two agents claim a case at once: one has it, the other is told who, and both see the same', async () => {
  const [ana, siti] = await Promise.all([TestWindow.open(on, 'ana'), TestWindow.open(on, 'siti')])
  const windows = { ana, siti }
  const mutations = { ana: claim(1, 'M1'), siti: claim(1, 'M1') }
  await Promise.all([ana.push(mutations.ana), siti.push(mutations.siti)])
  const outcome = (who: 'ana' | 'siti') =>
    windows[who].patches.flatMap(({ results }) => results).find(({ opId }) => opId === mutations[who].opId)?.outcome
  await Promise.all([ana.until(() => outcome('ana') !== undefined), siti.until(() => outcome('siti') !== undefined)])
  const [winner, loser] = 'applied' in (outcome('ana') ?? {}) ? (['ana', 'siti'] as const) : (['siti', 'ana'] as const)
  expect(outcome(winner)).toEqual({ applied: true })
  expect(outcome(loser)).toEqual({ refused: 'claimed-by-other', about: agentOf(winner).id })
  expect(await claimOn(on, 'M1')).toMatchObject({
    assigneeId: agentOf(winner).id,
    claim: { agentId: agentOf(winner).id },
  })
  for (const window of [ana, siti]) expect(lastRow(window, 'M1')).toBe(agentOf(winner).id)
  ana.close()
  siti.close()
})

test('colleagues on the case see when a lost agent’s claim runs out, and that it stands again when they are back', async () => {
  const [ana, siti] = await Promise.all([TestWindow.open(on, 'ana'), TestWindow.open(on, 'siti')])
  expect(ana.hello?.leaseMs).toBe(3_600_000)
  await ana.push(claim(1, 'M2'))
  looksAt(ana, 'M2')
  looksAt(siti, 'M2')
  await siti.until(() => agentsSeen(siti).some(({ isHere }) => isHere))
  expect(siti.told.at(-1)?.lease).toBeUndefined()
  const before = Date.now()
  ana.close()
  await siti.until(() => siti.told.at(-1)?.lease !== undefined)
  expect(agentsSeen(siti)).toMatchObject([{ agentId: agentOf('ana').id, isHere: false, isTyping: false }])
  const { until = '' } = siti.told.at(-1)?.lease ?? {}
  expect(Date.parse(until)).toBeGreaterThanOrEqual(before + 3_600_000)
  const again = await TestWindow.open(on, 'ana')
  await siti.until(() => siti.told.at(-1)?.lease === undefined)
  expect(await claimOn(on, 'M2')).toMatchObject({ claim: { agentId: agentOf('ana').id } })
  again.close()
  siti.close()
})

// Catches a case that stays with an agent who is gone, unseen by anyone who could take it.
test('a lease that runs out gives the case back, and every window is told by the feed', async () => {
  const [ana, siti] = await Promise.all([TestWindow.open(hasty, 'ana'), TestWindow.open(hasty, 'siti')])
  await ana.push(claim(1, 'M1'))
  await siti.until(() => lastRow(siti, 'M1') === agentOf('ana').id)
  ana.close()
  await siti.until(() => lastRow(siti, 'M1') === null)
  expect(await claimOn(hasty, 'M1')).toEqual({ assigneeId: null, claim: null })
  siti.close()
})

// Catches an answered case that falls back into the queue when its agent goes home.
test('what an agent has answered stays theirs when they are gone', async () => {
  const [ana, siti] = await Promise.all([TestWindow.open(hasty, 'ana'), TestWindow.open(hasty, 'siti')])
  await ana.push(claim(1, 'M2'), reply(2, 'M2', null), claim(3, 'M1'))
  await siti.until(() => lastRow(siti, 'M1') === agentOf('ana').id)
  ana.close()
  // The other claim runs out at the same moment, so by then this one would have, too.
  await siti.until(() => lastRow(siti, 'M1') === null)
  expect(await claimOn(hasty, 'M2')).toEqual({ assigneeId: agentOf('ana').id, claim: null })
  siti.close()
})

// Catches claims that nobody watches: those of before a restart are read in the same way.
test('a claim that another process wrote runs out like any other', async () => {
  const claimed = { agentId: agentOf('ana').id, at: '2026-11-22T07:00:00.000Z' }
  const row = caseRow('kept', { assigneeId: claimed.agentId, claim: claimed })
  await hasty.desk.write([{ table: 'cases', row }])
  await expect.poll(() => claimOn(hasty, 'kept'), { timeout: 20_000 }).toEqual({ assigneeId: null, claim: null })
})

// Catches a leak: who works on a case is for those alone who may see the case.
test('[S16] presence on a case is not told to a window of another site that says it has it open', async () => {
  const [ana, farid, siti] = await Promise.all(['ana', 'farid', 'siti'].map((login) => TestWindow.open(on, login)))
  if (ana === undefined || farid === undefined || siti === undefined) throw new Error('No windows.')
  looksAt(farid, 'M1')
  looksAt(ana, 'M1')
  looksAt(siti, 'M1')
  await ana.until(() => agentsSeen(ana).length > 0)
  expect(agentsSeen(ana).map(({ agentId }) => agentId)).toEqual([agentOf('siti').id])
  // What farid would have been told was told before what he is told now.
  looksAt(farid, 'L1')
  looksAt(siti, 'L1')
  await farid.until(() => farid.told.some(({ agents }) => agents.length > 0))
  expect(farid.told.map(({ caseId }) => caseId)).not.toContain(caseIdOf('M1'))
  for (const window of [ana, farid, siti]) window.close()
})

test('typing is told, and what is no presence at all is passed over', async () => {
  const [ana, siti] = await Promise.all([TestWindow.open(on, 'ana'), TestWindow.open(on, 'siti')])
  for (const bent of [
    null,
    {},
    { caseId: 'M1', isTyping: true },
    { caseId: caseIdOf('M1'), isTyping: true, agentId: randomUUID() },
  ]) {
    ana.socket.emit('presence', bent)
  }
  looksAt(siti, 'M1')
  says(ana, { caseId: caseIdOf('M1'), isTyping: true })
  await siti.until(() => agentsSeen(siti).some(({ isTyping }) => isTyping))
  expect(agentsSeen(siti)).toMatchObject([{ agentId: agentOf('ana').id, isTyping: true, isHere: true }])
  says(ana, { caseId: null, isTyping: false })
  await siti.until(() => agentsSeen(siti).length === 0)
  expect(await ana.push(note(1, 'M1'))).toEqual({ ok: true, last: 1 })
  ana.close()
  siti.close()
})

// Catches a window that makes the service tell everyone else without end.
test('[S21] a window that says too much is not heard until it slows down, and keeps its connection', async () => {
  const [ana, siti] = await Promise.all([TestWindow.open(on, 'ana'), TestWindow.open(on, 'siti')])
  looksAt(siti, 'M1')
  for (let times = 0; times < 500; times += 1) says(ana, { caseId: caseIdOf('M1'), isTyping: times % 2 === 0 })
  // The answer comes after everything that was said before it.
  await ana.push(note(1, 'M1'))
  expect(ana.told.length).toBeLessThan(50)
  expect(siti.told.length).toBeLessThan(10)
  expect(ana.socket.connected).toBe(true)
  ana.close()
  siti.close()
})
