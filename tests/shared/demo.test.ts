import { expect, test } from 'vitest'
import { demoAccounts } from '#service/demo/demo-accounts.ts'
import { demoRows } from '#service/demo/demo-rows.ts'
import { maySee, ownAudience, scopesOf } from '#shared/audience.ts'
import { AgentState } from '#shared/domain/agent-status.ts'
import { CaseLink, CaseStatus, isOpenCase } from '#shared/domain/case.ts'
import { flaggedBy } from '#shared/domain/coaching-note.ts'
import { ActionState, leftFor } from '#shared/domain/desk-action.ts'
import { DisputeKind, deadlineFor } from '#shared/domain/dispute-deadline.ts'
import { DisputeState, clockOf } from '#shared/domain/dispute-state.ts'
import { isWorked } from '#shared/domain/dispute.ts'
import { EscalationState, canMove, isOpenEscalation } from '#shared/domain/escalation-state.ts'
import { SopRunState } from '#shared/domain/sop-run.ts'
import { SopEnd } from '#shared/domain/sop.ts'
import { VersionState } from '#shared/domain/version-state.ts'
import { incidentsOf } from '#shared/incidents.ts'
import { fillMacro } from '#shared/macro-template.ts'
import { escalationDue } from '#shared/mutations/escalation-raise.ts'
import { lacking } from '#shared/mutations/sop-version-mutations.ts'
import { marketsOf } from '#shared/sop-force.ts'
import { stepsProblem } from '#shared/sop-steps.ts'
import { type Row, type TableName, tables } from '#shared/tables.ts'

const now = new Date('2026-11-22T07:00:00.000Z')
const rows = demoRows(now)
const daysBefore = (days: number): string => new Date(now.getTime() - days * 24 * 3_600_000).toISOString()

const of = <T extends TableName>(table: T): Row<T>[] =>
  rows.filter((one) => one.table === table).map((one) => one.row as unknown as Row<T>)
const idsOf = (table: TableName): Set<string> => new Set(of(table).map((row) => row.id))

const agentNamed = (login: string): Row<'agents'> => {
  const account = demoAccounts().find((one) => one.login === login)
  const agent = of('agents').find((row) => row.id === account?.agentId)
  if (agent === undefined) throw new Error(`no account ${login}`)
  return agent
}
const casesSeenBy = (login: string): Row<'cases'>[] => {
  const held = scopesOf(agentNamed(login), of('queues'))
  return of('cases').filter((row) => maySee(held, ownAudience('cases', row) ?? []))
}
const siteOf = (row: Row<'cases'>): string => {
  const [teamId] = of('queues').find((queue) => queue.id === row.queueId)?.teamIds ?? []
  const team = of('teams').find((one) => one.id === teamId)
  return of('sites').find((site) => site.id === team?.siteId)?.name ?? ''
}

// Catches a field that the schema gained and the demo did not: the first start would be refused as a bad row.
test('every row of the demo is valid in its table', () => {
  const wrong = rows.flatMap(({ table, row }) => {
    const parsed = tables[table].schema.safeParse(row)
    return parsed.success ? [] : [`${table} ${row.id}: ${parsed.error.message}`]
  })
  expect(wrong).toEqual([])
})

// Catches two slugs that are the same: one row would silently replace the other.
test('no two rows of a table share an id, and a second reading gives the same rows', () => {
  const keys = rows.map(({ table, row }) => `${table}/${row.id}`)
  expect(new Set(keys).size).toBe(keys.length)
  expect(demoRows(now)).toEqual(rows)
})

