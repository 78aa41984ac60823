import { desktop } from '#renderer/desktop/desktop.ts'
import type { SyncLine } from '#renderer/sync/sync-line.ts'
import type { Session } from './saved-session.ts'
import { callService } from './service-call.ts'
import type { Workspace } from './workspace.ts'

const minute = 60_000
const minutesBetweenReports = 10

/** Has the service know how this desk does, so that a version that makes desks worse is held back. Answers how to stop. */
export function reportFigures(
  workspace: Workspace,
  line: SyncLine,
  { token }: Session,
  serviceUrl: string,
): () => void {
  let onlineSince: number | null = null
  let outboxMinutes = 0
  let minutes = 0
  const stopHearing = line.subscribe(({ connection }) => {
    onlineSince = connection === 'online' ? (onlineSince ?? Date.now()) : null
  })
  const report = async (): Promise<void> => {
    const run = await desktop().call('desk.run')
    if (run !== null) await callService(serviceUrl, '/api/desk-figures', { ...run, outboxMinutes }, { token })
  }
  const timer = setInterval(() => {
    outboxMinutes = Math.max(outboxMinutes, lateBy(workspace, onlineSince))
    minutes += 1
    // What cannot be told now is told with the next: figures of one run only grow.
    if (onlineSince !== null && minutes % minutesBetweenReports === 1) report().catch(() => undefined)
  }, minute)
  return () => {
    clearInterval(timer)
    stopHearing()
  }
}

/** For how many minutes the oldest step has waited while there was a connection: an outage is no fault of a version. */
function lateBy(workspace: Workspace, onlineSince: number | null): number {
  const [oldest] = workspace.waiting()
  if (oldest === undefined || onlineSince === null) return 0
  return Math.max(0, Math.floor((Date.now() - Math.max(onlineSince, Date.parse(oldest.at))) / minute))
}
