import { readDuration, readDurations, readHoliday, readHours } from '#shared/clocks/written-hours.ts'
import type { Row } from '#shared/tables.ts'
import { demoId } from './demo-ids.ts'
import type { DemoClocks } from './demo-deadline-shapes.ts'

type DemoPolicy = DemoClocks['policies'][number]

const needed = <T>(read: T | null, text: string): T => {
  if (read === null) throw new Error(`The demo has "${text}" among its clocks, which cannot be read.`)
  return read
}

function weekOf(week: DemoClocks['calendars'][number]['week']): Row<'calendars'>['week'] {
  return Object.entries(week).flatMap(([days, hours]) => {
    const [first = 1, last = first] = days.split('-').map(Number)
    const blocks = needed(readHours(hours), hours)
    return Array.from({ length: last - first + 1 }, (_, at) =>
      blocks.map((block) => ({ ...block, day: first + at })),
    ).flat()
  })
}

/** The business calendars of the demo. */
export const calendarRows = ({ calendars }: DemoClocks): Row<'calendars'>[] =>
  calendars.map(({ slug, name, timeZone, markets, sites, week, holidays }) => ({
    id: demoId('calendars', slug),
    name,
    timeZone,
    markets,
    siteIds: sites.map((site) => demoId('sites', site)),
    week: weekOf(week),
    holidays: holidays.map((line) => needed(readHoliday(line), line)),
  }))

function secondsOf(times: string): Row<'clockPolicies'>['targets'][number]['seconds'] {
  const [low, normal, high, urgent] = needed(readDurations(times), times)
  if (low === undefined || normal === undefined || high === undefined || urgent === undefined) {
    throw new Error(`The demo needs four times, by priority, where it has "${times}".`)
  }
  return { low, normal, high, urgent }
}

function whenOf({ drivers, markets, partyKinds, tags }: DemoPolicy['when']): Row<'clockPolicies'>['when'] {
  return {
    ...(markets === undefined ? {} : { markets }),
    ...(partyKinds === undefined ? {} : { partyKinds }),
    ...(tags === undefined ? {} : { tags }),
    ...(drivers === undefined ? {} : { driverIds: drivers.map((driver) => demoId('drivers', driver)) }),
  }
}

/** What is promised and demanded in the demo, in the order it is written. */
export const policyRows = ({ policies }: DemoClocks): Row<'clockPolicies'>[] =>
  policies.map(({ slug, name, when, targets, legal, warn, raiseAfter }, position) => ({
    id: demoId('clockPolicies', slug),
    name,
    position,
    active: true,
    when: whenOf(when),
    targets: targets.map(({ times, ...target }) => ({ ...target, seconds: secondsOf(times) })),
    legal: legal === undefined ? null : legalOf(legal),
    calendarId: null,
    warnSeconds: needed(readDuration(warn), warn),
    raiseAfter: needed(readDurations(raiseAfter), raiseAfter),
  }))

const legalOf = ({ rolling, ...legal }: NonNullable<DemoPolicy['legal']>): Row<'clockPolicies'>['legal'] => ({
  ...legal,
  isRolling: rolling,
  // Nobody has looked at them for this workspace.
  verifiedOn: null,
})
