import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type RoutedCase, routedOf } from '#service/clocks/case-line.ts'
import { RoutingPool } from '#service/clocks/routing-pool.ts'
import type { AgentState } from '#shared/domain/agent-status.ts'
import type { Agent } from '#shared/domain/agent.ts'
import type { Case } from '#shared/domain/case.ts'
import type { Queue } from '#shared/domain/queue.ts'
import { aCase, aQueue, aSite, anAgent, idOf } from '#tests/builders.ts'
import { RoutingModel, agentIds, caseIds, instant, queueIds, siteIds } from './routing-model.ts'

type Step =
  | { readonly on: 'case'; readonly id: string; readonly set: Partial<Case> }
  | { readonly on: 'agent'; readonly id: string; readonly set: Partial<Agent> }
  | { readonly on: 'queue'; readonly id: string; readonly set: Partial<Queue> }
  | { readonly on: 'status'; readonly id: string; readonly state: AgentState }
  | { readonly on: 'site'; readonly id: string; readonly isDown: boolean }

/** Null but for one of so many times. */
const rarely = <T>(some: fc.Arbitrary<T>, times: number): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: times - 1, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: some })

const wanted = fc.constantFrom<string[]>([], [], ['payments'])
const skills = fc.constantFrom<string[]>(['payments', 'disputes'], ['payments'], [])
const someone = fc.constantFrom(...agentIds)
const second = fc.integer({ min: 0, max: 50 }).map(instant)
const caseStep = fc.record(
  {
    status: fc.constantFrom('new', 'open', 'open', 'open', 'pending', 'solved'),
    priority: fc.constantFrom('low', 'normal', 'high', 'urgent'),
    queueId: fc.constantFrom(...queueIds),
    market: fc.constantFrom('US', 'US', 'US', 'PH'),
    locale: fc.constantFrom(null, 'en-US', 'fil', 'fi', 'zh-Hans'),
    assigneeId: rarely(someone, 3),
    waitingSince: fc.option(second, { freq: 8 }),
    routed: rarely(fc.record({ agentId: someone, at: second, isGivenBack: fc.boolean(), openedAt: second }), 2),
    leftLying: rarely(
      fc.array(fc.record({ agentId: someone, at: second, name: fc.constant('') }), { maxLength: 2 }),
      3,
    ).map((left) => left ?? []),
    fields: fc.constantFrom({}, {}, { channel: 'chat' }),
    snooze: rarely(fc.record({ until: fc.constant(null), byAgentId: someone, at: second }), 8),
  },
  { requiredKeys: ['status', 'assigneeId', 'waitingSince', 'queueId'] },
)
const agentStep = fc.record(
  {
    capacity: fc.integer({ min: 0, max: 3 }),
    channelCapacity: fc.constantFrom({}, { chat: 0 }, { chat: 1 }, { email: 0 }),
    skills,
    languages: fc.subarray(['zh-Hant', 'fi']),
    markets: fc.constantFrom(['US'], ['US', 'PH'], ['US', 'PH'], ['PH']),
    queueIds: fc.subarray([...queueIds]),
    active: fc.constantFrom(true, true, true, false),
    role: fc.constantFrom('tier-1', 'tier-1', 'tier-1', 'quality'),
  },
  { requiredKeys: [] },
)
const queueStep = fc.record(
  {
    work: fc.constantFrom('push', 'push', 'push', 'pull'),
    skills: wanted,
    rank: fc.integer({ min: 0, max: 3 }),
    isByLanguage: fc.boolean(),
  },
  { requiredKeys: [] },
)
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ on: fc.constant('case'), id: fc.constantFrom(...caseIds), set: caseStep }) },
  { weight: 2, arbitrary: fc.record({ on: fc.constant('agent'), id: someone, set: agentStep }) },
  { weight: 1, arbitrary: fc.record({ on: fc.constant('queue'), id: fc.constantFrom(...queueIds), set: queueStep }) },
  {
    weight: 5,
    arbitrary: fc.record({
      on: fc.constant('status'),
      id: someone,
      state: fc.constantFrom('available', 'available', 'available', 'break', 'offline'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      on: fc.constant('site'),
      id: fc.constantFrom(...siteIds),
      isDown: fc.constantFrom(true, false, false),
    }),
  },
) as fc.Arbitrary<Step>

/** The pool beside the model: both are told the same. */
class Both {
  readonly model = new RoutingModel()
  readonly pool = new RoutingPool()

  constructor() {
    for (const [id, queue] of this.model.queues) this.pool.putQueue(id, queue)
    for (const [id, agent] of this.model.agents) this.pool.putAgent(id, agent)
    for (const [id, row] of this.model.cases) this.pool.putCase(id, routedOf(row))
    for (const id of agentIds) this.take({ on: 'status', id, state: 'available' }, Date.parse(instant(0)))
  }

