import fc from 'fast-check'
import { Role } from '#shared/domain/agent.ts'
import { type Sop, sopContentOf } from '#shared/domain/sop.ts'
import type { Row, TableName } from '#shared/tables.ts'
import { aSop, someInstant } from '#tests/builders.ts'

type IdIn = (table: TableName, n: number) => string

const newId = fc.uuid({ version: 7 })
const content = sopContentOf(aSop())
const lookTwice = ['look', 'again'].map((key) => ({ key, title: key, kind: 'check' as const }))

/** Right arguments for SOPs and their steps: by chance a version, its author and its state would hardly ever meet. */
export function sopArgs(idIn: IdIn): readonly (readonly [string, fc.Arbitrary<unknown>])[] {
  const sop = (n: number) => fc.constant(idIn('sops', n))
  const run = { sopRunId: fc.constant(idIn('sopRuns', 0)), caseId: fc.constant(idIn('cases', 3)), eventId: newId }
  const written = {
    sopId: fc.oneof(newId, sop(1)),
    groupId: sop(1),
    insteadOf: fc.constant(null),
    sourceId: fc.constant(null),
    content: fc.record({ title: fc.string({ minLength: 1, maxLength: 50 }) }).map((set) => ({ ...content, ...set })),
    body: fc.string({ minLength: 1, maxLength: 200 }),
    note: fc.string({ maxLength: 100 }),
  }
  const someAgent = fc.nat(5).map((n) => idIn('agents', n))
  return [
    ['sop.save-draft', fc.record(written)],
    ['sop.ask-review', fc.record({ sopId: sop(1) })],
    ['sop.send-back', fc.record({ sopId: sop(2), said: fc.constant('Shorter.') })],
    ['sop.publish', fc.record({ sopId: sop(2), insteadOf: fc.constant(null), said: fc.string() })],
    ['sop.archive', fc.record({ sopId: fc.oneof(sop(0), sop(1)) })],
    ['sop.end', fc.record({ sopId: sop(3), why: fc.constant('expired'), byId: fc.constant(null) })],
    ['sop.mark', fc.record({ sopId: sop(0), agentId: someAgent, isAcknowledged: fc.boolean() })],
    ['sop-run.start', fc.record({ ...run, sopRunId: newId, sopId: sop(0) })],
    ['sop-run.step', fc.record({ ...run, key: fc.constant('look'), note: fc.string({ maxLength: 50 }) })],
    ['sop-run.stop', fc.record({ ...run, why: fc.constant('<b>') })],
  ]
}

/** SOPs in every state that leads on, and one that is worked through on a case. */
export function sopRows(idIn: IdIn): { sops: Row<'sops'>[]; sopRuns: Row<'sopRuns'>[] } {
  const underWay = (n: number, state: Sop['state']): Sop =>
    aSop({
      id: idIn('sops', n),
      groupId: idIn('sops', n),
      state,
      author: { agentId: idIn('agents', Role.options.indexOf('knowledge')), name: 'Wei' },
      owner: { agentId: idIn('agents', 0), name: 'Ana' },
      reviewAt: '2099-01-01T00:00:00.000Z',
    })
  const inForce = aSop({ id: idIn('sops', 0), steps: lookTwice })
  const expired = aSop({ id: idIn('sops', 3), groupId: idIn('sops', 3), expiresAt: '2020-01-01T00:00:00.000Z' })
  const { groupId, version, locale } = inForce
  const run: Row<'sopRuns'> = {
    id: idIn('sopRuns', 0),
    caseId: idIn('cases', 3),
    groupId,
    sopId: inForce.id,
    version,
    title: '<b>',
    locale,
    steps: lookTwice,
    done: [],
    state: 'running',
    startedBy: { agentId: idIn('agents', 0), name: 'Ana' },
    startedAt: someInstant,
    endedAt: null,
  }
  return { sops: [inForce, underWay(1, 'draft'), underWay(2, 'in-review'), expired], sopRuns: [run] }
}
