import { type Case, Priority, isOpenCase, isSnoozed, wokenBy } from '../domain/case.ts'
import { holderOf } from '../clocks/clock-holder.ts'
import { dueOf, nextLegal, nextPromise } from '../clocks/next-due.ts'
import { foldText } from '../fold-text.ts'
import type { FieldsTaking, Standing } from './query-fields.ts'
import { dayAfter } from './query-time.ts'
import type { CaseQuery, Day, QueryNode, TimeRange } from './query-node.ts'

/** What a query is asked about beside the case itself. */
export interface QueryContext {
  readonly meId: string
  /** What a case is found by, folded. */
  textOf(row: Case): string
  named(of: 'queues' | 'agents' | 'drivers'): readonly { readonly id: string; readonly name: string }[]
  orderNumbers(row: Case): readonly string[]
  /** When a day begins wherever one is, in milliseconds since 1970. */
  dayStart(day: Day): number
  /** Which day it is then. */
  dayAt(at: number): Day
}

/** A query made ready to ask many cases. `now` in milliseconds since 1970. */
export interface CaseTest {
  readonly passes: (row: Case, now: number) => boolean
  /** When the answer for this case may be another without the case having changed; Infinity: never. */
  readonly changesAt: (row: Case, now: number) => number
}

const everything: CaseTest = { passes: () => true, changesAt: () => Infinity }
const nothing: CaseTest = { passes: () => false, changesAt: () => Infinity }
const steady = (passes: (row: Case) => boolean): CaseTest => ({ passes, changesAt: () => Infinity })

/** Makes a query ready to ask thousands of cases. */
export const compileQuery = ({ root }: Pick<CaseQuery, 'root'>, context: QueryContext): CaseTest =>
  compileNode(root, context)

function compileNode(node: QueryNode, context: QueryContext): CaseTest {
  switch (node.is) {
    case 'all':
      return node.of.length === 0 ? everything : together(node.of, context, true)
    case 'any':
      return together(node.of, context, false)
    case 'not': {
      const { passes, changesAt } = compileNode(node.of, context)
      return { passes: (row, now) => !passes(row, now), changesAt }
    }
    case 'text': {
      const text = foldText(node.text)
      return steady((row) => context.textOf(row).includes(text))
    }
    case 'rank':
      return steady(rankTest(node))
    case 'time':
      return 'age' in node.range && isAhead(node.field)
        ? aheadTest(instantOf[node.field], node.range)
        : timeTest(instantOf[node.field], node.range, context)
    case 'nothing':
      return nothing
    case 'field':
      return fieldTest(node, context)
  }
}

/** Those that pass all of them, or any. */
function together(nodes: readonly QueryNode[], context: QueryContext, isAll: boolean): CaseTest {
  const tests = nodes.map((node) => compileNode(node, context))
  return {
    passes: isAll
      ? (row, now) => tests.every((test) => test.passes(row, now))
      : (row, now) => tests.some((test) => test.passes(row, now)),
    changesAt: (row, now) => tests.reduce((least, test) => Math.min(least, test.changesAt(row, now)), Infinity),
  }
}

const rankOf = (priority: string): number => Priority.options.findIndex((one) => one === priority)

function rankTest({ than, value }: Extract<QueryNode, { is: 'rank' }>): (row: Case) => boolean {
  const bound = rankOf(value)
  switch (than) {
    case '<':
      return (row) => rankOf(row.priority) < bound
    case '<=':
      return (row) => rankOf(row.priority) <= bound
    case '>':
      return (row) => rankOf(row.priority) > bound
    case '>=':
      return (row) => rankOf(row.priority) >= bound
  }
}

/** The ids of those with just this name; where there are none, of those whose names have it in them. */
function idsNamed(among: readonly { readonly id: string; readonly name: string }[], value: string): string[] {
  const wanted = foldText(value)
  const exact = among.filter(({ id, name }) => id === value || foldText(name) === wanted)
  return (exact.length > 0 ? exact : among.filter(({ name }) => foldText(name).includes(wanted))).map(({ id }) => id)
}

