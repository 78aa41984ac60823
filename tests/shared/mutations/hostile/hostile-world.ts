import fc from 'fast-check'
import type { Ledger } from '#service/sync/ledger.ts'
import { runMutations } from '#service/sync/run-mutations.ts'
import { type Scope, everything, scopesOf } from '#shared/audience.ts'
import type { Actor } from '#shared/domain/actor.ts'
import { type Agent, Role } from '#shared/domain/agent.ts'
import type { Case } from '#shared/domain/case.ts'
import type { EscalationState } from '#shared/domain/escalation-state.ts'
import type { Escalation } from '#shared/domain/escalation.ts'
import { contentOf } from '#shared/domain/macro.ts'
import type { MacroVersion } from '#shared/domain/macro-version.ts'
import { allMutations } from '#shared/mutations/all-mutations.ts'
import { type AnyRow, type TableName, tableNames, tables } from '#shared/tables.ts'
import {
  aCase,
  aDispute,
  aMacro,
  aMessage,
  aParty,
  aQueue,
  aSite,
  aTeam,
  anAgent,
  anEscalation,
  anOrder,
  someInstant,
} from '#tests/builders.ts'
import { MemoryLedger, MemoryStore } from '#tests/sync/memory-ledger.ts'
import { disputeArgs, workedDisputes } from './dispute-rows.ts'
import { type IdsFor, arbitraryOf } from './arbitrary-of-schema.ts'
import { sopArgs, sopRows } from './hostile-sops.ts'

/** The nth id of a table, the same in every run. */
const idIn = (table: TableName, n: number): string =>
  `00000000-0000-7000-8${String(tableNames.indexOf(table)).padStart(3, '0')}-${n.toString(16).padStart(12, '0')}`

const count = 6
const idsOf = new Map(tableNames.map((table) => [table, Array.from({ length: count }, (_, n) => idIn(table, n))]))
const allIds = [...idsOf.values()].flat()

const [queueA = '', queueB = '', tier2 = ''] = idsOf.get('queues') ?? []

/** The table that a field's name speaks of (`caseId`, `intoCaseId`, `queueIds`), or none. */
function tableOf(field: string): TableName | undefined {
  const name = field.replace(/Ids?$/, '').toLowerCase()
  if (/assignee|holder|follower|mention|agent/.test(name)) return 'agents'
  if (/reply/.test(name)) return 'messages'
  if (/version/.test(name)) return 'macroVersions'
  return tableNames.find((table) => name !== '' && name.endsWith(singular(table).toLowerCase()))
}

const singular = (table: TableName): string =>
  table.endsWith('ies') ? `${table.slice(0, -3)}y` : table.endsWith('uses') ? table.slice(0, -2) : table.slice(0, -1)

const newId = fc.uuid({ version: 7 })

/** Ids as fields want them: mostly of rows that are there and of the right table. */
export const idsFor: IdsFor = (field) => {
  const table = tableOf(field)
  const fitting = table === undefined ? undefined : idsOf.get(table)
  return fc.oneof(
    { weight: fitting === undefined ? 0 : 8, arbitrary: fc.constantFrom(...(fitting ?? allIds)) },
    { weight: 1, arbitrary: fc.constantFrom(...allIds) },
    { weight: fitting === undefined || /message|event/i.test(field) ? 6 : 1, arbitrary: newId },
  )
}

/** Arguments whose case, escalation and message are of one another: by themselves they would hardly ever meet. */
export function meeting(args: unknown, n: number): unknown {
  if (typeof args !== 'object' || args === null || Array.isArray(args)) return args
  const together: readonly (TableName | undefined)[] = ['cases', 'escalations']
  return Object.fromEntries(
    Object.entries(args).map(([name, value]: [string, unknown]) => {
      const table = tableOf(name)
      const isKnown = typeof value === 'string' && allIds.includes(value)
      // All of them lie in the queue of Tier 2.
      if (isKnown && table === 'queues' && 'escalationId' in args) return [name, tier2]
      return [name, isKnown && table !== undefined && together.includes(table) ? idIn(table, n) : value]
    }),
  )
}

const someCase = fc.nat(5).map((n) => idIn('cases', n))

/** Two cases that are there: by chance they would hardly ever be two, and ones that can be made one. */
const mergedCases: fc.Arbitrary<unknown> = fc.record({
  caseId: someCase,
  intoId: someCase,
  areOfOtherParties: fc.constant(true),
  eventId: fc.uuid(),
  intoEventId: fc.uuid(),
})

