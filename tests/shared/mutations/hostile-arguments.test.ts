import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type MutationName, allMutations } from '#shared/mutations/all-mutations.ts'
import { refusalReasons } from '#shared/refusals.ts'
import { tables } from '#shared/tables.ts'
import { aCase, aQueue, aSite, anAgent, idOf, someInstant } from '#tests/builders.ts'
import { OnRows } from './on-rows.ts'

const site = aSite({ failoverSiteIds: [idOf(0x31)] })
const queue = aQueue({ work: 'push', siteIds: [site.id], overflow: { afterMinutes: 1, queueId: idOf(0x41) } })
const rows = {
  sites: [site, aSite({ id: idOf(0x31) })],
  queues: [queue, aQueue({ id: idOf(0x41) })],
  agents: [anAgent(), anAgent({ id: idOf(0x20), role: 'supervisor', sees: 'workspace' })],
  cases: [aCase({ waitingSince: someInstant }), aCase({ id: idOf(0x50), assigneeId: anAgent().id })],
}
const names = [
  'agent.set-status',
  'agent.end-shift',
  'agent.lose',
  'agent.find',
  'case.route',
  'case.give-back',
  'case.overflow',
  'case.claim',
  'case.assign',
  'site.mark-down',
  'site.take-back',
] as const satisfies readonly MutationName[]

const known = fc.constantFrom(...Object.values(rows).flatMap((some) => some.map(({ id }) => id)), idOf(0x99))
const text = fc.constantFrom('', '<script>alert(1)</script>', '{{case.number}}', '\u202E\u0000', 'x'.repeat(400))
const value: fc.Arbitrary<unknown> = fc.oneof(
  known,
  fc.array(known, { maxLength: 4 }),
  fc.array(fc.record({ caseId: known, eventId: known }), { maxLength: 3 }),
  text,
  fc.constantFrom('away', 'available', 'offline', 'site-down', someInstant, null, undefined, 0, -1, Number.NaN),
  fc.jsonValue(),
)
const fields = [
  'caseId',
  'agentId',
  'queueId',
  'siteId',
  'eventId',
  'fromQueueId',
  'toQueueId',
  'assigneeId',
  'insteadOf',
  'siteIds',
  'queueIds',
  'cases',
  'state',
  'reason',
  'why',
  'saidAt',
  '__proto__',
  'constructor',
]
const args = fc.oneof(
  { weight: 8, arbitrary: fc.dictionary(fc.constantFrom(...fields), value, { maxKeys: 8 }) },
  { weight: 1, arbitrary: value },
)

/** Arguments that fit the mutation, but for what they name. */
const fitting = (name: MutationName): fc.Arbitrary<unknown> => {
  const shape = allMutations.get(name)?.args as { shape?: object } | undefined
  const keys = Object.keys(shape?.shape ?? {})
  const one = (key: string): fc.Arbitrary<unknown> => {
    if (key === 'cases') return fc.array(fc.record({ caseId: known, eventId: known }), { maxLength: 3 })
    if (key.endsWith('Ids')) return fc.array(known, { maxLength: 3 })
    if (key.endsWith('Id') || key === 'insteadOf') return fc.oneof(known, known, fc.constant(null))
    if (key === 'state') return fc.constantFrom('away', 'available', 'offline')
    if (key === 'why') return fc.constantFrom('away', 'offline', 'site-down')
    return key === 'saidAt' ? fc.constant(someInstant) : text
  }
  return fc.record(Object.fromEntries(keys.map((key) => [key, one(key)])))
}

// Catches input that brings a rule down, or rows that a window could not read.
test.each(names)('whatever %s is given, it is refused with a reason or applied, and never throws', (name) => {
  fc.assert(
    fc.property(fc.oneof(args, fitting(name)), fc.nat(1), (given, who) => {
      const desk = new OnRows(rows)
      const outcome =
        allMutations.get(name)?.by === 'system'
          ? desk.runAsService(name, given as never)
          : desk.run(rows.agents[who] ?? anAgent(), name, given as never)
      expect(outcome === null || refusalReasons.includes(outcome.refused)).toBe(true)
      for (const table of ['cases', 'agentStatuses', 'queues', 'sites'] as const) {
        for (const row of desk.rows.changedRows(table).values()) tables[table].schema.parse(row)
      }
    }),
    { numRuns: 4600 },
  )
})
