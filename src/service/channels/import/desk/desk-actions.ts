import type { CaseStatus, Priority } from '#shared/domain/case.ts'
import { FieldKey, type MacroAction } from '#shared/domain/macro-action.ts'
import { type PlaceholderTable, toOurs } from '../../macro-words/placeholder-tables.ts'
import type { SourceRecord } from '../source-record.ts'
import type { KnownAgent, KnownQueue } from './desk-book.ts'
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

export const agentAction = (agent: KnownAgent | null): MacroAction | null =>
  agent === null ? null : { do: 'assign', agentId: agent.id }

/** A text with their placeholders as a template of ours; null where nothing is written. */
function templateIn(value: unknown, table: PlaceholderTable, longest: number): string | null {
  if (typeof value !== 'string') return null
  const text = toOurs(value.replaceAll('\0', '').toWellFormed().trim(), table).slice(0, longest).toWellFormed()
  return text === '' ? null : text
}

export function subjectAction(value: unknown, table: PlaceholderTable): MacroAction | null {
  const subject = templateIn(value, table, 500)
  return subject === null ? null : { do: 'set-subject', subject }
}

/** A value of the case under the name it has there; an empty one takes it away. Text may have placeholders. */
export function fieldAction(name: string, value: unknown, table: PlaceholderTable): MacroAction | null {
  const key = FieldKey.safeParse(name.toLowerCase()).data
  if (key === undefined) return null
  if (typeof value === 'boolean' || typeof value === 'number') return { do: 'set-field', key, value }
  if (value === null || value === '') return { do: 'set-field', key, value: null }
  const text = templateIn(value, table, 2000)
  return text === null ? null : { do: 'set-field', key, value: text }
}

const hoursPer: { readonly [unit: string]: number } = { m: 1 / 60, h: 1, d: 24, w: 168 }
const longestSnooze = 8760

/** Puts aside for a time, in whole hours: at least one, at most a year. Null for no time. */
export function snoozeAction(amount: number, unit: string): MacroAction | null {
  const hours = Math.ceil(amount * (hoursPer[unit.slice(0, 1)] ?? Number.NaN))
  return hours >= 1 && hours <= longestSnooze ? { do: 'snooze', hours } : null
}

/** The same for a time written like `2h` or `1d`. */
export function snoozeFor(written: string): MacroAction | null {
  const [, amount, unit] = /^(\d{1,6})([mhdw])$/.exec(written.trim()) ?? []
  return amount === undefined || unit === undefined ? null : snoozeAction(Number(amount), unit)
}

/** What the steps of a macro come to: what it replies, what it notes, and what it does. */
export interface MacroSteps {
  readonly replies: WrittenText[]
  readonly notes: WrittenText[]
  readonly actions: MacroAction[]
}

export const noSteps = (): MacroSteps => ({ replies: [], notes: [], actions: [] })

/** What a macro writes: the reply, where there is one, with its notes beside it; else its notes. */
export function oneMessage({ replies, notes, actions }: MacroSteps): {
  texts: readonly WrittenText[]
  isNote: boolean
  beside: readonly WrittenText[]
  actions: readonly MacroAction[]
} {
  const isNote = replies.length === 0 && notes.length > 0
  return { texts: isNote ? notes : replies, isNote, beside: isNote ? [] : notes, actions }
}
