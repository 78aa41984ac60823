import type { WindowDiagnostics } from './window-diagnostics.ts'

/** What runs the window. The desktop adds what only it knows. */
export interface HostDiagnostics {
  readonly version: string
  readonly platform: string
  readonly runtime: string
  readonly [more: string]: unknown
}

const about =
  'Diagnostics of a Tierdesk desk: counts, times and settings. It holds no text of a case, no name of a person, no key and no password. Read it before you send it to IT.'

/** The file, as its name and its bytes: JSON, indented so that it can be read before it is sent. */
export function diagnosticsFile(window: WindowDiagnostics, host: HostDiagnostics): [string, Uint8Array<ArrayBuffer>] {
  const text = JSON.stringify({ about, format: 1, host, window }, null, 2)
  const minute = window.at.slice(0, 16).replace(':', '')
  return [`tierdesk-diagnostics-${minute}.json`, new TextEncoder().encode(`${text}\n`)]
}
