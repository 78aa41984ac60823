import type { Role } from '#shared/domain/agent.ts'
import type { MacroScope } from '#shared/domain/macro.ts'
import type { Sop } from '#shared/domain/sop.ts'
import type { AnyRow, Row, TableName } from '#shared/tables.ts'
import { type Person, works } from './matrix-people.ts'

// Who may see what, said here once more and in another way than the product says it: by who somebody is, not by scopes.

/** The rows there are, by table, to look up what a row speaks of. */
export interface Rows {
  of<T extends TableName>(table: T): readonly Row<T>[]
}

/** Whether somebody who works here may see a row. Whoever has left sees nothing, and is not asked about. */
export type MayHold<T extends TableName> = (who: Person, row: Row<T>, rows: Rows) => boolean

const seesAll = (who: Person): boolean => who.sees === 'workspace'
const anybody = (): boolean => true
const isOne = (who: Person, ...roles: Role[]): boolean => roles.includes(who.role)
const serves = (who: Person, market: string): boolean => who.markets.includes('*') || who.markets.includes(market)
const leadsAt = (who: Person, siteId: string | null | undefined): boolean =>
  who.siteId !== null && who.siteId === siteId && isOne(who, 'supervisor', 'quality', 'admin')
const keepsRules = (who: Person): boolean => isOne(who, 'knowledge', 'supervisor', 'admin')

/** Theirs to work, given to them, handed up to them or by them, or asked of them or by them. */
function seesCase(who: Person, { queueId, market, assigneeId, escalation, ask }: Row<'cases'>): boolean {
  if (seesAll(who) || assigneeId === who.id || escalation?.byAgentId === who.id) return true
  if (ask && (ask.byAgentId === who.id || leadsAt(who, ask.siteId))) return true
  return serves(who, market) && (works(who, queueId) || (escalation !== null && works(who, escalation.queueId)))
}

const seesCaseOf = (who: Person, { caseId }: { readonly caseId: string }, rows: Rows): boolean =>
  rows.of('cases').some((one) => one.id === caseId && seesCase(who, one))

/** No customer, seller or order is seen but by who sees a case that names them. */
const seesOneNaming = (who: Person, rows: Rows, names: (one: Row<'cases'>) => boolean): boolean =>
  seesAll(who) || rows.of('cases').some((one) => names(one) && seesCase(who, one))

function seesMacro(who: Person, scope: MacroScope): boolean {
  if (scope.of === 'agent') return scope.agentId === who.id
  if (seesAll(who)) return true
  switch (scope.of) {
    case 'workspace':
      return true
    case 'market':
      return serves(who, scope.market)
    case 'site':
      return who.siteId === scope.siteId
    case 'team':
      return who.teamIds.includes(scope.teamId)
    case 'queue':
      return works(who, scope.queueId)
  }
}

/** What holds, and what held, where somebody works; what does not hold yet or any more, for those who keep the rules. */
function seesSop(who: Person, sop: Sop): boolean {
  if (seesAll(who)) return true
  const held = sop.state === 'archived' && sop.ended?.why === 'superseded'
  if (sop.state !== 'published' && keepsRules(who)) return true
  if (sop.state !== 'published' && !held) return false
  const places = sop.effective?.map(({ market }) => market) ?? [sop.market]
  return places.some((market) => market === null || serves(who, market))
}

/** Of every table there is who may see which of its rows. */
export const mayHold: { readonly [T in TableName]: MayHold<T> } = {
  sites: anybody,
  teams: anybody,
  queues: anybody,
  agents: anybody,
  agentStatuses: anybody,
  drivers: anybody,
  forms: anybody,
  calendars: anybody,
  clockPolicies: anybody,
  deadlines: anybody,
  limits: anybody,
  cases: seesCase,
  escalations: seesCaseOf,
  messages: seesCaseOf,
  evidence: seesCaseOf,
  actions: seesCaseOf,
  sopRuns: seesCaseOf,
  parties: (who, { id }, rows) => seesOneNaming(who, rows, ({ partyIds }) => partyIds.includes(id)),
  orders: (who, { id }, rows) => seesOneNaming(who, rows, ({ orderIds }) => orderIds.includes(id)),
  disputes: (who, { orderId }, rows) => seesOneNaming(who, rows, ({ orderIds }) => orderIds.includes(orderId)),
  macros: (who, { scope }) => seesMacro(who, scope),
  // A draft of what somebody keeps for themselves is theirs; any other is its author's and theirs who keep the rules.
  macroVersions: (who, { authorId, content: { scope } }) =>
    authorId === who.id || (scope.of === 'agent' ? scope.agentId === who.id : seesAll(who) || keepsRules(who)),
  sops: seesSop,
  sopBodies: (who, { sopId }, rows) => rows.of('sops').some((sop) => sop.id === sopId && seesSop(who, sop)),
  sopMarks: (who, { id }) => seesAll(who) || id === who.id || keepsRules(who),
  sopFeedback: (who, { byAgentId, ownerId }) =>
    seesAll(who) || byAgentId === who.id || ownerId === who.id || isOne(who, 'knowledge', 'admin'),
  views: (who, { scope }) =>
    scope.of === 'agent'
      ? scope.agentId === who.id
      : scope.of === 'workspace' || seesAll(who) || who.teamIds.includes(scope.teamId),
  ownSettings: (who, { id }) => id === who.id,
  settingChanges: (who) => seesAll(who) || isOne(who, 'supervisor', 'admin'),
  coachingNotes: (who, { agentId, byAgentId, siteId }) =>
    seesAll(who) || agentId === who.id || byAgentId === who.id || leadsAt(who, siteId),
  asks: (who, { byAgentId, siteId }) => seesAll(who) || byAgentId === who.id || leadsAt(who, siteId),
}

/** The tables whose rows are for everybody who works here. */
export const forEverybody: ReadonlySet<TableName> = new Set(
  (Object.keys(mayHold) as TableName[]).filter((table) => mayHold[table] === anybody),
)

/** Whether somebody may see a row of a table. */
export const holds = (who: Person, table: TableName, row: AnyRow, rows: Rows): boolean =>
  // Each rule is of its own table's rows, which is what it is asked about.
  who.active && (mayHold[table] as MayHold<TableName>)(who, row, rows)
