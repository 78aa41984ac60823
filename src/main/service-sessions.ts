import { type Session, session } from 'electron'

/** Where updates are fetched, by electron-updater's own name for it. */
const updatesPartition = 'electron-updater'

/** Every session that talks to the service: the window's, and that of updates, which shows no page. */
export const serviceSessions = (): readonly Session[] => [
  session.defaultSession,
  session.fromPartition(updatesPartition, { cache: false }),
]