// Catches a reference to a row that is not part of the demo: an empty name or a broken link on the screen.
test('every row that another row names is there', () => {
  const known = Object.fromEntries(Object.keys(tables).map((name) => [name, idsOf(name as TableName)]))
  const missing: string[] = []
  const expects = (table: TableName, ids: readonly (string | null)[], where: string): void => {
    for (const id of ids)
      if (id !== null && known[table]?.has(id) !== true) missing.push(`${where} names ${table} ${id}`)
  }
  for (const row of of('teams')) expects('sites', [row.siteId], row.name)
  for (const row of of('queues')) expects('teams', row.teamIds, row.name)
  for (const row of of('agents')) {
    expects('sites', [row.siteId], row.name)
    expects('teams', row.teamIds, row.name)
  }
  for (const row of of('orders')) expects('parties', [row.customerId, ...row.sellerIds], row.number)
  for (const row of of('disputes')) {
    expects('orders', [row.orderId], row.kind)
    expects('parties', [row.partyId, row.sellerId], row.kind)
  }
  for (const row of of('cases')) {
    expects('queues', [row.queueId], row.number)
    expects('parties', row.partyIds, row.number)
    expects('orders', row.orderIds, row.number)
    expects('agents', [row.assigneeId], row.number)
    expects('messages', [row.lastReplyId], row.number)
  }
  for (const row of of('messages')) {
    expects('cases', [row.caseId], row.id)
    expects('macros', [row.macroId], row.id)
    expects(row.author.kind === 'agent' ? 'agents' : 'parties', [row.author.id], row.id)
  }
  for (const row of of('sopBodies')) expects('sops', [row.sopId], row.id)
  for (const { id, scope } of of('macros')) {
    if (scope.of === 'site') expects('sites', [scope.siteId], id)
    if (scope.of === 'team') expects('teams', [scope.teamId], id)
    if (scope.of === 'queue') expects('queues', [scope.queueId], id)
    if (scope.of === 'agent') expects('agents', [scope.agentId], id)
  }
  expect(missing).toEqual([])
})

// Catches a decision whose reasons went to the wrong side, or to none: each side has what it was told, and not what the other was.
test('each side of a decided dispute was told by a message of its own', () => {
  const messages = new Map(of('messages').map((message) => [message.id, message]))
  const decided = of('disputes').flatMap((dispute) =>
    dispute.work?.decision ? [{ ...dispute.work.decision, ...dispute }] : [],
  )
  expect(decided.length).toBeGreaterThan(0)
  for (const { toldIn, partyId, sellerId, id } of decided) {
    const toOf = (messageId: string): string | null => {
      const message = messages.get(messageId)
      return message === undefined ? 'nobody' : (message.partyIds?.join() ?? partyId)
    }
    expect([id, toOf(toldIn.customer), toOf(toldIn.seller)]).toEqual([id, partyId, sellerId])
  }
})

// Catches a queue, a market or an escalation that lets one site read the other's customers.
test('an agent sees the cases of their own site and none of the other', () => {
  const seenByAna = casesSeenBy('ana')
  const seenByFarid = casesSeenBy('farid')
  expect(new Set(seenByAna.map(siteOf))).toEqual(new Set(['Manila 1']))
  expect(new Set(seenByFarid.map(siteOf))).toEqual(new Set(['Kuala Lumpur 2']))
  expect(seenByAna.length + seenByFarid.length).toBe(of('cases').length)
})

// Catches a Tier 2 account without work, or with everyone's work.
test('Tier 2 sees exactly the cases that were handed over, and the supervisor sees all', () => {
  const handedOver = of('cases').filter((row) => row.escalation !== null)
  expect(casesSeenBy('ben').map((row) => row.number)).toEqual(handedOver.map((row) => row.number))
  expect(casesSeenBy('siti').length).toBe(of('cases').length)
})

// Catches an escalation that the rules would refuse to move on, or a case that says otherwise than its escalation.
test('an escalation has come its way by allowed moves, and its case tells the same of it', () => {
  for (const row of of('escalations')) {
    const { id, state, queueId, attempt, byAgentId } = row
    const moves = row.turns.map((turn) => turn.to)
    expect(moves[0]).toBe('queued')
    expect(moves.every((to, index) => index === 0 || canMove(moves[index - 1] ?? 'closed', to))).toBe(true)
    const its = of('cases').find((one) => one.id === row.caseId)
    const summary = {
      id,
      state,
      queueId,
      attempt,
      byAgentId,
      holderId: row.holderId,
      since: row.submittedAt,
      due: escalationDue(row),
      ...(row.raised ? { raised: row.raised.level } : {}),
    }
    expect(its?.escalation).toEqual(isOpenEscalation(state) ? summary : null)
    const isTurn = ({ caseId, event }: Row<'messages'>): boolean =>
      caseId === row.caseId && event?.name.startsWith('escalation-') === true && event.name !== 'escalation-raised'
    const events = of('messages').filter(isTurn)
    expect(events.map((event) => event.at).sort()).toEqual(row.turns.map((turn) => turn.at))
    const { order, sop } = row.packet ?? {}
    expect(order?.has === 'none' || (order !== undefined && its?.orderIds.includes(order.orderId))).toBe(true)
    expect(sop?.has === 'sop' && idsOf('sops').has(sop.sopId)).toBe(true)
  }
})

