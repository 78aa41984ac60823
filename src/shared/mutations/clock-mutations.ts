import { z } from 'zod'
import { clocked, firstClocks, withClocks } from '../clocks/keep-clocks.ts'
import { told } from '../clocks/clock-marks.ts'
import { inOrder } from '../clocks/match-policy.ts'
import { isTimeZone } from '../clocks/zone-offsets.ts'
import { Id } from '../domain/base.ts'
import { BusinessCalendar, type OpenBlock } from '../domain/business-calendar.ts'
import type { CaseClock } from '../domain/case-clock.ts'
import { isOpenCase } from '../domain/case.ts'
import { ClockPolicy } from '../domain/clock-policy.ts'
import { can } from '../permissions.ts'
import {
  type Change,
  type Maybe,
  children,
  create,
  defineMutation,
  every,
  maybe,
  one,
  put,
  refuse,
} from './define-mutation.ts'
import { mayRise } from './escalation-raise.ts'
import { eventOn } from './give-back.ts'

const isSound = (blocks: readonly OpenBlock[]): boolean => blocks.every(({ from, to }) => from < to)

/** What of a calendar is not as it must be, or null. */
function wrongIn({ timeZone, week, holidays }: BusinessCalendar): string | null {
  if (!isTimeZone(timeZone)) return 'calendar.timeZone'
  if (!isSound(week)) return 'calendar.week'
  const isOnce = new Set(holidays.map(({ day }) => day)).size === holidays.length
  return isOnce && holidays.every(({ blocks = [] }) => isSound(blocks)) ? null : 'calendar.holidays'
}

/** Makes a business calendar, or changes one: deadlines that go by it are worked out anew. */
export const calendarSave = defineMutation({
  name: 'calendar.save',
  by: 'agent',
  args: z.strictObject({ calendar: BusinessCalendar }),
  reads: () => ({}),
  apply(_rows, { calendar }, context) {
    if (!can(context.actor).setUp()) return refuse('not-allowed')
    const wrong = wrongIn(calendar)
    return wrong === null ? { changes: [put('calendars', calendar)] } : refuse('bad-arguments', wrong)
  },
})

/** Makes a policy, or changes one, at the place it says; those from there on move down. */
export const policySave = defineMutation({
  name: 'clock-policy.save',
  by: 'agent',
  args: z.strictObject({ policy: ClockPolicy }),
  reads: () => ({ policies: every('clockPolicies'), calendars: every('calendars') }),
  apply({ policies, calendars }, { policy }, context) {
    if (!can(context.actor).setUp()) return refuse('not-allowed')
    const isTwice = new Set(policy.targets.map(({ kind }) => kind)).size < policy.targets.length
    if (isTwice) return refuse('bad-arguments', 'policy.targets')
    const isKnown = policy.calendarId === null || calendars.some(({ id }) => id === policy.calendarId)
    if (!isKnown) return refuse('bad-arguments', 'policy.calendarId')
    if (policy.raiseAfter.some((after, index) => after < (policy.raiseAfter[index - 1] ?? 0))) {
      return refuse('bad-arguments', 'policy.raiseAfter')
    }
    const others = inOrder(policies.filter(({ id }) => id !== policy.id))
    const place = Math.max(0, Math.min(policy.position, others.length))
    const placed = [...others.slice(0, place), policy, ...others.slice(place)]
    return {
      changes: placed.flatMap((one, position) =>
        one === policy || one.position !== position ? [put('clockPolicies', { ...one, position })] : [],
      ),
    }
  },
})

/** Cases whose clocks are worked out in one go. */
export const mostTimed = 100

type TimedReads = { readonly [row: `case/${number}`]: Maybe<'cases'> }

/** Works the clocks of cases out anew: those that came from outside, and all of them when what is promised changed. */
export const caseKeepTime = defineMutation({
  name: 'case.keep-time',
  by: 'system',
  args: z.strictObject({ caseIds: z.array(Id).min(1).max(mostTimed) }),
  reads: ({ caseIds }): TimedReads & typeof rules => ({
    ...Object.fromEntries(caseIds.map((id, index) => [`case/${index}`, maybe('cases', id)])),
    ...rules,
  }),
  apply(found, { caseIds }, { at }) {
    const changes = [...new Set(caseIds)].flatMap((id): Change[] => {
      const row = found[`case/${caseIds.indexOf(id)}`]
      if (row === undefined || !isOpenCase(row)) return []
      const timed =
        row.times === undefined ? firstClocks(row, found, at) : withClocks({ ...row, times: row.times }, found, at)
      return timed === row ? [] : [put('cases', timed)]
    })
    return { changes }
  },
})

const rules = { policies: every('clockPolicies'), calendars: every('calendars'), queues: every('queues') }

/** The highest level there is. */
const mostLevels = 9

const raisedBy = (before: readonly CaseClock[], after: readonly CaseClock[]): number =>
  after.reduce((sum, { raised = 0 }, index) => sum + raised - (before[index]?.raised ?? 0), 0)

/** What is due by now on the clocks of a case is made known: that one is close, or over, or has been over for so long that the case is raised,
 * and with it the escalation on it. */
export const caseTellClocks = defineMutation({
  name: 'case.tell-clocks',
  by: 'system',
  args: z.strictObject({ caseId: Id, eventId: Id }),
  reads: ({ caseId }) => ({
    row: one('cases', caseId),
    escalations: children('escalations', caseId),
    policies: every('clockPolicies'),
  }),
  apply({ row, escalations, policies }, { eventId }, context) {
    const { at } = context
    if (row.clocksAt === undefined || row.clocksAt > at) return { changes: [] }
    const before = (row.clocks ?? []).filter(({ policyId }) => policies.some(({ id }) => id === policyId))
    const clocks = before.map((clock) => {
      const policy = policies.find(({ id }) => id === clock.policyId)
      return policy === undefined ? clock : told(clock, policy, at)
    })
    const over = clocks.filter(({ breachedAt }, index) => breachedAt !== before[index]?.breachedAt)
    const levels = raisedBy(before, clocks)
    const level = Math.min(mostLevels, (row.raised?.level ?? 0) + levels)
    const raised = levels > 0 ? { raised: { level, at } } : {}
    const messageCount = row.messageCount + (over.length > 0 ? 1 : 0)
    const after = clocked({ ...row, ...raised, messageCount }, clocks, policies)
    const kinds = over.map(({ kind }) => kind).join()
    const event = { name: 'clock-ran-out', detail: { kinds, level: String(levels > 0 ? level : 0) } } as const
    return {
      changes: [
        put('cases', after),
        ...(levels > 0
          ? escalations.filter(mayRise).map((escalation) => put('escalations', { ...escalation, raiseAt: at }))
          : []),
        ...(over.length > 0 ? [create('messages', eventOn(row, eventId, event, context))] : []),
      ],
    }
  },
})
