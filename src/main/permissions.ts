import type { Session } from 'electron'
import { isPermissionGranted } from './granted-permissions.ts'

/** Denies the window every permission but the few of granted-permissions.ts, and every download. `forbidden`: those that policy takes away. */
export function guardPermissions(session: Session, forbidden: ReadonlySet<string>): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(isPermissionGranted(permission, details.requestingUrl, details.isMainFrame, forbidden))
  })
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) =>
    isPermissionGranted(permission, requestingOrigin, details.isMainFrame, forbidden),
  )
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}))
  session.on('will-download', (event) => event.preventDefault())
}