// Catches a translation whose original is missing: the reader would be warned of a newer text that nobody can open.
test('every SOP has its source language and a text', () => {
  const bodies = idsOf('sopBodies')
  for (const row of of('sops')) {
    const group = of('sops').filter((one) => one.groupId === row.groupId)
    expect(group.map((one) => one.locale)).toContain(row.sourceLocale)
    expect(bodies.has(row.id)).toBe(true)
  }
})

// Catches a summary that does not follow from the thread: a wrong unread mark, or the first reply held as "thread moved".
test('what a list shows of a case follows from its thread', () => {
  for (const row of of('cases')) {
    const thread = of('messages').filter((message) => message.caseId === row.id)
    const replies = thread.filter((message) => message.kind === 'reply')
    expect(row.messageCount).toBe(thread.length)
    // One that another was merged into goes on from what was said there.
    if ((row.links ?? []).some(({ kind }) => kind === 'merged-from')) continue
    expect(row.lastReplyId).toBe(replies.at(-1)?.id)
    expect(row.lastReplyBy === 'desk').toBe(replies.at(-1)?.author.kind !== 'party')
    expect(row.createdAt <= row.updatedAt && row.updatedAt <= now.toISOString()).toBe(true)
    expect(row.waitingSince === null || isOpenCase(row)).toBe(true)
  }
})

// Catches a misspelt placeholder: only the one macro that shows how an unresolved one looks may have it.
test('every placeholder of a macro is filled where the case has an order, but for the one left open on purpose', () => {
  const row = of('cases').find((one) => one.orderIds.length > 0)
  if (row === undefined) throw new Error('no case with an order')
  const context = {
    row,
    party: of('parties').find((one) => one.id === row.partyId),
    order: of('orders').find((one) => one.id === row.orderIds[0]),
    agent: agentNamed('ana'),
  }
  const open = of('macros').flatMap((macro) => {
    const inputs = Object.fromEntries((macro.inputs ?? []).map(({ key }) => [key, 'answered']))
    const texts = [macro.template, ...(macro.variants ?? []).map(({ template }) => template)]
    return texts.flatMap((text) => fillMacro(text, { ...context, inputs, at: now.toISOString() }).unresolved)
  })
  expect(open).toEqual(['{{refund.reference}}'])
})

// Catches a thread pattern that folds over itself: rounds out of order, or in the future.
test('the long thread has more than a hundred messages, each after the one before', () => {
  const long = of('cases').find((row) => row.messageCount > 100)
  const times = of('messages').flatMap((message) => (message.caseId === long?.id ? [message.at] : []))
  expect(times.length).toBeGreaterThan(100)
  expect(times.every((at, index) => index === 0 || at >= (times[index - 1] ?? ''))).toBe(true)
  const texts = of('messages').map((message) => message.text)
  expect(texts.filter((text) => /\{\w*\}/.test(text))).toEqual([])
})

// Catches an address or a number that could reach a real person.
test('no address or phone number of the demo can reach anyone', () => {
  for (const party of of('parties')) {
    expect(party.email).toMatch(/@example\.com$/)
    expect(party.phone).toMatch(/••/)
  }
})

// Catches an SOP of the demo that nobody could work through, or that the window would not let anyone publish.
test('every SOP of the demo has sound steps, an owner and a day of review, and a legal owner where it cites the law', () => {
  const wrong = of('sops').flatMap((sop) => {
    const problem = stepsProblem(sop.steps ?? [])
    // One of them is shown with a review that was due some days ago.
    const field = sop.state === 'published' ? lacking(sop, daysBefore(30)) : null
    return problem === null && field === null ? [] : [{ title: sop.title, problem, field }]
  })
  expect(wrong).toEqual([])
})

