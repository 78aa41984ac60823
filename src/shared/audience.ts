import type { Agent } from './domain/agent.ts'
import type { Queue } from './domain/queue.ts'
import { marketsOf } from './sop-force.ts'
import { type AnyRow, type Row, type TableName, tables } from './tables.ts'

/**
 * Who may see a row is a set of short strings, its audience; an agent holds such a set too; one in common is enough.
 * `all` everyone · `a/ID` an agent · `s/ID` a site · `l/ID` who leads and reviews at a site · `t/ID` a team · `r/ROLE` a role · `m/MARKET` a market ·
 * `q/ID` a queue · `c/QUEUE/MARKET` the cases of a queue in a market · `*` (held only) the widest view, of all but what is one's own.
 * `own` marks a row as the business of whom it names and of nobody else, whatever they lead; only the service itself holds it.
 */
export type Scope = string

const ownMark: Scope = 'own'
/** What the service itself holds: every row there is. */
export const everything: readonly Scope[] = ['*', ownMark]

const agentScope = (id: string): Scope => `a/${id}`
const ownScopes = (...ids: string[]): Scope[] => [...ids.map(agentScope), ownMark]
const marketScopes = (market: string): Scope[] => [`m/${market}`, 'm/*']
const caseScopes = (queueId: string, market: string): Scope[] => [`c/${queueId}/${market}`, `c/${queueId}/*`]

const ofCase = (row: Row<'cases'>): Scope[] => [
  ...caseScopes(row.queueId, row.market),
  ...(row.assigneeId === null ? [] : [agentScope(row.assigneeId)]),
  ...(row.escalation === null
    ? []
    : [...caseScopes(row.escalation.queueId, row.market), agentScope(row.escalation.byAgentId)]),
  // Who leads at the site is asked about it, and cannot answer what they do not see.
  ...(row.ask ? [`l/${row.ask.siteId}`, agentScope(row.ask.byAgentId)] : []),
]

const ofMacro = ({ scope }: Row<'macros'>): Scope[] => {
  switch (scope.of) {
    case 'workspace':
      return ['all']
    case 'market':
      return marketScopes(scope.market)
    case 'site':
      return [`s/${scope.siteId}`]
    case 'team':
      return [`t/${scope.teamId}`]
    case 'queue':
      return [`q/${scope.queueId}`]
    case 'agent':
      return ownScopes(scope.agentId)
  }
}

// A draft is for its author and for whoever reviews; one of a personal macro for its author alone.
const ofMacroVersion = ({ authorId, content }: Row<'macroVersions'>): Scope[] =>
  content.scope.of === 'agent'
    ? ownScopes(content.scope.agentId, authorId)
    : [agentScope(authorId), 'r/knowledge', 'r/supervisor', 'r/admin']

const ofView = ({ scope }: Row<'views'>): Scope[] => {
  switch (scope.of) {
    case 'agent':
      return ownScopes(scope.agentId)
    case 'team':
      return [`t/${scope.teamId}`]
    case 'workspace':
      return ['all']
  }
}

const keepers: readonly Scope[] = ['r/knowledge', 'r/supervisor', 'r/admin']

// For whom it is for, who wrote it, and who leads and reviews at their site: nobody else has anything to learn from it.
const ofNote = ({ agentId, byAgentId, siteId }: Row<'coachingNotes'>): Scope[] => [
  agentScope(agentId),
  agentScope(byAgentId),
  ...(siteId === null || siteId === undefined ? [] : [`l/${siteId}`]),
]

// A draft or a withdrawn SOP must not be followed by anyone who answers parties. What was replaced stays with those who read it, to see what
// changed; a window does not show it as an SOP.
const ofSop = (row: Row<'sops'>): Scope[] => {
  if (row.state !== 'published' && row.ended?.why !== 'superseded') return [...keepers]
  const markets = marketsOf(row)
  return markets === null ? ['all'] : [...markets.flatMap(marketScopes), ...(row.state === 'published' ? [] : keepers)]
}

// What somebody has read is theirs; what they have acknowledged is for those who ask for it.
const ofSopMarks = ({ id }: Row<'sopMarks'>): Scope[] => [agentScope(id), ...keepers]

