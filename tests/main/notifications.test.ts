import { expect, test } from 'vitest'
import { type NotificationParts, Notifications, pauseMs } from '#main/notifications.ts'
import { type Notice, outsideWords } from '#shared/notices.ts'

function system(set: Partial<NotificationParts> = {}) {
  const shown: string[] = []
  const chosen: (string | null)[] = []
  const clicks: (() => void)[] = []
  const timers: { ms: number; work: () => void }[] = []
  let time = '2026-11-23T12:00:00'
  let isInFront = false
  const notifications = new Notifications(
    {
      isAllowed: () => true,
      quietHours: null,
      isInFront: () => isInFront,
      isLocked: () => false,
      show: ({ title, body }, onClick) => {
        shown.push(`${title}: ${body}`)
        clicks.push(onClick)
      },
      chosen: (caseRef) => chosen.push(caseRef),
      now: () => new Date(time),
      after: (ms, work) => timers.push({ ms, work }),
      ...set,
    },
    outsideWords,
  )
  return {
    notifications,
    shown,
    chosen,
    clicks,
    look: (front: boolean) => (isInFront = front),
    itIs: (now: string) => (time = now),
    /** Lets the pause after a notification pass. */
    pass: () => {
      const [first] = timers.splice(0, 1)
      expect(first?.ms).toBe(pauseMs)
      first?.work()
    },
    isPausing: () => timers.length > 0,
  }
}

const notice = (caseRef: string, kind: Notice['kind'] = 'answered'): Notice => ({ kind, caseRef })

test('an agent who looks elsewhere is told of what kind it is and on which case, and a click leads there', () => {
  const { notifications, shown, clicks, chosen } = system()
  notifications.tell([notice('10311', 'case-given')])
  expect(shown).toEqual(['A case was given to you: 10311'])
  clicks[0]?.()
  expect(chosen).toEqual(['10311'])
})

// Catches: an agent who is told twice of what they look at.
test('nothing is told while the window is in front, nor what was seen meanwhile', () => {
  const { notifications, shown, look, pass, isPausing } = system()
  look(true)
  notifications.tell([notice('10311')])
  look(false)
  notifications.tell([notice('10312')])
  notifications.tell([notice('10313')])
  look(true)
  pass()
  expect(shown).toEqual(['Somebody wrote on your case: 10312'])
  expect(isPausing()).toBe(false)
})

// Catches: a desk that comes back from an outage and buries its agent, and a pause that never ends or swallows what came in it.
test('what comes within a moment is told as one, and what comes after it again at once', () => {
  const { notifications, shown, clicks, chosen, pass } = system()
  notifications.tell([notice('1')])
  for (let n = 2; n <= 60; n++) notifications.tell([notice(String(n)), notice(String(n), 'clock-over')])
  expect(shown).toHaveLength(1)
  pass()
  expect(shown.slice(1)).toEqual(['Several cases have something new for you: 2, 3, 4, 5, 6 …'])
  clicks[1]?.()
  expect(chosen).toEqual([null])
  notifications.tell([notice('7'), notice('7', 'clock-over')])
  pass()
  expect(shown.slice(2)).toEqual(['Time ran out on your case: 7'])
  pass()
  notifications.tell([notice('8')])
  expect(shown.slice(3)).toEqual(['Somebody wrote on your case: 8'])
})

// Catches: a policy that nobody obeys, and quiet hours that hold for what comes in them and let it out at their beginning.
test('nothing is told where IT forbids it, nor in its quiet hours', () => {
  const forbidden = system({ isAllowed: () => false })
  forbidden.notifications.tell([notice('1')])
  const { notifications, shown, itIs, pass } = system({ quietHours: { from: '20:00', to: '08:00' } })
  itIs('2026-11-23T20:00:00')
  notifications.tell([notice('2')])
  itIs('2026-11-23T19:59:50')
  notifications.tell([notice('3')])
  notifications.tell([notice('4')])
  itIs('2026-11-23T20:00:05')
  pass()
  itIs('2026-11-24T08:00:00')
  notifications.tell([notice('5')])
  expect([...forbidden.shown, ...shown]).toEqual(['Somebody wrote on your case: 3', 'Somebody wrote on your case: 5'])
})

// Catches: the number of a case on a screen that anybody walks by.
test('on a locked screen only the kind is told', () => {
  const { notifications, shown } = system({ isLocked: () => true })
  notifications.tell([notice('10311', 'came-back')])
  expect(shown).toEqual(['An escalation came back to you: '])
})

test('it is said in the words of the window', () => {
  const { notifications, shown } = system()
  notifications.speak({ ...outsideWords, named: 'Nama anda disebut dalam nota' })
  notifications.tell([notice('10311', 'named')])
  expect(shown).toEqual(['Nama anda disebut dalam nota: 10311'])
})
