import { writeSync } from 'node:fs'

/** Writes one line to stderr, at once. The text must hold no name, address or message of a person. */
export function logLine(text: string): void {
  try {
    writeSync(2, `${text}\n`)
  } catch {
    return // a window started from a desktop icon may have no stderr; there is no second place to say so
  }
}
