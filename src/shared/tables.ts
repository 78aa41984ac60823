import type { z } from 'zod'
import { Agent } from './domain/agent.ts'
import { AgentStatus } from './domain/agent-status.ts'
import { BusinessCalendar } from './domain/business-calendar.ts'
import { Case } from './domain/case.ts'
import { CaseForm } from './domain/case-form.ts'
import { ClockPolicy } from './domain/clock-policy.ts'
import { CoachingNote } from './domain/coaching-note.ts'
import { ContactDriver } from './domain/contact-driver.ts'
import { ActionLimit, DeskAction } from './domain/desk-action.ts'
import { Dispute, Evidence } from './domain/dispute.ts'
import { DisputeDeadline } from './domain/dispute-deadline.ts'
import { Escalation } from './domain/escalation.ts'
import { Macro } from './domain/macro.ts'
import { MacroVersion } from './domain/macro-version.ts'
import { Message } from './domain/message.ts'
import { Order } from './domain/order.ts'
import { OwnSettings } from './domain/own-settings.ts'
import { Party } from './domain/party.ts'
import { Queue } from './domain/queue.ts'
import { SavedView } from './domain/saved-view.ts'
import { SettingChange } from './domain/setting-change.ts'
import { Site } from './domain/site.ts'
import { Sop, SopBody } from './domain/sop.ts'
import { SopFeedback } from './domain/sop-feedback.ts'
import { SopMarks } from './domain/sop-mark.ts'
import { SopRun } from './domain/sop-run.ts'
import { SupervisorAsk } from './domain/supervisor-ask.ts'
import { Team } from './domain/team.ts'

const schemas = {
  sites: Site,
  teams: Team,
  queues: Queue,
  agents: Agent,
  agentStatuses: AgentStatus,
  drivers: ContactDriver,
  forms: CaseForm,
  calendars: BusinessCalendar,
  clockPolicies: ClockPolicy,
  views: SavedView,
  ownSettings: OwnSettings,
  settingChanges: SettingChange,
  macros: Macro,
  macroVersions: MacroVersion,
  sops: Sop,
  sopMarks: SopMarks,
  sopFeedback: SopFeedback,
  sopRuns: SopRun,
  cases: Case,
  escalations: Escalation,
  parties: Party,
  orders: Order,
  disputes: Dispute,
  evidence: Evidence,
  deadlines: DisputeDeadline,
  actions: DeskAction,
  limits: ActionLimit,
  coachingNotes: CoachingNote,
  asks: SupervisorAsk,
  messages: Message,
  sopBodies: SopBody,
} as const

/** The name of a synced table. */
export type TableName = keyof typeof schemas
/** The row type of a table. */
export type Row<T extends TableName> = z.infer<(typeof schemas)[T]>
/** A row of any table, when only its identity matters. */
export type AnyRow = { id: string; [field: string]: unknown }

/** Kept on disk and read on demand: too many bytes to hold in memory. No rule may read them [replay is synchronous]. */
export type ColdTable = 'messages' | 'sopBodies'
/** Held in memory by the window. */
export type WarmTable = Exclude<TableName, ColdTable>

/** Configuration: few enough rows that a rule may read all of them, where it cannot say from its arguments which ones it needs. */
export const settingsTables = [
  'queues',
  'drivers',
  'forms',
  'calendars',
  'clockPolicies',
  'deadlines',
  'limits',
] as const satisfies readonly WarmTable[]
export type SettingsTable = (typeof settingsTables)[number]

/** How a table's rows hang together with others; who may see a row is in `audience.ts`. */
export interface TableShape {
  readonly schema: z.ZodType
  readonly cold: boolean
  /** Rows that belong to one other row, are found by it and are seen by exactly those who see it. */
  readonly parent?: { readonly table: TableName; readonly key: string }
  /** Rows seen by those who see any case that names them: `own` is the row's field, `key` the case's list of ids. */
  readonly through?: { readonly key: 'partyIds' | 'orderIds'; readonly own: 'id' | 'orderId' }
}

/** Every synced table, in the order a window needs them: what the first screen shows comes first. */
export const tables: { readonly [T in TableName]: TableShape } = {
  sites: { schema: Site, cold: false },
  teams: { schema: Team, cold: false },
  queues: { schema: Queue, cold: false },
  agents: { schema: Agent, cold: false },
  agentStatuses: { schema: AgentStatus, cold: false },
  drivers: { schema: ContactDriver, cold: false },
  forms: { schema: CaseForm, cold: false },
  calendars: { schema: BusinessCalendar, cold: false },
  clockPolicies: { schema: ClockPolicy, cold: false },
  views: { schema: SavedView, cold: false },
  ownSettings: { schema: OwnSettings, cold: false },
  settingChanges: { schema: SettingChange, cold: false },
  cases: { schema: Case, cold: false },
  escalations: { schema: Escalation, cold: false, parent: { table: 'cases', key: 'caseId' } },
  macros: { schema: Macro, cold: false },
  macroVersions: { schema: MacroVersion, cold: false },
  sops: { schema: Sop, cold: false },
  sopMarks: { schema: SopMarks, cold: false },
  sopFeedback: { schema: SopFeedback, cold: false },
  sopRuns: { schema: SopRun, cold: false, parent: { table: 'cases', key: 'caseId' } },
  parties: { schema: Party, cold: false, through: { key: 'partyIds', own: 'id' } },
  orders: { schema: Order, cold: false, through: { key: 'orderIds', own: 'id' } },
  disputes: { schema: Dispute, cold: false, through: { key: 'orderIds', own: 'orderId' } },
  evidence: { schema: Evidence, cold: false, parent: { table: 'cases', key: 'caseId' } },
  deadlines: { schema: DisputeDeadline, cold: false },
  actions: { schema: DeskAction, cold: false, parent: { table: 'cases', key: 'caseId' } },
  limits: { schema: ActionLimit, cold: false },
  coachingNotes: { schema: CoachingNote, cold: false },
  asks: { schema: SupervisorAsk, cold: false },
  messages: { schema: Message, cold: true, parent: { table: 'cases', key: 'caseId' } },
  sopBodies: { schema: SopBody, cold: true, parent: { table: 'sops', key: 'sopId' } },
}

const isOwn = (name: string): boolean => Object.hasOwn(tables, name)

/** Whether a name from outside is a table. */
export const isTableName = (name: string): name is TableName => isOwn(name)

/** All table names, in loading order. */
export const tableNames = Object.keys(tables).filter(isTableName)

/** Whether a name from outside is a table that is held in memory. */
export const isWarmTable = (name: string): name is WarmTable => isTableName(name) && !tables[name].cold

/** Whether rules may read the table whole. */
export const isSettingsTable = (name: TableName): name is SettingsTable =>
  (settingsTables as readonly TableName[]).includes(name)

/** The tables held in memory, in loading order. */
export const warmTables = tableNames.filter(isWarmTable)

/** The tables whose rows belong to rows of `parent`. */
export const childTables = (parent: TableName): TableName[] =>
  tableNames.filter((name) => tables[name].parent?.table === parent)

/** The id of the row this one belongs to, or null. */
export const parentIdOf = (table: TableName, row: AnyRow): string | null => {
  const key = tables[table].parent?.key
  const value = key === undefined ? undefined : row[key]
  return typeof value === 'string' ? value : null
}

/** The id by which cases name this row (parties, orders, disputes), or null for other tables. */
export const throughIdOf = (table: TableName, row: AnyRow): string | null => {
  const own = tables[table].through?.own
  const value = own === undefined ? undefined : row[own]
  return typeof value === 'string' ? value : null
}
