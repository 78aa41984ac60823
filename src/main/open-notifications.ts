import { app, Notification, powerMonitor } from 'electron'
import type { BrowserWindow } from 'electron'
import { outsideWords } from '#shared/notices.ts'
import { quietHoursOf } from '#shared/quiet-hours.ts'
import { logLine } from './log-line.ts'
import { preferencesDomain } from './managed-preferences.ts'
import { Notifications } from './notifications.ts'
import type { PolicyInForce } from './policy-in-force.ts'

/** What notifications need of the desktop. */
export interface OpenNotificationParts {
  readonly policy: PolicyInForce
  readonly ourWindow: () => BrowserWindow | null
  /** A notification about one case was clicked on (its number or id), or one about several (null). */
  readonly chosen: (caseRef: string | null) => void
}

/** Puts notifications on the system's own. */
export function openNotifications({ policy, ourWindow, chosen }: OpenNotificationParts): Notifications {
  const { NotificationsAllowed, QuietHours } = policy.values
  // By this name Windows knows whose notifications they are; shortcuts bear it too.
  if (process.platform === 'win32') app.setAppUserModelId(preferencesDomain)
  // Whoever comes back to a notification may click on it: until it is gone, nobody else would keep it alive.
  const shown = new Set<Notification>()
  return new Notifications(
    {
      isAllowed: () => NotificationsAllowed && Notification.isSupported(),
      quietHours: quietHoursOf(QuietHours),
      isInFront: () => ourWindow()?.isFocused() === true,
      // The longest time that nobody can have been idle for: only the lock counts here.
      isLocked: () => powerMonitor.getSystemIdleState(2 ** 31 - 1) === 'locked',
      show: (content, onClick) => {
        const notification = new Notification({ ...content, silent: true })
        const forget = (): void => void shown.delete(notification)
        notification.once('click', () => {
          forget()
          onClick()
        })
        notification.once('close', forget)
        notification.once('failed', () => {
          forget()
          logLine('The system did not show a notification.')
        })
        shown.add(notification)
        notification.show()
      },
      chosen,
      now: () => new Date(Date.now()),
      after: (ms, work) => void setTimeout(work, ms),
    },
    outsideWords,
  )
}

/** Why none is ever shown here; null where they are. */
export function notificationRefusal({ values }: PolicyInForce): 'policy' | 'system' | null {
  if (!values.NotificationsAllowed) return 'policy'
  return Notification.isSupported() ? null : 'system'
}