/** What is written whole by the service itself: rows of any table, with texts as hostile as it lets through. */
const writtenRows: fc.Arbitrary<unknown> = fc
  .array(
    fc.oneof(
      ...tableNames.map((table) =>
        fc.record({ table: fc.constant(table), row: arbitraryOf(tables[table].schema, idsFor) }),
      ),
    ),
    { minLength: 1, maxLength: 2 },
  )
  .map((rows) => ({ rows }))

/** A site that goes down: by themselves a site, another one and the queues of the first would hardly ever meet. */
const downSite: fc.Arbitrary<unknown> = fc.record({
  siteId: fc.constant(idIn('sites', 0)),
  siteIds: fc.constant([idIn('sites', 1)]),
  queueIds: fc.subarray([queueA, idIn('queues', 3)]),
  reason: fc.constantFrom('Power cut', '<img src=x onerror=alert(1)>', '\u202E'),
})

/** A calendar that could be one: by chance no text is the name of a time zone, and no hours end after they begin. */
const someCalendar: fc.Arbitrary<unknown> = fc.record({
  calendar: fc.record({
    id: fc.constantFrom(...(idsOf.get('calendars') ?? [])),
    name: fc.constantFrom('Manila', '<img src=x onerror=alert(1)>', '\u202E'),
    timeZone: fc.constantFrom('Asia/Manila', 'Australia/Lord_Howe', 'Mars/Olympus'),
    markets: fc.constant(['US']),
    siteIds: fc.constant([]),
    week: fc.subarray([
      { day: 1, from: 0, to: 1440 },
      { day: 7, from: 60, to: 120 },
    ]),
    holidays: fc.subarray([{ day: '2026-12-25', name: '' }]),
  }),
})

const handBack = allMutations.get('escalation.hand-back')?.args

/** A decision on the one escalation that somebody holds: by chance the few who may decide it would hardly ever meet it. */
const heldBack: fc.Arbitrary<unknown> = (handBack === undefined ? fc.constant({}) : arbitraryOf(handBack, idsFor)).map(
  (args) => ({ ...(args as object), caseId: idIn('cases', 4), escalationId: idIn('escalations', 4) }),
)

const anyCase = fc.constantFrom(...(idsOf.get('cases') ?? []))
const anyParty = fc.constantFrom(...(idsOf.get('parties') ?? []).slice(0, 2))

// With each part that may be left out there are fewer replies that go to nobody else and quote nobody.
const written = fc.record(
  {
    caseId: anyCase,
    messageId: newId,
    text: fc.string({ minLength: 1, maxLength: 200 }),
    afterReplyId: fc.constantFrom(null, idIn('messages', 0)),
    partyIds: fc.array(anyParty, { minLength: 1, maxLength: 2 }),
    quotes: fc.array(fc.record({ messageId: newId, partyIds: fc.array(anyParty, { maxLength: 2 }) }), { maxLength: 1 }),
  },
  { requiredKeys: ['caseId', 'messageId', 'text', 'afterReplyId'] },
)

/** Queues in another order: by chance the one that was moved would hardly ever be among them, nor all of them be there. */
const ordered: fc.Arbitrary<unknown> = fc
  .tuple(fc.shuffledSubarray((idsOf.get('queues') ?? []).slice(0, 4), { minLength: 1 }), newId)
  .map(([queueIds, changeId]) => ({ queueIds, movedId: queueIds[0], changeId }))

const takenBack = fc.record({ caseId: anyCase, messageId: fc.constantFrom(...(idsOf.get('messages') ?? []).slice(1)) })

/** Right arguments of a mutation, where its schema does not say enough of them. */
export const rightArgs: ReadonlyMap<string, fc.Arbitrary<unknown>> = new Map<string, fc.Arbitrary<unknown>>([
  ['rows.write', writtenRows],
  ['case.reply', written],
  ['case.take-back', takenBack],
  ['case.merge', mergedCases],
  ['macro.ask-review', fc.record({ versionId: fc.constant(idIn('macroVersions', 1)) })],
  ['macro.send-back', fc.record({ versionId: fc.constant(idIn('macroVersions', 0)), said: fc.constant('Shorter.') })],
  [
    'macro.publish',
    fc.record({
      macroId: fc.constant(idIn('macros', 4)),
      versionId: fc.constant(idIn('macroVersions', 0)),
      insteadOf: fc.constant(null),
      originalId: newId,
      said: fc.constant(''),
    }),
  ],
  ...sopArgs(idIn),
  ['macro.archive', fc.record({ macroId: fc.constant(idIn('macros', 0)), versionId: fc.constant(null) })],
  ['site.mark-down', downSite],
  ['calendar.save', someCalendar],
  ...disputeArgs(idIn),
  ['queue.order', ordered],
  ['escalation.hand-back', heldBack],
])

