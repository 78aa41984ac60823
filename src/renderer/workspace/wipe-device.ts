import { pinName } from '#renderer/sync/seal/pin-lock.ts'
import { type Session, forgetSession } from './saved-session.ts'
import { callService } from './service-call.ts'
import { vault } from './vault.ts'

/** What agents wrote, and the vault: they stay. Without the share, which a wiped device is refused, nothing in them opens. */
const keptDatabases = /^tierdesk-(outbox-|vault$)/
const keptEntries = /^tierdesk\.(device$|key\.)/
const keyEntry = /^tierdesk\.key\.([^.]+)$/

/**
 * Forgets every case on this computer, of every agent, and the PINs that would open without the service; then says so to the service. Safe
 * to repeat: the session goes last, so that whatever was cut off in the middle is done again at the next start.
 */
export async function wipeDevice(serviceUrl: string, session: Session | null): Promise<void> {
  const entries = Object.keys(localStorage).filter((name) => name.startsWith('tierdesk.'))
  const agentIds = entries.flatMap((name) => keyEntry.exec(name)?.[1] ?? [])
  for (const agentId of agentIds) await vault.write(pinName(agentId), null)
  for (const { name = '' } of await indexedDB.databases()) {
    if (name.startsWith('tierdesk-') && !keptDatabases.test(name)) await deleteDatabase(name)
  }
  for (const name of entries) if (!keptEntries.test(name)) localStorage.removeItem(name)
  sessionStorage.clear()
  if (session === null) return
  await callService(serviceUrl, '/api/wiped', {}, { token: session.token })
  await forgetSession()
}

function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name)
    request.addEventListener('success', () => resolve())
    request.addEventListener('error', () => reject(request.error ?? new Error(`${name} could not be deleted`)))
  })
}