test('forty SOPs hold in six markets, most of them with steps, those of a market in its language, too', () => {
  const inForce = of('sops').filter(({ state }) => state === 'published')
  expect(new Set(inForce.map(({ groupId }) => groupId)).size).toBeGreaterThanOrEqual(40)
  const markets = new Set(inForce.flatMap((sop) => marketsOf(sop) ?? []))
  expect([...markets].sort()).toEqual(['DE', 'MY', 'PH', 'SG', 'TH', 'VN'])
  const withSteps = inForce.filter(({ steps = [] }) => steps.length > 0)
  expect(new Set(withSteps.map(({ groupId }) => groupId)).size).toBeGreaterThanOrEqual(20)
})

// Catches an SOP whose step lets an agent decide more than the workspace lets them order, or forgets what the sum is for.
test('no step of an SOP goes further than the limits of its market', () => {
  const limits = of('limits')
  const wrong = of('sops').flatMap((sop) =>
    (sop.steps ?? []).flatMap(({ title, action, limits: told = [] }) =>
      told.flatMap(({ role, amount, currency }) => {
        if (action === undefined) return [`${title}: for nothing`]
        const market = limits.find((limit) => limit.currency === currency)?.market ?? ''
        const left = leftFor(limits, role, { kind: action, market, currency, spent: 0 })
        return amount > left ? [`${title}: ${role} ${amount} ${currency}, and may order ${left}`] : []
      }),
    ),
  )
  expect(wrong).toEqual([])
})

test('three hundred cases stand in every state, in six markets; sixty macros, twelve queues and six promises go with them', () => {
  const cases = of('cases')
  expect(cases.length).toBeGreaterThanOrEqual(300)
  expect([...new Set(cases.map(({ status }) => status))].sort()).toEqual([...CaseStatus.options].sort())
  expect([...new Set(cases.map(({ market }) => market))].sort()).toEqual(['DE', 'MY', 'PH', 'SG', 'TH', 'VN'])
  expect([of('macros').length, of('queues').length, of('clockPolicies').length]).toEqual([60, 12, 6])
  expect(cases.filter(({ subject, snippet }) => /\{\w*\}/.test(subject + snippet))).toEqual([])
})

// Catches a kind of dispute that waits for ever in one of its steps.
test('each of the eight kinds of dispute has a deadline in every step in which somebody has to act', () => {
  expect(DisputeKind.options).toHaveLength(8)
  const deadlines = of('deadlines')
  const without = DisputeKind.options.flatMap((kind) =>
    ['DE', 'MY', 'PH', 'SG', 'TH', 'VN'].flatMap((market) =>
      DisputeState.options
        .filter((state) => 'holder' in clockOf[state] && deadlineFor(deadlines, { step: state, market, kind }) === null)
        .map((state) => `${kind} ${market} ${state}`),
    ),
  )
  expect(without).toEqual([])
})

// Catches a part for the desk alone that is never closed, and so swallows what a party may read.
test('every internal part of a text is closed', () => {
  const marks = of('sopBodies').map(({ body }) => body.split('\n').filter((line) => line.startsWith(':::')))
  expect(marks.filter((lines) => lines.length % 2 !== 0)).toEqual([])
})

const sorted = (values: Iterable<string>): string[] => [...new Set(values)].sort()

