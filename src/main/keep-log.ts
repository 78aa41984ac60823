import { join } from 'node:path'
import { app } from 'electron'
import { LogFile } from './log-file.ts'
import { passLinesOn, sayOnStderr } from './log-line.ts'
import { ownRedactor } from './own-redactor.ts'

/** Keeps the log in the profile as well (`logs/tierdesk.log`), with what was said since the start. Only for the one Tierdesk on a profile. */
export function keepLog(): void {
  const file = new LogFile({
    path: join(app.getPath('userData'), 'logs', 'tierdesk.log'),
    redact: ownRedactor(),
    // Not as a line of the log, which would come back here.
    complain: sayOnStderr,
  })
  const { electron } = process.versions
  const started = `Tierdesk ${app.getVersion()} starts, with Electron ${electron} on ${process.platform}.`
  file.write({ at: new Date().toISOString(), text: started })
  passLinesOn((line) => file.write(line))
}
