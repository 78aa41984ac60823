import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type QueryContext, compileQuery } from '#shared/case-query/compile-query.ts'
import { completionsAt } from '#shared/case-query/complete-query.ts'
import { parseQuery } from '#shared/case-query/parse-query.ts'
import { printQuery } from '#shared/case-query/print-query.ts'
import { queryFieldNames } from '#shared/case-query/query-fields.ts'
import { foldText } from '#shared/fold-text.ts'
import type { Case } from '#shared/domain/case.ts'
import type { EscalationState } from '#shared/domain/escalation-state.ts'
import { aCase, anAgent, idOf, someInstant } from '../../builders.ts'

const now = Date.parse(someInstant)
const ago = (minutes: number): string => new Date(now - minutes * 60_000).toISOString()
const me = anAgent()

const context: QueryContext = {
  meId: me.id,
  textOf: (row) => foldText([row.number, row.partyName, row.subject, ...row.tags, row.snippet].join('\n')),
  named: (of) =>
    of === 'queues'
      ? [
          { id: idOf(3), name: 'Refunds' },
          { id: idOf(30), name: 'Refunds MY' },
        ]
      : of === 'agents'
        ? [
            { id: me.id, name: 'Ana Reyes' },
            { id: idOf(40), name: 'Farid' },
          ]
        : [{ id: idOf(50), name: 'Delivery › Late parcel' }],
  orderNumbers: (row) => row.orderIds,
  dayStart: (day) => Date.parse(`${day}T00:00:00.000Z`),
  dayAt: (at) => new Date(at).toISOString().slice(0, 10),
}

const escalated = (state: EscalationState) => ({
  id: idOf(60),
  state,
  queueId: idOf(30),
  attempt: 1,
  byAgentId: me.id,
})

const fits = (text: string, row: Partial<Case>, at = now): boolean =>
  compileQuery(parseQuery(text), context).passes(aCase(row), at)

const parts =
  'open|high|>=|<2h|2026-11-01..2026-11-10|..|today|me|none|"|""|(|)|-| or |or|,|:| |\n|refund|x:y|a"b|\u0000|退款|คืนเงิน|\ud83d|\u202e|<b>'
const pieces = fc.constantFrom(...queryFieldNames.map((field) => `${field}:`), ...parts.split('|'))
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(pieces, { maxLength: 25 }).map((all) => all.join('')),
  fc.array(pieces, { maxLength: 25 }).map((all) => all.join(' ')),
)

// Catches: a text that cannot be typed, because reading it throws or takes for ever; and a case that makes a test throw.
test('every text there is is read, tested and completed without a fault', () => {
  fc.assert(
    fc.property(hostile, fc.nat(80), (text, caret) => {
      const query = parseQuery(text)
      const { passes, changesAt } = compileQuery(query, context)
      for (const row of [
        aCase(),
        aCase({ assigneeId: me.id, waitingSince: ago(5), tags: ['refund'], driverId: idOf(50) }),
      ]) {
        expect(typeof passes(row, now)).toBe('boolean')
        expect(changesAt(row, now)).toBeGreaterThan(now)
      }
      for (const { from, to } of query.problems) expect(from <= to && to <= text.length).toBe(true)
      for (const { from, to } of completionsAt(text, caret, () => ['a', 'b c'])) {
        expect(from <= to && to <= Math.min(caret, text.length)).toBe(true)
      }
    }),
    { numRuns: 3000 },
  )
})

// Catches: a saved view that says another thing than the search it was saved from.
test('a query as it is printed is read as the same query, without problems of its own making', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const { root, order } = parseQuery(text)
      const printed = printQuery({ root, order })
      const again = parseQuery(printed)
      expect({ root: again.root, order: again.order }).toEqual({ root, order })
      expect(printQuery(again)).toBe(printed)
    }),
    { numRuns: 3000 },
  )
})

// Catches: a time term whose case stays in a count, or out of it, after its time has come.
test('until the time that is named the answer for a case stays what it is', () => {
  const terms = fc.constantFrom(
    'updated:<2h',
    'waiting:>4h',
    'created:today',
    'updated:yesterday',
    'is:snoozed',
    '-is:woken',
  )
  const query = fc.array(fc.tuple(terms, fc.constantFrom(' ', ' or ', ' -')), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(query, fc.nat(6000), fc.nat(6000), fc.nat(3000), (parts, updated, waited, later) => {
      const text = parts.map(([term, between]) => term + between).join('')
      const { passes, changesAt } = compileQuery(parseQuery(text), context)
      const snooze = { until: new Date(now + 100 * 60_000).toISOString(), byAgentId: me.id, at: ago(10) }
      const row = aCase({ updatedAt: ago(updated), createdAt: ago(updated), waitingSince: ago(waited), snooze })
      const at = now + later * 60_000
      const until = changesAt(row, now)
      expect(at >= until || passes(row, at) === passes(row, now)).toBe(true)
      expect(until === Infinity || changesAt(row, until) > until).toBe(true)
    }),
    { numRuns: 2000 },
  )
})