const agentOf = (n: number, set: Partial<Agent>): Agent =>
  anAgent({ id: idIn('agents', n), queueIds: [queueA], markets: ['US'], siteId: idIn('sites', 0), ...set })

const agents: readonly Agent[] = [
  ...Role.options.map((role, n) => agentOf(n, { role, queueIds: role === 'tier-2' ? [queueA, tier2] : [queueA] })),
  agentOf(10, { role: 'admin', sees: 'workspace' }),
  agentOf(11, { role: 'tier-1', active: false }),
  agentOf(12, { role: 'tier-1', queueIds: [], siteId: null }),
  agentOf(13, { role: 'supervisor', markets: ['*'], teamIds: [idIn('teams', 0)] }),
]

/** Everybody who names mutations: each role, someone who sees everything, someone who sees nothing, someone who left, and the service. */
export const actors: readonly { readonly who: string; readonly actor: Actor; readonly held: readonly Scope[] }[] = [
  ...agents.map((agent) => ({
    who: `${agent.role}${agent.active ? '' : ', inactive'}${agent.sees === 'workspace' ? ', sees all' : ''}`,
    actor: { kind: 'agent' as const, agent },
    held: scopesOf(agent, queues()),
  })),
  { who: 'the service', actor: { kind: 'system', name: 'channel' }, held: everything },
]

function queues() {
  return [
    aQueue({ id: queueA }),
    aQueue({ id: queueB, name: 'Elsewhere' }),
    aQueue({ id: tier2, name: 'Tier 2', kind: 'escalations' }),
    aQueue({ id: idIn('queues', 3), name: 'Site', siteIds: [idIn('sites', 0)] }),
  ]
}

const partyA = idIn('parties', 0)
const held = { holderId: idIn('agents', 1), holderName: 'Farid', heldSince: someInstant }

/** Replies that can still be taken back: one by each of the first agents. */
const heldReplies = Array.from({ length: count - 1 }, (_, n) => ({
  messageId: idIn('messages', n + 1),
  byAgentId: idIn('agents', n),
  until: null,
  undo: [{ field: 'status', from: 'new' as const, to: 'open' as const }],
}))

const caseOf = (n: number, set: Partial<Case>): Case =>
  aCase({
    id: idIn('cases', n),
    number: String(n),
    queueId: queueA,
    partyId: partyA,
    partyIds: [partyA],
    orderIds: [idIn('orders', 0)],
    held: heldReplies,
    ...set,
  })

const escalated = (n: number, state: EscalationState): Partial<Case> => ({
  escalation: {
    id: idIn('escalations', n),
    state,
    queueId: tier2,
    attempt: 1,
    byAgentId: idIn('agents', 0),
  },
})

const escalationOf = (n: number, set: Partial<Escalation>): Escalation =>
  anEscalation({
    id: idIn('escalations', n),
    caseId: idIn('cases', n),
    queueId: tier2,
    byAgentId: idIn('agents', 0),
    ...set,
  })

/** One that waits for its review, and a draft, both by a knowledge manager. */
const versionOf = (n: number, state: MacroVersion['state']): MacroVersion => ({
  id: idIn('macroVersions', n),
  macroId: idIn('macros', 4 + n),
  number: 1,
  basedOn: 0,
  state,
  content: contentOf(aMacro()),
  note: '',
  authorId: idIn('agents', Role.options.indexOf('knowledge')),
  authorName: 'Wei',
  createdAt: someInstant,
  updatedAt: someInstant,
  review: null,
  publishedAt: null,
})

