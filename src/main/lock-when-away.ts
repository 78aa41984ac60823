import { powerMonitor } from 'electron'
import type { PolicyValues } from '#shared/policy/all-policies.ts'
import { type Away, awayBy } from './away-by.ts'

/** How often the system is asked, in milliseconds: asking costs next to nothing, and a desk may stay open this much longer than IT says. */
const everyMs = 5000
/** For asking whether the screen is locked where idleness is of no interest, in seconds. */
const never = 2 ** 30

/**
 * Calls `lock` when nobody is at the computer, as policy says: again and again as long as it is so, since the window may have been opening
 * the first time. Call once, when the app is ready.
 */
export function lockWhenAway(
  policy: Pick<PolicyValues, 'IdleLockMinutes' | 'LockWithScreen'>,
  lock: (by: Away) => void,
): void {
  const { IdleLockMinutes: idleMinutes, LockWithScreen: withScreen } = policy
  if (withScreen) {
    powerMonitor.on('suspend', () => lock('system'))
    // These two are told on Windows and macOS only; on Linux the state below says it.
    powerMonitor.on('lock-screen', () => lock('system'))
    powerMonitor.on('user-did-resign-active', () => lock('system'))
  }
  if (!withScreen && idleMinutes === 0) return
  setInterval(() => {
    const isScreenLocked = powerMonitor.getSystemIdleState(never) === 'locked'
    const by = awayBy({ idleMinutes, withScreen }, { isScreenLocked, idleSeconds: powerMonitor.getSystemIdleTime() })
    if (by !== null) lock(by)
  }, everyMs)
}