const oneOf = (ids: ReadonlySet<string>, of: (row: Case) => string | null | undefined): CaseTest =>
  steady((row) => {
    const id = of(row)
    return id !== null && id !== undefined && ids.has(id)
  })

const namedTest = (
  of: 'queues' | 'agents' | 'drivers',
  values: readonly string[],
  context: QueryContext,
  idOf: (row: Case) => string | null | undefined,
): CaseTest => oneOf(new Set(values.flatMap((value) => idsNamed(context.named(of), value))), idOf)

function fieldTest(node: Extract<QueryNode, { is: 'field' }>, context: QueryContext): CaseTest {
  const { field, values } = node
  const folded = values.map(foldText)
  switch (field) {
    case 'status':
      return oneOf(new Set(values), (row) => row.status)
    case 'priority':
      return oneOf(new Set(values), (row) => row.priority)
    case 'holder':
      return steady((row) => isOpenCase(row) && values.includes(holderOf(row)))
    case 'kind':
      return oneOf(new Set(values), (row) => row.partyKind)
    case 'market':
      return oneOf(new Set(values.map((value) => value.toUpperCase())), (row) => row.market)
    case 'queue':
      return queueTest(values, context)
    case 'driver':
      return namedTest('drivers', values, context, (row) => row.driverId)
    case 'assignee':
      return assigneeTest(values, context)
    case 'tag':
      return steady((row) => row.tags.some((tag) => folded.includes(foldText(tag))))
    case 'party':
      return steady((row) => {
        const name = foldText(row.partyName)
        return folded.some((value) => name.includes(value) || row.partyIds.includes(value))
      })
    case 'order':
      return steady((row) =>
        context.orderNumbers(row).some((number) => folded.some((value) => foldText(number).includes(value))),
      )
    case 'lang':
      return steady((row) => {
        const locale = (row.locale ?? '').toLowerCase()
        return folded.some((value) => locale === value || locale.startsWith(`${value}-`))
      })
    case 'id':
      return steady((row) => folded.some((value) => row.id === value || foldText(row.number) === value))
    case 'is': {
      const tests = values.map((value) => standingTests[value as Standing](context.meId))
      return {
        passes: (row, now) => tests.some((test) => test.passes(row, now)),
        changesAt: (row, now) => tests.reduce((least, test) => Math.min(least, test.changesAt(row, now)), Infinity),
      }
    }
  }
}

/** In a queue of cases, or escalated to one of Tier 2. */
function queueTest(values: readonly string[], context: QueryContext): CaseTest {
  const ids = new Set(values.flatMap((value) => idsNamed(context.named('queues'), value)))
  return steady((row) => ids.has(row.queueId) || (isEscalated(row) && ids.has(row.escalation?.queueId ?? '')))
}

function assigneeTest(values: readonly string[], context: QueryContext): CaseTest {
  const ids = new Set(
    values.flatMap((value) =>
      value.toLowerCase() === 'me' ? [context.meId] : idsNamed(context.named('agents'), value),
    ),
  )
  const isNobody = values.some((value) => value.toLowerCase() === 'none')
  return steady(({ assigneeId }) => (assigneeId === null ? isNobody : ids.has(assigneeId)))
}

/** Until the snooze ends by itself. */
const snoozeEnds = (row: Case, now: number): number => {
  const until = row.snooze?.until
  const at = until === null || until === undefined ? Infinity : Date.parse(until)
  return at > now ? at : Infinity
}

const isEscalated = ({ escalation }: Case): boolean =>
  escalation !== null && escalation.state !== 'closed' && escalation.state !== 'withdrawn'

