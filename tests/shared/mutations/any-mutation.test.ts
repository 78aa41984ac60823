import { expect, test } from 'vitest'
import type { Agent } from '#shared/domain/agent.ts'
import { formOf, missingFields } from '#shared/domain/case-form.ts'
import { type Case, isMerged, isOpenCase } from '#shared/domain/case.ts'
import { allMutations } from '#shared/mutations/all-mutations.ts'
import type { Outcome } from '#shared/mutations/define-mutation.ts'
import { runMutation } from '#shared/mutations/run-mutation.ts'
import { refusalReasons } from '#shared/refusals.ts'
import { tables } from '#shared/tables.ts'
import {
  aCase,
  aDriver,
  aField,
  aForm,
  aMacro,
  aQueue,
  aSop,
  anAgent,
  anEscalation,
  idOf,
  someInstant,
} from '#tests/builders.ts'
import { Random } from '#tests/sync/random.ts'
import { OnRows } from './on-rows.ts'
import { type Pool, randomArgs } from './random-args.ts'

const form = aForm({
  isDriverRequired: true,
  fields: [aField({ kind: 'choice', options: ['late', 'lost'] }), aField({ key: 'refund', kind: 'yes-no' })],
})
const agents: readonly Agent[] = [
  anAgent(),
  anAgent({ id: idOf(0x20), role: 'tier-2' }),
  anAgent({ id: idOf(0x21), role: 'supervisor' }),
  anAgent({ id: idOf(0x22), role: 'quality' }),
]
const cases = [
  aCase(),
  aCase({ id: idOf(0x81), number: '2' }),
  aCase({ id: idOf(0x82), number: '3', status: 'pending' }),
]
const newDesk = (): OnRows =>
  new OnRows({
    agents,
    cases,
    queues: [aQueue({ formId: form.id }), aQueue({ id: idOf(13), kind: 'escalations' })],
    forms: [form],
    drivers: [aDriver({ id: idOf(15), parentId: null }), aDriver()],
    macros: [
      aMacro({ actions: [{ do: 'set-status', status: 'solved' }] }),
      aMacro({ id: idOf(0x43), kind: 'note', actions: [{ do: 'set-status', status: 'closed' }] }),
    ],
    sops: [aSop()],
    escalations: [anEscalation({ caseId: idOf(0x82) })],
  })
const hostile = [
  '<img src=x onerror=alert(1)>',
  '{{ case.number }}',
  '\u202Egnp.exe',
  '\0',
  '__proto__',
  'ก'.repeat(60),
]
const pool: Pool = {
  ids: [...[3, 4, 5, 8, 10, 12, 13, 14, 15, 16, 0x20, 0x43, 0x81, 0x82].map(idOf), idOf(0xf1), idOf(0xf2)],
  texts: ['late', 'lost', 'en', 'US', ...hostile],
  keys: ['reason', 'refund', 'constructor'],
}
/** What often comes to something. */
const likely: Pool = {
  ids: [3, 5, 8, 8, 10, 16, 16, 0x43, 0x81, 0x82, 0xf1].map(idOf),
  texts: ['late', 'lost', 'en'],
  keys: ['reason', 'refund'],
}
const named = [...allMutations.values()].filter(({ isFromOutside }) => isFromOutside !== true)

/** Those that lead to a solved case, so that enough of them are. */
const answering = named.filter(({ name }) => /^case\.(set-status|set-fields|set-driver|tick-checks)$/.test(name))

const fitting = [{ reason: 'late' }, { refund: false }, { reason: 'lost', refund: true }, { reason: null }]

/** The same arguments about a case that is there, with a driver that is one. */
const aimed = (args: unknown, random: Random): unknown => ({
  ...(args as object),
  ...('caseId' in (args as object) ? { caseId: random.pick(cases).id } : {}),
  ...('intoId' in (args as object) ? { intoId: random.pick(cases).id } : {}),
  ...('fields' in (args as object) && random.chance(0.7) ? { fields: random.pick(fitting) } : {}),
  ...('driverId' in (args as object) ? { driverId: aDriver().id } : {}),
})

