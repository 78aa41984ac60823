import { beforeEach, expect, test } from 'vitest'
import { Leases } from '#service/clocks/leases.ts'
import type { RowWrite } from '#service/sync/ledger.ts'
import { agentOf, caseRow, idOf } from '../world.ts'

const leaseMs = 120_000
const start = Date.parse('2026-11-22T08:00:00.000Z')
const ana = agentOf('ana').id
const caseId = idOf('cases', 'M1')

let now = start
beforeEach(() => {
  now = start
})

const written = (claim: { agentId: string; at: string } | null): RowWrite => ({
  table: 'cases',
  id: caseId,
  version: 1,
  row: caseRow('M1', { claim }),
  audience: [],
  was: [],
  existed: true,
})
const claimed = written({ agentId: ana, at: new Date(start).toISOString() })

function leases(): Leases {
  const made = new Leases(leaseMs, () => now)
  made.follow([claimed])
  return made
}

// Catches a case that is taken from somebody who is at work on it.
test('a lease does not run while its agent is connected, by whichever window', () => {
  const at = leases()
  at.arrived(ana)
  at.arrived(ana)
  at.left(ana)
  now += 10 * leaseMs
  expect(at.running(caseId)).toBeNull()
  expect(at.due()).toEqual([])
})

// Catches a lease that counts from the claim instead of from the moment the agent was lost.
test('with the last window gone a lease runs for its whole length, and ends when the agent is back in time', () => {
  const at = leases()
  at.arrived(ana)
  now += 10 * leaseMs
  at.left(ana)
  expect(at.running(caseId)).toEqual({ agentId: ana, until: now + leaseMs })
  now += leaseMs - 1
  expect(at.due()).toEqual([])
  at.arrived(ana)
  now += leaseMs
  expect(at.due()).toEqual([])
  at.left(ana)
  now += leaseMs
  expect(at.due()).toEqual([{ caseId, agentId: ana, at: new Date(start).toISOString() }])
})

// Catches a restart that gives every case back before the windows could connect again.
test('after a restart every lease begins anew', () => {
  now += 10 * leaseMs
  const at = leases()
  expect(at.running(caseId)).toEqual({ agentId: ana, until: now + leaseMs })
})

test('a claim that is made after its agent was lost runs from the claim', () => {
  const at = leases()
  now += leaseMs
  at.follow([written({ agentId: ana, at: new Date(now).toISOString() })])
  expect(at.running(caseId)?.until).toBe(now + leaseMs)
})

test('a claim that is over is no lease any more, and one that replaced it is not due with it', () => {
  const at = leases()
  now += leaseMs
  const [due] = at.due()
  at.follow([written({ agentId: ana, at: new Date(now).toISOString() })])
  expect(due !== undefined && at.isDue(due)).toBe(false)
  at.follow([written(null)])
  expect(at.running(caseId)).toBeNull()
  expect(at.claimedBy(ana)).toEqual([])
})
