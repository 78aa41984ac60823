import { writeSync } from 'node:fs'

/** A line as it was logged, and when. */
export interface LoggedLine {
  readonly at: string
  readonly text: string
}

const mostKept = 200
const recent: LoggedLine[] = []

/** The last lines of this run, oldest first: for a file of diagnostics. */
export const recentLines = (): readonly LoggedLine[] => [...recent]

let passOn: (line: LoggedLine) => void = () => {}

/** Gives every line to `keep` as well, those of this run until now first. */
export function passLinesOn(keep: (line: LoggedLine) => void): void {
  for (const line of recent) keep(line)
  passOn = keep
}

/** Writes one line to stderr, at once, and wherever lines are kept. The text must hold no name, address or message of a person. */
export function logLine(text: string): void {
  const line = { at: new Date().toISOString(), text }
  recent.push(line)
  if (recent.length > mostKept) recent.shift()
  passOn(line)
  sayOnStderr(text)
}

/** Says a sentence where it is no line of the log. */
export function sayOnStderr(text: string): void {
  try {
    writeSync(2, `${text}\n`)
  } catch {
    return // a window started from a desktop icon may have no stderr; a line of the log is in its file
  }
}
