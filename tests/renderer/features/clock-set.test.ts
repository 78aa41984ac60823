import { expect, test } from 'vitest'
import * as calendars from '#renderer/features/clock-set/calendar-draft.ts'
import * as policies from '#renderer/features/clock-set/policy-draft.ts'
import { aCalendar, aPolicy, idOf } from '#tests/builders.ts'

const policy = aPolicy({
  when: { markets: ['DE', 'FR'], priorities: ['high'], partyKinds: ['seller'] },
  targets: [
    { kind: 'first-reply', seconds: { low: 7200, normal: 3600, high: 90, urgent: 15 }, counts: 'always', pausedBy: [] },
    {
      kind: 'resolution',
      seconds: { low: 7200, normal: 7200, high: 7200, urgent: 7200 },
      counts: 'business',
      pausedBy: ['pending'],
    },
  ],
  legal: {
    amount: 14,
    unit: 'calendar-day',
    isRolling: true,
    endsOn: 'solved',
    source: 'A law',
    verifiedOn: '2026-11-01',
    owner: 'Legal',
  },
  raiseAfter: [0, 3600],
})

// Catches: a setting that is lost, or becomes another, because somebody opened a policy and saved it.
test('a policy that is opened and saved is the policy it was', () => {
  const draft = policies.draftOf(policy, 3)
  expect(policies.faultsOf(draft)).toEqual([])
  expect(policies.policyFrom(draft, policy.id, policy)).toEqual(policy)
  const bare = policies.policyFrom({ ...policies.draftOf(undefined, 3), name: 'New' }, idOf(1), undefined)
  expect(bare).toMatchObject({ position: 3, targets: [], legal: null, when: {}, calendarId: null })
})

test('what is wrong in a policy is said of the part that it is in', () => {
  const draft = policies.draftOf(policy, 3)
  const partsOf = (set: Partial<policies.PolicyDraft>) =>
    policies.faultsOf({ ...draft, ...set }).map(({ part }) => part)
  expect(partsOf({ name: ' ', place: '0', markets: 'Germany', warn: 'soon', raise: '4h 1h' })).toEqual([
    'name',
    'place',
    'markets',
    'warn',
    'raise',
  ])
  const target = { times: '4h 2h 1h', isBusiness: true, isPaused: false }
  expect(partsOf({ targets: { ...draft.targets, update: target } })).toEqual(['update'])
  expect(partsOf({ amount: '0', verifiedOn: 'yesterday' })).toEqual(['amount', 'verifiedOn'])
  expect(partsOf({ amount: '0', verifiedOn: 'yesterday', unit: 'none' })).toEqual([])
})

test('a calendar that is opened and saved is the calendar it was, and what is wrong in it is said', () => {
  const calendar = aCalendar({
    siteIds: [idOf(1)],
    holidays: [
      { day: '2026-12-24', name: 'Christmas Eve', blocks: [{ from: 540, to: 780 }] },
      { day: '2026-12-25', name: 'Christmas' },
    ],
  })
  const draft = calendars.draftOf(calendar)
  expect(calendars.faultsOf(draft)).toEqual([])
  expect(calendars.calendarFrom(draft, calendar.id, calendar)).toEqual(calendar)
  const wrong = {
    ...draft,
    timeZone: 'Atlantis',
    markets: '?',
    days: draft.days.map((hours, day) => (day === 2 ? '9 to 5' : hours)),
    holidays: '2026-12-24 Eve\n2026-12-24 again',
  }
  expect(calendars.faultsOf(wrong).map(({ part }) => part)).toEqual(['timeZone', 'markets', 2, 'holidays'])
})
