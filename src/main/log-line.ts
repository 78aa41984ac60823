import { writeSync } from 'node:fs'

/** A line as it was logged, and when. */
interface LoggedLine {
  readonly at: string
  readonly text: string
}

const mostKept = 200
const recent: LoggedLine[] = []

/** The last lines of this run, oldest first: for a file of diagnostics. */
export const recentLines = (): readonly LoggedLine[] => [...recent]

/** Writes one line to stderr, at once. The text must hold no name, address or message of a person. */
export function logLine(text: string): void {
  recent.push({ at: new Date().toISOString(), text })
  if (recent.length > mostKept) recent.shift()
  try {
    writeSync(2, `${text}\n`)
  } catch {
    return // a window started from a desktop icon may have no stderr; there is no second place to say so
  }
}
