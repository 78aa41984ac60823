import { hostname, userInfo } from 'node:os'
import { app } from 'electron'
import { redactor } from './redact.ts'

/** What takes the names of this person and this computer out of texts for others. */
export const ownRedactor = (): ((text: string) => string) =>
  redactor({
    home: app.getPath('home'),
    profile: app.getPath('userData'),
    user: userInfo().username,
    computer: hostname(),
  })