const ofSopFeedback = ({ byAgentId, ownerId }: Row<'sopFeedback'>): Scope[] => [
  agentScope(byAgentId),
  ...(ownerId === null ? [] : [agentScope(ownerId)]),
  'r/knowledge',
  'r/admin',
]

// What is asked within a site stays there, whoever else works the case.
const ofAsk = ({ byAgentId, siteId }: Row<'asks'>): Scope[] => [agentScope(byAgentId), `l/${siteId}`]

const own: { readonly [T in TableName]?: (row: Row<T>) => Scope[] } = {
  sites: () => ['all'],
  teams: () => ['all'],
  queues: () => ['all'],
  agents: () => ['all'],
  agentStatuses: () => ['all'],
  drivers: () => ['all'],
  forms: () => ['all'],
  calendars: () => ['all'],
  clockPolicies: () => ['all'],
  deadlines: () => ['all'],
  limits: () => ['all'],
  coachingNotes: ofNote,
  asks: ofAsk,
  views: ofView,
  ownSettings: ({ id }) => ownScopes(id),
  // How work is given out is the business of those who lead.
  settingChanges: () => ['r/admin', 'r/supervisor'],
  macros: ofMacro,
  macroVersions: ofMacroVersion,
  sops: ofSop,
  sopMarks: ofSopMarks,
  sopFeedback: ofSopFeedback,
  cases: ofCase,
}

/**
 * The audience of a row, sorted and without repeats. Rows that are seen through another row (`parent`, `through`) have none of their own: null.
 */
export function ownAudience(table: TableName, row: AnyRow): Scope[] | null {
  if (tables[table].parent !== undefined || tables[table].through !== undefined) return null
  // The rows of a table have that table's type: they were checked when they were written.
  const of = own[table] as ((row: AnyRow) => Scope[]) | undefined
  return of === undefined ? [] : sortedScopes(of(row))
}

/** Whether whoever holds this sees every row there is: the service itself. */
export const seesEverything = (held: ReadonlySet<Scope>): boolean => everything.every((scope) => held.has(scope))

/** Sorted, each once: so that two audiences can be compared as text. */
export const sortedScopes = (scopes: Iterable<Scope>): Scope[] => [...new Set(scopes)].sort()

const leading: ReadonlySet<Agent['role']> = new Set(['supervisor', 'quality', 'admin'])

/** What an agent holds: follows from the agent's row and the queues there are. An inactive agent holds nothing. */
export function scopesOf(agent: Agent, queues: Iterable<Queue>): Scope[] {
  if (!agent.active) return []
  if (agent.sees === 'workspace') return ['*', agentScope(agent.id)]
  const mine = [...queues].filter((queue) => isQueueOf(agent, queue))
  return sortedScopes([
    'all',
    agentScope(agent.id),
    `r/${agent.role}`,
    ...(agent.siteId === null ? [] : [`s/${agent.siteId}`]),
    ...(agent.siteId === null || !leading.has(agent.role) ? [] : [`l/${agent.siteId}`]),
    ...agent.teamIds.map((id) => `t/${id}`),
    ...agent.markets.map((market) => `m/${market}`),
    ...mine.flatMap((queue) => [`q/${queue.id}`, ...agent.markets.map((market) => `c/${queue.id}/${market}`)]),
  ])
}

/** Whether the agent works this queue: by team, by site, by name, or because their site stands in for one that is down. */
export const isQueueOf = (agent: Agent, queue: Queue): boolean =>
  agent.sees === 'workspace' ||
  agent.queueIds.includes(queue.id) ||
  queue.teamIds.some((id) => agent.teamIds.includes(id)) ||
  (agent.siteId !== null && (queue.siteIds.includes(agent.siteId) || isLentTo(queue, agent.siteId)))

/** Whether a site works this queue in the place of another. */
export const isLentTo = ({ lent }: Pick<Queue, 'lent'>, siteId: string): boolean =>
  lent !== undefined && lent.some(({ siteIds }) => siteIds.includes(siteId))

/** Whether someone who holds `held` may see a row whose audience is `audience`. */
export const maySee = (held: readonly Scope[] | ReadonlySet<Scope>, audience: readonly Scope[]): boolean => {
  const set = held instanceof Set ? held : new Set(held as readonly Scope[])
  return (set.has('*') && !audience.includes(ownMark)) || audience.some((scope) => set.has(scope))
}
