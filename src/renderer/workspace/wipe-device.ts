import { pinName } from '#shared/vault-names.ts'
import { type Session, forgetSession } from './saved-session.ts'
import { callService } from './service-call.ts'
import { vault } from './vault.ts'

/** What agents wrote, and the vault: they stay. Without the share, which is refused from now on, nothing in them opens. */
const keptDatabases = /^tierdesk-(outbox-|vault$)/
const keptEntries = /^tierdesk\.(device$|key\.)/
const keyEntry = /^tierdesk\.key\.([^.]+)$/

/**
 * Forgets every case on this computer, of every agent, and the PINs that would open without the service; then says so to the service. Safe
 * to repeat: the session goes last, so that whatever was cut off in the middle is done again at the next start.
 */
export async function wipeDevice(serviceUrl: string, session: Session | null): Promise<void> {
  const agentIds = Object.keys(localStorage).flatMap((name) => keyEntry.exec(name)?.[1] ?? [])
  for (const agentId of agentIds) await vault.write(pinName(agentId), null)
  await forget(() => true)
  if (session === null) return
  await callService(serviceUrl, '/api/wiped', {}, { token: session.token })
  await forgetSession()
}

/** Forgets what one agent could read on this computer, whose account was closed, and their PIN. Safe to repeat, as a wipe is. */
export async function forgetAgent({ agent }: Session): Promise<void> {
  await vault.write(pinName(agent.id), null)
  await forget((name) => name.includes(agent.id))
  await forgetSession()
}

/** Deletes the databases and entries of these names that may go. */
async function forget(isTheirs: (name: string) => boolean): Promise<void> {
  for (const { name = '' } of await indexedDB.databases()) {
    if (name.startsWith('tierdesk-') && isTheirs(name) && !keptDatabases.test(name)) await deleteDatabase(name)
  }
  const entries = Object.keys(localStorage).filter((name) => name.startsWith('tierdesk.') && isTheirs(name))
  for (const name of entries) if (!keptEntries.test(name)) localStorage.removeItem(name)
  sessionStorage.clear()
}

function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name)
    request.addEventListener('success', () => resolve())
    request.addEventListener('error', () => reject(request.error ?? new Error(`${name} could not be deleted`)))
  })
}
