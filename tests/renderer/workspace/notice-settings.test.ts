import { expect, test } from 'vitest'
import { noticesFrom, usualNotices, wantsNotices } from '#renderer/workspace/notice-settings.ts'

const noon = new Date('2026-11-23T12:00:00')
const night = new Date('2026-11-23T23:00:00')

// Catches: a page in a browser that tells before anybody allowed it, and an app that tells nobody anything.
test('unless the agent says otherwise the app tells and a page does not', () => {
  expect(wantsNotices(usualNotices, 'available', noon, true)).toBe(true)
  expect(wantsNotices(usualNotices, 'available', noon, false)).toBe(false)
  expect(wantsNotices({ ...usualNotices, isOn: true }, 'available', noon, false)).toBe(true)
  expect(wantsNotices({ ...usualNotices, isOn: false }, 'available', noon, true)).toBe(false)
})

test('nothing is told to whoever is away or off shift, unless they want it', () => {
  const told = (isOffDutyQuiet: boolean) =>
    (['available', 'focus', 'away', 'offline'] as const).filter((state) =>
      wantsNotices({ ...usualNotices, isOffDutyQuiet }, state, noon, true),
    )
  expect(told(true)).toEqual(['available', 'focus'])
  expect(told(false)).toEqual(['available', 'focus', 'away', 'offline'])
})

test('quiet hours are quiet where they are switched on', () => {
  const settings = { ...usualNotices, quietHours: { from: '20:00', to: '08:00' } }
  expect(wantsNotices(settings, 'available', night, true)).toBe(true)
  expect(wantsNotices({ ...settings, areHoursQuiet: true }, 'available', night, true)).toBe(false)
  expect(wantsNotices({ ...settings, areHoursQuiet: true }, 'available', noon, true)).toBe(true)
})

// Catches: an entry written by hand or by another build that keeps the window from opening, or hours that are no hours.
test.each([undefined, null, 7, 'x', [], { isOn: 'yes', quietHours: { from: '25:00', to: 'x' }, areHoursQuiet: 1 }])(
  'what makes no sense is as usual: %j',
  (kept) => expect(noticesFrom(kept)).toEqual(usualNotices),
)

test('what was chosen is read again', () => {
  const chosen = { isOn: true, isOffDutyQuiet: false, quietHours: { from: '13:00', to: '14:30' }, areHoursQuiet: true }
  expect(noticesFrom(JSON.parse(JSON.stringify(chosen)))).toEqual(chosen)
})
