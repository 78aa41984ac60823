import { z } from 'zod'
import { Agent } from '#shared/domain/agent.ts'
import { sessionName } from '#shared/vault-names.ts'
import { keptJson } from '#renderer/sync/seal/kept-json.ts'
import { vault } from './vault.ts'

/** What locked a desk that was open. */
export const LockedBy = z.enum(['agent', 'idle', 'system'])
export type LockedBy = z.infer<typeof LockedBy>

const SavedSession = z.object({
  token: z.string(),
  agent: Agent,
  workspace: z.string(),
  deviceId: z.string(),
  /** The desk is locked: neither a restart nor the service opens it, but the PIN or another sign-in. */
  lockedBy: LockedBy.optional(),
})

/** Who is signed in on this computer. */
export type Session = z.infer<typeof SavedSession>

/** Where builds before the vault kept it, in clear text. */
const formerEntry = 'tierdesk.session'

/** The session of the last sign-in, so that the desk opens without a network; null where nobody is signed in, or the vault lost it. */
export async function savedSession(): Promise<Session | null> {
  localStorage.removeItem(formerEntry)
  return keptJson<Session>(SavedSession, await vault.read(sessionName))
}

/** Remembers who is signed in. */
export const saveSession = (session: Session): Promise<void> => vault.write(sessionName, JSON.stringify(session))

/** Notes that the desk is locked (what by), or no longer (null). On disk when it resolves. */
export function saveLock({ lockedBy: _before, ...session }: Session, by: LockedBy | null): Promise<void> {
  return saveSession(by === null ? session : { ...session, lockedBy: by })
}

/** Forgets who is signed in, here only. */
export const forgetSession = (): Promise<void> => vault.write(sessionName, null)
