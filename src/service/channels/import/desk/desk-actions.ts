import type { CaseStatus, Priority } from '#shared/domain/case.ts'
import type { MacroAction } from '#shared/domain/macro-action.ts'
import type { SourceRecord } from '../source-record.ts'
import type { KnownQueue } from './desk-book.ts'
import type { WrittenText } from './desk-macros.ts'

/** Reports an action without a counterpart. */
export function unmappedAction(record: SourceRecord, name: string, value: unknown): null {
  record.unmapped(`macro action ${name}: ${(JSON.stringify(value) ?? 'nothing').slice(0, 60).toWellFormed()}`)
  return null
}

/** Tags written in one text with commas between them, or as a list. */
export function tagsOf(value: unknown): string[] {
  const list = typeof value === 'string' ? value.split(',') : Array.isArray(value) ? (value as unknown[]) : []
  const texts = list.flatMap((item) =>
    typeof item === 'string' || typeof item === 'number'
      ? [String(item).trim().replaceAll('\0', '').toWellFormed().slice(0, 100).toWellFormed()]
      : [],
  )
  return [...new Set(texts.filter((text) => text !== ''))]
}

/** The one word that a value holds, by itself or first in a list; '' where it holds none. */
export function wordIn(value: unknown): string {
  const first: unknown = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' || typeof first === 'number' ? String(first).trim() : ''
}

/** The action that sets a status; null for a word that is no status. */
export const statusAction = (status: CaseStatus | undefined): MacroAction | null =>
  status === undefined ? null : { do: 'set-status', status }

export const priorityAction = (priority: Priority | undefined): MacroAction | null =>
  priority === undefined ? null : { do: 'set-priority', priority }

export const queueAction = (queue: KnownQueue | null): MacroAction | null =>
  queue === null ? null : { do: 'move-queue', queueId: queue.id }

/** What the steps of a macro come to: what it replies, what it notes, and what it does. */
export interface MacroSteps {
  readonly replies: WrittenText[]
  readonly notes: WrittenText[]
  readonly actions: MacroAction[]
}

export const noSteps = (): MacroSteps => ({ replies: [], notes: [], actions: [] })

/** A macro here writes one message: the reply, where there is one; a note beside it is reported. */
export function oneMessage(
  macro: SourceRecord,
  { replies, notes, actions }: MacroSteps,
  noteName: string,
): { texts: readonly WrittenText[]; isNote: boolean; actions: readonly MacroAction[] } {
  if (replies.length > 0 && notes.length > 0) macro.unmapped(`macro action ${noteName} beside a macro's reply`)
  const isNote = replies.length === 0 && notes.length > 0
  return { texts: isNote ? notes : replies, isNote, actions }
}
