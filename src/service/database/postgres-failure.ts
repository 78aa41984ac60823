import { StartRefused } from './start-refused.ts'

/** Turns what PostgreSQL or initdb printed before giving up into a sentence a person can act on. */
export function postgresFailure(output: string, folder: string): StartRefused {
  if (/No space left on device|Disk quota exceeded/.test(output)) {
    return new StartRefused(
      `The disk of ${folder} is full. Free some space, or set TIERDESK_DATA to a folder on another disk.`,
    )
  }
  if (/Permission denied|Operation not permitted/.test(output)) {
    return new StartRefused(
      `PostgreSQL may not use ${folder}. Give this user all rights on it, or set TIERDESK_DATA to another folder.`,
    )
  }
  if (isPortTaken(output)) {
    return new StartRefused('The port for PostgreSQL is in use by another program. Start Tierdesk again.')
  }
  const lastLine = output.trim().split('\n').at(-1) ?? ''
  const reason = /(?:FATAL|PANIC|initdb: error|ERROR): *(.+)/.exec(output)?.[1] ?? lastLine
  return new StartRefused(
    `PostgreSQL did not start on ${folder} (${reason === '' ? 'it gave no reason' : reason}). Set that right, or set TIERDESK_DATA to another folder.`,
  )
}

/** Whether PostgreSQL gave up because another program took the port between the choice and the start. */
export function isPortTaken(output: string): boolean {
  return /could not (bind|create any TCP\/IP sockets)|Address already in use/.test(output)
}

/** Whether the children of a killed PostgreSQL still hold its memory: they notice and end within moments. */
export function isStillEnding(output: string): boolean {
  return /pre-existing shared memory block/.test(output)
}
