import { firstTimes } from '#shared/clocks/case-times.ts'
import { firstClocks } from '#shared/clocks/keep-clocks.ts'
import type { ClockRules } from '#shared/clocks/match-policy.ts'
import { isOpenCase } from '#shared/domain/case.ts'
import type { Row, TableName } from '#shared/tables.ts'
import { driverIdOf, driverRows, formIdOf, formRows } from './asked-rows.ts'
import { caseRows } from './case-rows.ts'
import { calendarRows, policyRows } from './clock-rows.ts'
import { type DemoBook, type DemoRow, finder } from './demo-book.ts'
import { type DemoFiles, readDemoFiles } from './demo-files.ts'
import { deadlineRows, limitRows, workedRows } from './dispute-rows.ts'
import { DemoStage } from './demo-stage.ts'
import { play } from './played-rows.ts'
import { viewRows } from './view-rows.ts'
import {
  agentRows,
  disputeRows,
  macroRows,
  orderRows,
  partyRows,
  queueRows,
  settingRows,
  siteRows,
  statusRows,
  teamRows,
} from './workspace-rows.ts'
import { sopFeedbackRows, sopRunRows } from './sop-life-rows.ts'
import { sopBodyRows, sopMarkRows, sopRows } from './sop-rows.ts'

/** A case with its clocks, where it is open: when it was answered is told by its thread, oldest message first. */
function clocked(row: Row<'cases'>, messages: readonly Row<'messages'>[], rules: ClockRules, now: Date): Row<'cases'> {
  if (!isOpenCase(row)) return row
  const replies = messages.filter(({ kind, author }) => kind === 'reply' && author.kind === 'agent')
  const times = {
    ...firstTimes(row),
    firstReplyAt: replies[0]?.at ?? null,
    deskReplyAt: replies.at(-1)?.at ?? null,
  }
  return firstClocks({ ...row, times }, rules, now.toISOString())
}

/** The rows that others of the demo name, by their slug. */
function demoTables(files: DemoFiles, now: Date) {
  const agents = agentRows(files.workspace)
  return {
    agents,
    queues: queueRows(files.workspace, (slug) => formIdOf(files.asked, slug)),
    parties: partyRows(files.parties, now),
    orders: orderRows(files.orders, now),
    macros: macroRows(files.macros),
    sops: sopRows(files, agents, now),
  }
}

const bookOf = (
  { agents, queues, parties, orders, macros, sops }: ReturnType<typeof demoTables>,
  files: DemoFiles,
  now: Date,
): DemoBook => ({
  now,
  agent: finder('agents', agents),
  queue: finder('queues', queues),
  party: finder('parties', parties),
  order: finder('orders', orders),
  marketOf: (id) => [...orders.values()].find((order) => order.id === id)?.market ?? '',
  macro: finder('macros', macros),
  sop: finder('sops', sops),
  isAgent: (slug) => agents.has(slug),
  driverIdOf: (number) => driverIdOf(files.asked, number),
})

/** Every row as it is written, before anybody did anything with it. */
function writtenRows(files: DemoFiles, found: ReturnType<typeof demoTables>, book: DemoBook): DemoRow[] {
  const { now } = book
  const { agents, queues, parties, orders, macros, sops } = found
  const written = files.cases.flatMap((of) => of.cases.map((one) => caseRows(one, of, book)))
  const deadlines = deadlineRows(files.disputes)
  const calendars = calendarRows(files.clocks)
  const { disputes, evidence, summaries } = workedRows(
    files.disputes,
    disputeRows(files.orders, now),
    { deadlines, calendars },
    book,
  )
  const cases = written.map((of) => ({ ...of, row: { ...of.row, ...summaries.get(of.row.id) } }))
  return [
    ...tagged('sites', siteRows(files.workspace)),
    ...tagged('teams', teamRows(files.workspace)),
    ...tagged('queues', queues.values()),
    ...tagged('agents', agents.values()),
    ...tagged('agentStatuses', statusRows(files.workspace, now)),
    ...tagged('drivers', driverRows(files.asked)),
    ...tagged('forms', formRows(files.asked)),
    ...tagged('calendars', calendars),
    ...tagged('clockPolicies', policyRows(files.clocks)),
    ...tagged('views', viewRows(files.workspace)),
    ...tagged('settingChanges', settingRows(files.workspace, now)),
    ...tagged('macros', macros.values()),
    ...tagged('sops', sops.values()),
    ...tagged('sopBodies', sopBodyRows(files.sops)),
    ...tagged('sopMarks', sopMarkRows(files, now)),
    ...tagged('sopFeedback', sopFeedbackRows(files.sopLife, book)),
    ...tagged('parties', parties.values()),
    ...tagged('orders', orders.values()),
    ...tagged('disputes', disputes),
    ...tagged('deadlines', deadlines),
    ...tagged('limits', limitRows(files.disputes)),
    ...tagged(
      'cases',
      cases.map(({ row }) => row),
    ),
    ...tagged('sopRuns', sopRunRows(files.sopLife, book)),
    ...tagged('evidence', evidence),
    ...tagged(
      'escalations',
      cases.flatMap(({ escalation }) => escalation ?? []),
    ),
    ...tagged(
      'messages',
      cases.flatMap(({ messages }) => messages),
    ),
  ]
}

/** Every row of the demo workspace, parents before children. `now` is what its times count back from; ids never change. */
export function demoRows(now: Date): DemoRow[] {
  const files = readDemoFiles()
  const found = demoTables(files, now)
  const book = bookOf(found, files, now)
  const stage = new DemoStage(writtenRows(files, found, book))
  play(files.played, stage, book)
  const rules = {
    calendars: stage.every('calendars'),
    policies: stage.every('clockPolicies'),
    queues: stage.every('queues'),
  }
  const threads = Map.groupBy(
    stage.rows().flatMap((one) => (one.table === 'messages' ? [one.row] : [])),
    ({ caseId }) => caseId,
  )
  return stage
    .rows()
    .map((one) =>
      one.table === 'cases' ? { ...one, row: clocked(one.row, threads.get(one.row.id) ?? [], rules, now) } : one,
    )
}

// The table names the row's type, which TypeScript cannot follow through a generic.
const tagged = <T extends TableName>(table: T, rows: Iterable<Row<T>>): DemoRow[] =>
  [...rows].map((row) => ({ table, row }) as unknown as DemoRow)
