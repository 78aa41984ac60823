import { isWorkspaceUrl } from './workspace-origin.ts'

const none: ReadonlySet<string> = new Set()

// Everything else is denied: Electron grants whatever no handler speaks about.
const granted = new Set([
  // Copying a report writes plain text; reading the clipboard stays denied.
  'clipboard-sanitized-write',
  // Asks Chromium not to evict the outbox when the disk runs low.
  'persistent-storage',
  // Since Chromium 142 a page needs these to reach a service on this computer or in the office. Which addresses it may
  // reach is decided by connect-src, which names the service alone.
  'local-network-access',
  'local-network',
  'loopback-network',
])

/** True when our own page, in the top frame, may have this permission (a Chromium name such as `notifications`), and policy does not forbid it. */
export function isPermissionGranted(
  permission: string,
  requestingUrl: string,
  isMainFrame: boolean,
  forbidden: ReadonlySet<string> = none,
): boolean {
  return granted.has(permission) && !forbidden.has(permission) && isMainFrame && isWorkspaceUrl(requestingUrl)
}