const standingTests: { readonly [S in Standing]: (meId: string) => CaseTest } = {
  open: () => steady(isOpenCase),
  unassigned: () => steady((row) => row.assigneeId === null),
  mine: (meId) => steady((row) => row.assigneeId === meId),
  waiting: () => steady((row) => row.waitingSince !== null),
  unread: () => steady((row) => row.lastReplyBy === 'party' && row.waitingSince !== null),
  escalated: () => steady(isEscalated),
  snoozed: () => ({ passes: isSnoozed, changesAt: snoozeEnds }),
  woken: () => ({ passes: (row, now) => wokenBy(row, now) !== null, changesAt: snoozeEnds }),
  overdue: () => ({
    passes: (row, now) => (dueOf(row) ?? '~') <= instantText(now),
    changesAt: (row, now) => {
      const at = Date.parse(dueOf(row) ?? '')
      return at > now ? at : Infinity
    },
  }),
  raised: () => steady((row) => isOpenCase(row) && (row.raised ?? row.escalation?.raised ?? null) !== null),
  followed: (meId) => steady((row) => row.followerIds?.includes(meId) === true),
}

const instantOf: { readonly [F in FieldsTaking<'time'>]: (row: Case) => string | null } = {
  updated: (row) => row.updatedAt,
  created: (row) => row.createdAt,
  waiting: (row) => row.waitingSince,
  due: (row) => nextPromise(row)?.dueAt ?? null,
  legal: (row) => nextLegal(row)?.dueAt ?? null,
}

/** Those that lie ahead: `<2h` is within the next two hours, or over. */
const isAhead = (field: FieldsTaking<'time'>): boolean => field === 'due' || field === 'legal'

function timeTest(of: (row: Case) => string | null, range: TimeRange, context: QueryContext): CaseTest {
  if ('age' in range) return ageTest(of, range)
  if ('day' in range) return movingDayTest(of, range.day, context)
  const from = range.from === null ? '' : instantText(context.dayStart(range.from))
  const before = range.to === null ? '~' : instantText(context.dayStart(dayAfter(range.to, 1)))
  return steady((row) => {
    const at = of(row)
    return at !== null && at >= from && at < before
  })
}

/** Instants are compared as the texts they are: that is a fifth of the time that reading them takes. */
const instantText = (at: number): string => new Date(at).toISOString()

/** What follows from the present time, worked out once for as long as the time is the same. */
function atEachTime<T>(work: (now: number) => T): (now: number) => T {
  let last: { readonly now: number; readonly made: T } | null = null
  return (now) => {
    if (last?.now !== now) last = { now, made: work(now) }
    return last.made
  }
}

function ageTest(of: (row: Case) => string | null, { age, ms }: { age: '<' | '>'; ms: number }): CaseTest {
  const bound = atEachTime((now) => instantText(now - ms))
  return {
    passes: (row, now) => {
      const at = of(row)
      return at !== null && (age === '<' ? at > bound(now) : at <= bound(now))
    },
    changesAt: (row, now) => {
      const at = of(row)
      return at !== null && at > bound(now) ? Date.parse(at) + ms : Infinity
    },
  }
}

/** As with ages, but of what lies ahead: it comes closer by itself. */
function aheadTest(of: (row: Case) => string | null, { age, ms }: { age: '<' | '>'; ms: number }): CaseTest {
  const bound = atEachTime((now) => instantText(now + ms))
  return {
    passes: (row, now) => {
      const at = of(row)
      return at !== null && (age === '<' ? at < bound(now) : at >= bound(now))
    },
    changesAt: (row, now) => {
      const at = of(row)
      // At that very instant it is not less yet.
      return at !== null && at >= bound(now) ? Date.parse(at) - ms + 1 : Infinity
    },
  }
}

function movingDayTest(of: (row: Case) => string | null, day: 'today' | 'yesterday', context: QueryContext): CaseTest {
  const bounds = atEachTime((now) => {
    const today = context.dayAt(now)
    const tomorrow = context.dayStart(dayAfter(today, 1))
    const from = day === 'today' ? today : dayAfter(today, -1)
    return {
      from: instantText(context.dayStart(from)),
      before: instantText(context.dayStart(dayAfter(from, 1))),
      today: instantText(context.dayStart(dayAfter(today, -1))),
      tomorrow,
    }
  })
  return {
    passes: (row, now) => {
      const at = of(row)
      return at !== null && at >= bounds(now).from && at < bounds(now).before
    },
    // What is older than yesterday is so tomorrow as well.
    changesAt: (row, now) => ((of(row) ?? '') >= bounds(now).today ? bounds(now).tomorrow : Infinity),
  }
}