  take(step: Step, now: number): void {
    const { model, pool } = this
    if (step.on === 'case') this.putCase({ ...(model.cases.get(step.id) ?? aCase()), ...step.set })
    if (step.on === 'agent') {
      const agent = { ...(model.agents.get(step.id) ?? anAgent()), ...step.set }
      model.agents.set(step.id, agent)
      pool.putAgent(step.id, agent)
    }
    if (step.on === 'queue') {
      const queue = { ...(model.queues.get(step.id) ?? aQueue()), ...step.set }
      model.queues.set(step.id, queue)
      pool.putQueue(step.id, queue)
    }
    if (step.on === 'status') {
      const status = { state: step.state, since: new Date(now).toISOString() }
      model.states.set(step.id, status)
      pool.putStatus(step.id, { id: step.id, reason: null, ...status })
    }
    if (step.on === 'site') {
      if (step.isDown) model.downSites.add(step.id)
      else model.downSites.delete(step.id)
      const down = step.isDown ? { since: instant(0), byAgentId: idOf(1), reason: 'Power' } : null
      pool.putSite(step.id, aSite({ id: step.id, down }))
    }
  }

  putCase(row: Case): void {
    this.model.cases.set(row.id, row)
    this.model.seen(row)
    this.pool.putCase(row.id, routedOf(row))
  }

  /** What the pool decides, carried out as the rule does. */
  drain(now: number): { caseId: string; agentId: string }[] {
    const decisions: { caseId: string; agentId: string }[] = []
    for (let next = this.pool.next(now); next !== null; next = this.pool.next(now)) decisions.push(next)
    for (const { caseId, agentId } of decisions) {
      const at = new Date(now).toISOString()
      const row = this.model.cases.get(caseId) ?? aCase()
      this.putCase({ ...row, assigneeId: agentId, claim: { agentId, at }, routed: { agentId, at } })
      this.pool.settle(caseId, now + 60_000)
    }
    return decisions.map(({ caseId, agentId }) => ({ caseId, agentId }))
  }
}

// Catches a line that is not brought up to date, and a decision that is unfair or goes to somebody who is not fit for it.
test('whatever happens, who gets what is what one would work out by offering every case to everybody', () => {
  let given = 0
  fc.assert(
    fc.property(fc.array(steps, { minLength: 1, maxLength: 60, size: 'max' }), (all) => {
      const both = new Both()
      for (const [n, step] of all.entries()) {
        const now = Date.parse(instant(100 + n))
        both.take(step, now)
        const expected = both.model.decide(now)
        given += expected.length
        expect(both.drain(now)).toEqual(expected)
      }
    }),
    { numRuns: 800 },
  )
  // Else it would say nothing.
  expect(given).toBeGreaterThan(300)
})

const available = (pool: RoutingPool, id: string): void =>
  pool.putStatus(id, { id, state: 'available', reason: null, since: instant(0) })
const waiting = (id: string, set: Partial<Case> = {}): RoutedCase =>
  routedOf(aCase({ id, queueId: queueIds[0], waitingSince: instant(1), ...set }))

// Catches a clock that names the same step again and again while the service refuses it.
test('a decision that did not stick is left alone for a while, and then tried again', () => {
  const { pool } = new Both()
  const id = caseIds[0] ?? ''
  available(pool, agentIds[0] ?? '')
  pool.putCase(id, waiting(id))
  expect(pool.next(0)?.caseId).toBe(id)
  expect(pool.next(0)).toBeNull()
  pool.settle(id, 1000)
  pool.wake(999)
  expect(pool.next(999)).toBeNull()
  pool.wake(1000)
  expect(pool.next(1000)?.caseId).toBe(id)
})

// Catches an agent who is given more than they can do while the first cases are still on their way.
test('what is on its way to somebody counts as theirs', () => {
  const { pool } = new Both()
  for (const id of agentIds.slice(1)) pool.putStatus(id, { id, state: 'break', reason: null, since: instant(0) })
  for (const id of caseIds) pool.putCase(id, waiting(id))
  const decisions = [pool.next(0), pool.next(0), pool.next(0)]
  expect(decisions.map((one) => one?.agentId)).toEqual([agentIds[0], agentIds[0], undefined])
})

// Catches a decision that looks at everything: with that, this takes minutes.
test('of 20,000 cases and 1,000 agents each decision looks at a few', () => {
  const pool = new RoutingPool()
  const agents = Array.from({ length: 1000 }, (_, n) => idOf(0x10_000 + n))
  const queues = Array.from({ length: 20 }, (_, n) => idOf(0x20_000 + n))
  for (const id of queues) pool.putQueue(id, aQueue({ id, work: 'push', skills: ['payments'] }))
  for (const [n, id] of agents.entries()) {
    pool.putAgent(
      id,
      anAgent({ id, skills: ['payments'], queueIds: [queues[n % 20] ?? '', queues[(n + 1) % 20] ?? ''] }),
    )
    available(pool, id)
  }
  for (let n = 0; n < 20_000; n += 1) {
    const id = idOf(0x30_000 + n)
    pool.putCase(id, waiting(id, { queueId: queues[n % 20] ?? '', waitingSince: instant(n) }))
  }
  const rounds = (): number => {
    let count = 0
    while (pool.next(0) !== null) count += 1
    return count
  }
  expect(rounds()).toBe(5000)
  // From then on one comes free at a time.
  for (let n = 0; n < 1000; n += 1) {
    const agentId = agents[n] ?? ''
    pool.putStatus(agentId, { id: agentId, state: 'break', reason: null, since: instant(0) })
    available(pool, agentId)
    expect(pool.next(0)).toBeNull()
  }
})
