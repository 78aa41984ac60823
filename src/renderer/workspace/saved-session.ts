import { z } from 'zod'
import { Agent } from '#shared/domain/agent.ts'

const SavedSession = z.object({ token: z.string(), agent: Agent, workspace: z.string(), deviceId: z.string() })

/** Who is signed in on this computer. */
export type Session = z.infer<typeof SavedSession>

const sessionKey = 'tierdesk.session'

/** The session of the last sign-in, so that the desk opens without a network; null where nobody is signed in. */
export function savedSession(): Session | null {
  const text = localStorage.getItem(sessionKey)
  if (text === null) return null
  const parsed = SavedSession.safeParse(readJson(text))
  return parsed.success ? parsed.data : null
}

/** The value of a JSON text; null where it is not one: a damaged entry means signing in again, nothing worse. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    reportError(error)
    return null
  }
}

/** Remembers who is signed in. */
export const saveSession = (session: Session): void => localStorage.setItem(sessionKey, JSON.stringify(session))

/** Forgets who is signed in, here only. */
export const forgetSession = (): void => localStorage.removeItem(sessionKey)