// Catches a state that a newcomer would never see, as escalations stood in four of ten.
test('everything that has states stands in each of them', () => {
  const all = (options: readonly string[], but: readonly string[] = []) =>
    sorted(options.filter((one) => !but.includes(one)))
  const worked = of('disputes').filter(isWorked)
  const passing = DisputeState.options.filter(
    (state) => 'none' in clockOf[state] && clockOf[state].none === 'passes-at-once',
  )
  expect(sorted(of('escalations').map(({ state }) => state))).toEqual(all(EscalationState.options))
  expect(sorted(of('asks').map(({ state }) => state))).toEqual(all(EscalationState.options))
  expect(sorted(worked.map(({ work }) => work.state))).toEqual(all(DisputeState.options, passing))
  expect(sorted(of('actions').map(({ state }) => state))).toEqual(all(ActionState.options))
  expect(sorted(of('sopRuns').map(({ state }) => state))).toEqual(all(SopRunState.options))
  expect(sorted(of('sops').map(({ state }) => state))).toEqual(all(VersionState.options))
  expect(sorted(of('sops').flatMap(({ ended }) => ended?.why ?? []))).toEqual(all(SopEnd.options))
  expect(sorted(of('macroVersions').map(({ state }) => state))).toEqual(all(VersionState.options))
  expect(sorted(of('cases').map(({ status }) => status))).toEqual(all(CaseStatus.options))
  // What follows from who is signed in is not written: nobody is, when the demo begins.
  const signedIn = ['available', 'away', 'offline']
  expect(sorted(of('agentStatuses').map(({ state }) => state))).toEqual(all(AgentState.options, signedIn))
})

// Catches a feature that the demo has and nobody finds.
test('each kind of dispute, outcome, reason, translation and tie between cases is there to be looked at', () => {
  const worked = of('disputes').filter(isWorked)
  expect(sorted(worked.map(({ kind }) => kind))).toEqual(sorted(DisputeKind.options))
  const outcomes = worked.flatMap(({ work }) => [work.decision?.outcome ?? [], work.appeal?.was?.outcome ?? []].flat())
  expect(outcomes).toEqual(expect.arrayContaining(['buyer', 'seller']))
  expect(worked.some(({ work }) => work.appeal?.result === 'upheld')).toBe(true)
  expect(sorted(of('evidence').map((one) => one.for))).toEqual(['customer', 'desk', 'seller'])
  expect(worked.flatMap(({ work }) => work.turns).some(({ byAgentId }) => byAgentId === null)).toBe(true)
  expect(sorted(of('actions').map(({ kind }) => kind))).toEqual(
    expect.arrayContaining(['refund', 'replacement', 'voucher', 'seller-warning', 'listing-hold']),
  )
  expect(of('escalations').some(({ raised }) => (raised?.level ?? 0) > 1)).toBe(true)
  expect(of('escalations').some(({ attempt }) => attempt > 1)).toBe(true)
  expect(flaggedBy(of('coachingNotes'), now.getTime())).not.toEqual([])
  expect(incidentsOf(of('cases'))[0]?.caseIds.length).toBeGreaterThanOrEqual(3)
  expect(sorted(of('cases').flatMap(({ links = [] }) => links.map(({ kind }) => kind)))).toEqual(
    sorted(CaseLink.shape.kind.options),
  )
  expect(of('cases').some(({ snooze }) => snooze !== null && snooze !== undefined)).toBe(true)
  const sources = of('sops').filter(
    ({ state, locale, sourceLocale }) => state === 'published' && locale === sourceLocale,
  )
  const versionsIn = ({ groupId }: Row<'sops'>) =>
    of('sops').filter((one) => one.groupId === groupId && one.state === 'published')
  expect(sources.some((sop) => versionsIn(sop).length === 1)).toBe(true)
  expect(sources.some((sop) => versionsIn(sop).some(({ version }) => version < sop.version))).toBe(true)
  expect(of('sops').some(({ reviewAt }) => typeof reviewAt === 'string' && reviewAt < now.toISOString())).toBe(true)
  expect(of('queues').filter(({ kind, raiseMinutes }) => kind === 'escalations' && raiseMinutes === undefined)).toEqual(
    [],
  )
})

// Catches a demo that its own clocks turn over in its first minutes: a state that is shown here and gone before anybody looks.
test('no clock of the demo is over when it begins, but where somebody was told', () => {
  const at = new Date(now.getTime() + 30 * 60_000).toISOString()
  const soon = [
    ...of('escalations').filter(({ raiseAt }) => typeof raiseAt === 'string' && raiseAt < at),
    ...of('asks').filter(({ raiseAt }) => raiseAt !== null && raiseAt < at),
    ...of('disputes')
      .filter(isWorked)
      .filter(({ work: { clock } }) => clock.runs && clock.overdueSince === null && clock.at < at),
  ]
  expect(soon.map(({ id }) => id)).toEqual([])
})
