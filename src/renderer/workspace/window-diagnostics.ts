import { type WindowDiagnostics, linkTroubleOf } from '#shared/diagnostics/window-diagnostics.ts'
import { warmTables } from '#shared/tables.ts'
import { desktop } from '#renderer/desktop/desktop.ts'
import { formatsNow } from '#renderer/words/say.ts'
import { recentErrors } from './recent-errors.ts'
import { serviceClock } from './service-clock.ts'
import type { Workspace } from './workspace.ts'

const mostSteps = 500
const instant = (at: number): string => new Date(at).toISOString()

/** How this window does, in counts, instants and words of ours. */
export async function windowDiagnostics(workspace: Workspace): Promise<WindowDiagnostics> {
  const { sync, keeping } = workspace
  const { threads, room, isPromised } = await workspace.keptHere()
  const ahead = serviceClock.aheadOfHere()
  return {
    at: instant(Date.now()),
    language: formatsNow(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    screen: { width: window.innerWidth, height: window.innerHeight, scale: window.devicePixelRatio },
    sync: {
      connection: sync.connection,
      since: instant(sync.since),
      isCaughtUp: sync.isCaughtUp,
      lastSyncAt: sync.lastSyncAt === null ? null : instant(sync.lastSyncAt),
      ended: sync.ended,
      isServiceOlder: sync.isServiceOlder,
      trouble: linkTroubleOf(sync.trouble),
    },
    clockAheadMs: ahead === null ? null : Math.round(ahead),
    rows: Object.fromEntries(warmTables.map((table) => [table, workspace.all(table).length])),
    threads,
    ...outboxOf(workspace),
    keeping: {
      isTwice: keeping.isTwice,
      isCrowded: keeping.isCrowded,
      isBehind: keeping.isBehind,
      unsafe: keeping.unsafe,
    },
    incidents: keeping.incidents.map(({ kind, at, count, isReported }) => ({ kind, at, count, isReported })),
    room,
    isPromised,
    errors: recentErrors(),
  }
}

function outboxOf(workspace: Workspace): Pick<WindowDiagnostics, 'waiting' | 'refused' | 'drafts'> {
  const waiting = workspace.waiting()
  const steps = waiting
    .slice(0, mostSteps)
    .map(({ opId, name, at }) => ({ kind: name, at, isSaved: workspace.isSaved(opId) }))
  return {
    waiting: { steps, more: waiting.length - steps.length },
    refused: workspace
      .parked()
      .slice(0, mostSteps)
      .map(({ name, at, refused }) => ({ kind: name, at, why: refused })),
    drafts: workspace.drafts().length,
  }
}

/** Saves a file for whoever is asked to help; false where the agent chose no place. Rejects where it could not be written. */
export async function saveDiagnostics(workspace: Workspace): Promise<boolean> {
  const { isSaved } = await desktop().call('diagnostics.save', await windowDiagnostics(workspace))
  return isSaved
}