// Catches: a field that reads another column, a minus or an `or` that binds otherwise than it is written.
test.each<[string, Partial<Case>, boolean]>([
  ['refund late', { subject: 'Late refund' }, true],
  ['"late refund"', { subject: 'Refund, late' }, false],
  ['hoan tien', { subject: 'Hoàn tiền' }, true],
  ['退款', { subject: '我要退款' }, true],
  ['คืนเงิน', { snippet: 'อยากคืนเงินค่ะ' }, true],
  ['status:open,pending', { status: 'pending' }, true],
  ['status:open,pending', { status: 'new' }, false],
  ['is:open is:unassigned', {}, true],
  ['is:mine', { assigneeId: me.id }, true],
  ['is:mine,unassigned', {}, true],
  ['queue:refunds', { queueId: idOf(30) }, false],
  ['queue:"refunds my"', { queueId: idOf(30) }, true],
  ['queue:my', { queueId: idOf(30) }, true],
  ['queue:nowhere', {}, false],
  // A Tier 2 queue has no cases of its own.
  ['queue:"refunds my"', { escalation: escalated('queued') }, true],
  ['queue:"refunds my"', { escalation: escalated('closed') }, false],
  ['market:us', {}, true],
  ['priority:>=high', { priority: 'urgent' }, true],
  ['priority:<normal', { priority: 'normal' }, false],
  ['priority:low,high', { priority: 'high' }, true],
  ['tag:vip', { tags: ['VIP'] }, true],
  ['-tag:vip', { tags: ['vip'] }, false],
  ['-(tag:vip tag:gold)', { tags: ['vip'] }, true],
  ['assignee:none', {}, true],
  ['assignee:me', { assigneeId: me.id }, true],
  ['assignee:farid', { assigneeId: idOf(40) }, true],
  ['assignee:stranger', { assigneeId: idOf(40) }, false],
  ['party:kim', {}, true],
  ['kind:seller', {}, false],
  ['order:703', { orderIds: ['PH-70318'] }, true],
  ['driver:"late parcel"', { driverId: idOf(50) }, true],
  ['lang:zh', { locale: 'zh-Hans' }, true],
  ['lang:zh', { locale: 'en' }, false],
  ['id:1', {}, true],
  ['updated:<2h', { updatedAt: ago(119) }, true],
  ['updated:<2h', { updatedAt: ago(120) }, false],
  ['waiting:>4h', { waitingSince: ago(240) }, true],
  ['waiting:>4h', { waitingSince: null }, false],
  ['created:2026-11-01..2026-11-10', { createdAt: '2026-11-10T23:59:00.000Z' }, true],
  ['created:2026-11-01..2026-11-10', { createdAt: '2026-11-11T00:00:00.000Z' }, false],
  ['created:>2026-11-21', {}, true],
  ['created:yesterday', { createdAt: '2026-11-21T10:00:00.000Z' }, true],
  ['tag:a or tag:b is:mine', { tags: ['a'] }, true],
  ['(tag:a or tag:b) is:mine', { tags: ['a'] }, false],
  ['tag:a or', { tags: ['b'] }, false],
  ['status:ope', {}, true],
  ['status:opx', {}, false],
  ['status:', {}, true],
])('%s asked of %j is %s', (text, row, isFit) => {
  expect(fits(text, row)).toBe(isFit)
})

// Catches: a mistake that is not said, is said while one still types, or is said of the wrong place.
test('what is not understood is named with its place; what is still being typed is not', () => {
  const why = (text: string): string[] =>
    parseQuery(text).problems.map((one) => `${one.why} ${text.slice(one.from, one.to)}`)
  expect(why('late priority:hihg is:open')).toEqual(['not-one-of priority:hihg'])
  expect(why('colour:red')).toEqual(['unknown-field colour:red'])
  expect(why('created:soon x')).toEqual(['not-a-time created:soon'])
  expect(why('created:2026-02-30 x')).toEqual(['not-a-time created:2026-02-30'])
  expect(why('a) b')).toEqual(['extra-bracket )'])
  expect(why('sort:colour x')).toEqual(['not-one-of sort:colour'])
  expect(why('Re: hello https://x.example')).toEqual([])
  expect(why('priority:hi')).toEqual(['no-value priority:hi'])
})

// Catches: completion that eats what stands around the caret, or offers a name that would not be read back.
test('a completion takes the place of what is typed, in quotes where the value needs them', () => {
  const valuesOf = (field: string): string[] => (field === 'queue' ? ['Refunds', 'Refunds MY'] : ['vip', 'vip-gold'])
  const texts = (text: string, caret = text.length): string[] =>
    completionsAt(text, caret, valuesOf).map((one) => text.slice(0, one.from) + one.text + text.slice(one.to))
  expect(texts('late qu')).toEqual(['late queue:'])
  expect(texts('queue:ref')).toEqual(['queue:Refunds ', 'queue:"Refunds MY" '])
  expect(texts('queue:"Refunds M')).toEqual(['queue:"Refunds MY" '])
  expect(texts('-tag:vip,v')).toEqual(['-tag:vip,vip ', '-tag:vip,vip-gold '])
  expect(texts('priority:>=h')).toEqual(['priority:>=high '])
  expect(texts('is:un late', 5)).toEqual(['is:unassigned  late', 'is:unread  late'])
  expect(texts('refund')).toEqual([])
  expect(texts('"sta')).toEqual([])
})
