import { expect, test } from 'vitest'
import { ConfirmedRows } from '#renderer/sync/confirmed-rows.ts'
import { allMutations } from '#shared/mutations/all-mutations.ts'
import type { Outcome } from '#shared/mutations/define-mutation.ts'
import { runMutation } from '#shared/mutations/run-mutation.ts'
import { refusalReasons } from '#shared/refusals.ts'
import { type AnyRow, type WarmTable, tables } from '#shared/tables.ts'
import { aCase, aMacro, anAgent, anOrder, aQueue, idOf, someInstant } from '#tests/builders.ts'

/** Numbers below `most` that follow from a seed, so that a failure can be had again. */
const drawing = (seed: number) => {
  let state = seed
  return (most: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff
    return (state >>> 8) % most
  }
}
type Draw = ReturnType<typeof drawing>

const words = [
  '',
  ' ',
  'a',
  '{{',
  '{{a}}',
  '{% x %}',
  '<script>alert(1)</script>',
  '\u0000',
  '\ud800',
  '::',
  '__proto__',
  '💥',
  'x'.repeat(600),
]
const known = [idOf(3), idOf(4), idOf(6), idOf(8), idOf(10), idOf(0xc1), idOf(0xff), null, 'no-id']
const kinds = ['set-status', 'set-field', 'set-tags', 'assign', 'follow', 'snooze', 'add-note', 'launch', 'set-form']

/** Something that might stand anywhere: of every kind, nested, and often nearly right. */
function anything(draw: Draw, depth = 0): unknown {
  const pick = <T>(of: readonly T[]): T | undefined => of[draw(of.length)]
  switch (draw(depth > 2 ? 6 : 10)) {
    case 0:
      return pick(known)
    case 1:
      return pick(words)
    case 2:
      return pick([0, -1, 1.5, 2 ** 53, Number.NaN, 24])
    case 3:
      return pick([true, false, null, undefined])
    case 4:
      return pick(['solved', 'open', 'reply', 'note', 'urgent', someInstant, 'draft', 'de'])
    case 5:
      return {
        do: pick(kinds),
        status: 'solved',
        tags: words.slice(1, 4),
        agentId: pick(known),
        text: pick(words),
        key: 'a',
        value: pick(words),
        hours: draw(3),
      }
    case 6:
      return Array.from({ length: draw(4) }, () => anything(draw, depth + 1))
    case 7:
      return { of: pick(['agent', 'workspace', 'team', 'moon']), agentId: idOf(4), teamId: pick(known) }
    default:
      return Object.fromEntries(
        Array.from({ length: draw(5) }, () => [
          pick([...words, 'title', 'status', 'fields']),
          anything(draw, depth + 1),
        ]),
      )
  }
}

const content = {
  title: 'T',
  template: 'Hi',
  kind: 'reply',
  actions: [],
  scope: { of: 'agent', agentId: idOf(4) },
  locale: null,
}
const valid: { readonly [name: string]: { readonly [arg: string]: unknown } } = {
  'macro.apply': { caseId: idOf(8), macroId: idOf(10), messageId: idOf(0x51), text: 'Hi', afterReplyId: null },
  'macro.undo': { caseId: idOf(8), was: { status: 'open' }, set: { status: 'solved' } },
  'macro.save-draft': { macroId: idOf(10), versionId: idOf(0xc1), content, note: '' },
  'macro.ask-review': { versionId: idOf(0xc1) },
  'macro.send-back': { versionId: idOf(0xc1), said: 'x' },
  'macro.publish': { macroId: idOf(10), versionId: idOf(0xc1), insteadOf: null, originalId: idOf(0xc9), said: '' },
  'macro.archive': { macroId: idOf(10), versionId: null },
}
const extra = ['versionId', 'withMacroIds', 'orderId', 'filled', 'noteId', 'named', 'text', 'content', 'was', 'set']

/** Rows as a newer, an older or a damaged build may have left them. */
function rowsOf(draw: Draw): ConfirmedRows {
  const under = new ConfirmedRows()
  const odd = <T>(value: T): T[] => (draw(3) === 0 ? [value] : [])
  const macro = aMacro({
    scope: { of: 'agent', agentId: idOf(4) },
    actions: odd({ do: 'x', ...(anything(draw, 2) as object) }),
    conditions: odd({ if: 'x', ...(anything(draw, 2) as object) }),
  })
  const version = {
    id: idOf(0xc1),
    macroId: idOf(10),
    number: 1,
    basedOn: 0,
    state: draw(2) === 0 ? 'draft' : 'in-review',
  }
  const by = { authorId: idOf(4), authorName: 'Ana', createdAt: someInstant, updatedAt: someInstant }
  const versions = draw(3) === 0 ? [] : [{ ...version, ...by, content, note: '', review: null, publishedAt: null }]
  const rows: { readonly [T in WarmTable]?: readonly AnyRow[] } = {
    cases: [aCase({ orderIds: [idOf(6)] })],
    macros: [macro],
    macroVersions: versions,
    orders: [anOrder()],
    agents: [anAgent()],
    queues: [aQueue()],
  }
  for (const [table, some] of Object.entries(rows))
    under.load(table as WarmTable, () => some.map((row) => ({ v: 1, row })))
  return under
}

/** Nearly valid arguments: one or two of them are anything. */
function argsOf(draw: Draw, name: string): unknown {
  if (draw(20) === 0) return anything(draw)
  const args: { [arg: string]: unknown } = { ...valid[name] }
  const keys = [...Object.keys(args), ...extra]
  for (let n = draw(3); n > 0; n--) args[keys[draw(keys.length)] ?? 'x'] = anything(draw)
  return args
}

/** A refusal with a reason that both sides know, or rows that can be read. */
const isFit = (outcome: Outcome): boolean =>
  'refused' in outcome
    ? refusalReasons.includes(outcome.refused)
    : outcome.changes.every((one) => one.do === 'remove' || tables[one.table].schema.safeParse(one.row).success)

// Catches a rule that throws, which the service would have to answer for, and one that writes a row that nobody can read.
test('whatever comes in, a mutation of macros is refused with a reason or writes rows that can be read', () => {
  const draw = drawing(4)
  const names = Object.keys(valid)
  let applied = 0
  for (let n = 0; n < 20_000; n++) {
    const name = names[n % names.length] ?? ''
    const mutation = allMutations.get(name)
    if (mutation === undefined) throw new Error(`No mutation ${name}.`)
    const args = argsOf(draw, name)
    const context = { actor: { kind: 'agent', agent: anAgent() } as const, at: someInstant }
    const outcome = runMutation(mutation, args, context, rowsOf(draw))
    expect([name, JSON.stringify(args), isFit(outcome)]).toEqual([name, JSON.stringify(args), true])
    if ('changes' in outcome) applied += 1
  }
  // Most are refused, as they should be; some must get through, or nothing was tried.
  expect(applied).toBeGreaterThan(500)
})