/** The cases that are solved although something that is asked is missing. */
const unfit = (desk: OnRows): Case[] => {
  const asking = { forms: desk.rows.every('forms'), queues: desk.rows.every('queues') }
  return casesOn(desk).filter((row) => {
    const asked = formOf(row, asking)
    const lacks = missingFields(row, asked).length > 0 || (asked?.isDriverRequired === true && !row.driverId)
    return !isOpenCase(row) && !isMerged(row) && lacks
  })
}

const casesOn = (desk: OnRows): Case[] => [
  ...cases.flatMap(({ id }) => desk.rows.get('cases', id) ?? []),
  ...[0xf1, 0xf2].flatMap((n) => desk.rows.get('cases', idOf(n)) ?? []),
]

// Catches any way to solved that nobody thought of, also in a mutation that was written after this test.
test('whatever agents do one after the other, no case is solved without what its form asks; nothing throws', () => {
  const random = new Random(7)
  let ended = 0
  const applied = new Set<string>()
  for (let round = 0; round < 700; round++) {
    const desk = newDesk()
    for (let step = 0; step < 40; step++) {
      const mutation = random.chance(0.6) ? random.pick(answering) : random.pick(named)
      const agent = random.pick(agents)
      // What is asked changes under cases that are solved already: they are left as they are.
      if (mutation.name === 'form.save' || mutation.name === 'queue.set-form') continue
      const actor =
        mutation.by === 'agent'
          ? { kind: 'agent' as const, agent }
          : { kind: 'system' as const, name: 'clock' as const }
      const made = randomArgs(mutation, random, random.chance(0.9) ? likely : pool)
      const args = random.chance(0.8) ? aimed(made, random) : made
      const outcome = runMutation(mutation, args, { actor, at: someInstant }, desk.rows)
      if ('refused' in outcome) continue
      if (outcome.changes.length > 0) applied.add(mutation.name)
      desk.rows.write(outcome.changes)
      expect(unfit(desk).map(({ number }) => `${number} after ${mutation.name}`)).toEqual([])
    }
    ended += casesOn(desk).filter((row) => !isOpenCase(row) && !isMerged(row)).length
  }
  // Or there was nothing to see.
  expect(ended).toBeGreaterThan(20)
  for (const name of ['case.set-status', 'case.set-fields', 'case.merge', 'case.split']) expect(applied).toContain(name)
})

// Catches a rule that throws on input nobody expects, and one that writes a row which is none.
test('hostile arguments are refused by name or come to rows that are sound', () => {
  const random = new Random(11)
  const broken: unknown[] = [null, 0, '', [], {}, 'x', { caseId: null }, { caseId: idOf(8), fields: [1] }]
  const wrong: string[] = []
  for (let n = 0; n < 20_000; n++) {
    const mutation = random.pick(named)
    const agent = random.pick(agents)
    const fitting = randomArgs(mutation, random, pool)
    const args = random.chance(0.2) ? broken[n % broken.length] : random.chance(0.2) ? spoilt(fitting, random) : fitting
    const outcome = runMutation(mutation, args, { actor: { kind: 'agent', agent }, at: someInstant }, newDesk().rows)
    wrong.push(...unsound(mutation.name, outcome))
  }
  expect(wrong).toEqual([])
})

/** What is not as it must be in what a mutation came to. */
function unsound(name: string, outcome: Outcome): string[] {
  if ('refused' in outcome) return refusalReasons.includes(outcome.refused) ? [] : [`${name}: ${outcome.refused}`]
  return outcome.changes.flatMap((change) => {
    if (change.do === 'remove') return []
    const parsed = tables[change.table].schema.safeParse(change.row)
    return parsed.success ? [] : [`${name} wrote ${change.table}: ${parsed.error.message}`]
  })
}

/** The same arguments with one of them something else. */
function spoilt(args: unknown, random: Random): unknown {
  if (typeof args !== 'object' || args === null) return args
  const names = Object.keys(args)
  const name = names[random.below(names.length)] ?? 'extra'
  return { ...args, [name]: [null, -1, 'x'.repeat(20_000), [[[]]], { toString: 1 }][random.below(5)] }
}
