import type { Attachment } from '#shared/domain/attachment.ts'
import type { SyncLine } from '#renderer/sync/sync-line.ts'
import type { Draft, OutboxEntry, ParkedEntry, Workspace } from './workspace.ts'

/** What was written here and is not with the service. */
export interface Unsent {
  drafts(): readonly Pick<Draft, 'attachments'>[]
  waiting(): readonly Pick<OutboxEntry, 'args'>[]
  parked(): readonly Pick<ParkedEntry, 'args' | 'refused'>[]
}

/** How often a window that stays connected says which files its drafts still name, in milliseconds: the service keeps them for weeks. */
const everyMs = 6 * 3_600_000

// The arguments passed the schema of their mutation when it was named.
const carriedBy = ({ args }: { readonly args: unknown }): readonly Attachment[] =>
  (args as { readonly attachments?: readonly Attachment[] } | null)?.attachments ?? []

/** The files that drafts, waiting and refused texts of this agent name, each once. */
export function unsentFiles(unsent: Unsent): Attachment[] {
  const named = [
    ...unsent.drafts().flatMap(({ attachments }) => attachments ?? []),
    ...[...unsent.waiting(), ...unsent.parked()].flatMap(carriedBy),
  ]
  return [...new Map(named.map((file) => [file.id, file])).values()]
}

/**
 * Has the service keep the files of what is not sent yet, on each connection and once in a while, and finds those that are gone all the same:
 * this computer was without the service for weeks. Returns how to stop.
 */
export function keepUnsentFiles(workspace: Workspace, line: Pick<SyncLine, 'state' | 'subscribe'>): () => void {
  const ask = (): void => {
    const files = line.state.connection === 'online' ? unsentFiles(workspace) : []
    if (files.length > 0) workspace.files.keep(files).catch((error: unknown) => reportError(error))
  }
  let wasOnline = false
  const endLine = line.subscribe(({ connection }) => {
    const isNew = connection === 'online' && !wasOnline
    wasOnline = connection === 'online'
    if (isNew) ask()
  })
  // One that the service has just refused: whoever edits the text is to see which file it is about.
  let refused = 0
  const endOutbox = workspace.subscribe(({ topics }) => {
    if (!topics.has('outbox')) return
    const before = refused
    refused = workspace.parked().filter((entry) => entry.refused === 'file-gone').length
    if (refused > before) ask()
  })
  const timer = setInterval(ask, everyMs)
  return () => {
    clearInterval(timer)
    endLine()
    endOutbox()
  }
}