const made: { readonly [T in TableName]?: readonly AnyRow[] } = {
  sites: [aSite({ id: idIn('sites', 0), failoverSiteIds: [idIn('sites', 1)] }), aSite({ id: idIn('sites', 1) })],
  teams: [aTeam({ id: idIn('teams', 0), siteId: idIn('sites', 0) })],
  queues: queues(),
  agents: [...agents],
  parties: [aParty({ id: idIn('parties', 0) }), aParty({ id: idIn('parties', 1), kind: 'seller', name: 'Lamps Ltd' })],
  orders: [anOrder({ id: idIn('orders', 0), customerId: partyA, sellerIds: [idIn('parties', 1)], total: 100 })],
  disputes: [aDispute({ id: idIn('disputes', 0), orderId: idIn('orders', 0) }), ...workedDisputes(idIn)],
  ...sopRows(idIn),
  macros: [
    aMacro({ id: idIn('macros', 0) }),
    aMacro({ id: idIn('macros', 1), actions: [{ do: 'set-status', status: 'solved' }, { do: 'assign-me' }] }),
    aMacro({
      id: idIn('macros', 2),
      kind: 'note',
      actions: [
        { do: 'add-tags', tags: ['<b>'] },
        { do: 'move-queue', queueId: queueB },
      ],
    }),
    aMacro({ id: idIn('macros', 3), active: false }),
  ],
  macroVersions: [versionOf(0, 'in-review'), versionOf(1, 'draft')],
  cases: [
    caseOf(0, { partyIds: [partyA, idIn('parties', 1)], ...escalated(0, 'queued') }),
    caseOf(1, { queueId: queueB }),
    caseOf(2, { status: 'closed' }),
    caseOf(3, {
      status: 'new',
      assigneeId: idIn('agents', 0),
      lastReplyId: idIn('messages', 0),
      lastReplyAt: someInstant,
      lastReplyBy: 'party',
      waitingSince: someInstant,
      ...escalated(3, 'returned'),
    }),
    caseOf(4, { claim: { agentId: idIn('agents', 2), at: someInstant }, ...escalated(4, 'accepted') }),
    caseOf(5, { status: 'pending', ...escalated(5, 'handed-back') }),
  ],
  messages: [
    aMessage({
      id: idIn('messages', 0),
      caseId: idIn('cases', 3),
      author: { kind: 'party', id: partyA, name: 'Kim Lee' },
    }),
  ],
  escalations: [
    escalationOf(0, { state: 'queued' }),
    escalationOf(2, { state: 'closed' }),
    escalationOf(3, { state: 'returned' }),
    escalationOf(4, { state: 'accepted', ...held }),
    escalationOf(5, { state: 'handed-back', ...held }),
  ],
}

/** Rows of every table: made by hand where that matters, and of the others such as their schema takes, so that a new table is here by itself. */
function rowsOf(table: TableName): readonly AnyRow[] {
  const known = made[table]
  if (known !== undefined) return known
  const rows = fc.sample(arbitraryOf(tables[table].schema, idsFor), { numRuns: 40, seed: 7 })
  return rows
    .filter((row) => tables[table].schema.safeParse(row).success && JSON.stringify(row).length < 4_000)
    .slice(0, count)
    .map((row, n) => ({ ...Object(row), id: idIn(table, n) }) as AnyRow)
}

const noPause = { begin: () => Promise.resolve(), commit: () => Promise.resolve() }

/** The ledger of a world in memory. */
export const ledgerOn = (store: MemoryStore): MemoryLedger => new MemoryLedger(store, noPause)

/** A small workspace with rows of every table, as the service itself would have written it. */
export async function hostileWorld(): Promise<MemoryStore> {
  const store = new MemoryStore()
  await writeWorld(ledgerOn(store))
  return store
}

/** The same workspace in a ledger. */
export async function writeWorld(ledger: Ledger): Promise<void> {
  const rows = tableNames.flatMap((table) => rowsOf(table).map((row) => ({ table, row })))
  const mutation = { mid: 1, opId: newOpId(0), name: 'rows.write', args: { rows }, at: someInstant, dependsOn: [] }
  const push = {
    actor: { kind: 'system' as const, name: 'seed' as const },
    held: everything,
    clientId: null,
    mutations: [mutation],
  }
  const { writes } = await runMutations(ledger, [push], () => someInstant)
  const refused = writes.mutations.find(({ outcome }) => 'refused' in outcome)
  if (refused !== undefined) throw new Error(`The world was refused: ${JSON.stringify(refused.outcome)}`)
}

/** The nth operation's id. */
export const newOpId = (n: number): string => `00000000-0000-7000-9000-${n.toString(16).padStart(12, '0')}`
