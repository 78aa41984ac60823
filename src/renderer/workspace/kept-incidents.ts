import { newId } from '#shared/new-id.ts'
import type { Incident } from '#shared/sync/incident.ts'
import { Incidents } from '#renderer/sync/incidents.ts'
import type { SyncLine } from '#renderer/sync/sync-line.ts'
import type { SyncStore } from '#renderer/sync/sync-store.ts'
import type { Session } from './saved-session.ts'
import { callService } from './service-call.ts'

/** The incidents of this agent on this computer, reported to the service whenever it can be reached. */
export function keptIncidents({ agent, token }: Session, serviceUrl: string): Incidents {
  const key = `tierdesk.incidents.${agent.id}`
  return new Incidents(
    { read: () => localStorage.getItem(key), write: (text) => localStorage.setItem(key, text) },
    async (incident) => {
      const response = await callService(serviceUrl, '/api/incidents', incident, { token })
      // One that the service cannot read now it will not be able to read later.
      if (!response.ok && response.status !== 400) throw new Error(`incident: ${response.status}`)
    },
  )
}

/** Makes an incident of what was found just now. */
export const incidentOf = (kind: Incident['kind'], count: number): Incident => ({
  id: newId(),
  kind,
  at: new Date().toISOString(),
  count,
})

/** Takes in what was found wrong when the disks were opened, and reports at each new connection. Answers how to stop. */
export function watchIncidents(incidents: Incidents, store: SyncStore, line: SyncLine): () => void {
  for (const incident of store.outbox.incidents) incidents.add(incident)
  if (store.damaged > 0) incidents.add(incidentOf('cache-damaged', store.damaged))
  const stopHearing = store.onDamaged((records) => incidents.add(incidentOf('cache-damaged', records)))
  let wasOnline = false
  const stopReporting = line.subscribe(({ connection }) => {
    const isOnline = connection === 'online'
    // What cannot be told now is told at the next connection.
    if (isOnline && !wasOnline) incidents.report().catch(() => undefined)
    wasOnline = isOnline
  })
  return () => {
    stopHearing()
    stopReporting()
  }
}
