import { clockAt } from '#shared/dispute-clock.ts'
import type { Case } from '#shared/domain/case.ts'
import type { DisputeWork } from '#shared/domain/dispute.ts'
import { summaryOf } from '#shared/mutations/dispute-turns.ts'
import { sha256 } from '#shared/sha256.ts'
import type { Row } from '#shared/tables.ts'
import type { DemoBook } from './demo-book.ts'
import { demoId, minutesAgo } from './demo-ids.ts'
import type { DemoDisputes } from './demo-deadline-shapes.ts'

type Worked = DemoDisputes['worked'][number]

/** What the clocks of disputes follow from. */
interface DeadlineRules {
  readonly deadlines: readonly Row<'deadlines'>[]
  readonly calendars: readonly Row<'calendars'>[]
}

/** The deadlines of disputes, most of them peers' figures. */
export const deadlineRows = ({ deadlines }: DemoDisputes): Row<'deadlines'>[] =>
  deadlines.map(({ source, url, ...deadline }) => ({
    ...deadline,
    id: demoId('deadlines', deadline.step, deadline.market ?? '', deadline.kind ?? ''),
    startsOn: 'step-begins',
    source: { name: source, url },
    active: true,
  }))

/** How far each role may go by itself. */
export const limitRows = ({ limits }: DemoDisputes): Row<'limits'>[] =>
  limits.map((limit) => ({
    ...limit,
    id: demoId('limits', limit.role, limit.market ?? '', limit.kind),
    active: true,
  }))

const byOf = (slug: string, { agent }: DemoBook) => ({ byAgentId: agent(slug).id, byName: agent(slug).name })

function evidenceOf(of: Worked, book: DemoBook): Row<'evidence'>[] {
  return of.evidence.flatMap(({ slug, by, ago, for: audience, ...shown }) =>
    audience === 'both'
      ? []
      : [
          {
            ...sharedEvidence({ slug, by, ago, ...shown }, of, book),
            caseId: demoId('cases', of.case),
            disputeId: demoId('disputes', of.dispute),
            for: audience,
          },
        ],
  )
}

const sharedEvidence = (
  { slug, by, ago, of: owner, title, text }: Omit<Worked['evidence'][number], 'for'>,
  { dispute }: Worked,
  book: DemoBook,
) => ({
  id: demoId('evidence', dispute, slug),
  of: owner,
  title,
  text,
  file: null,
  sha256: sha256(text),
  at: minutesAgo(book.now, ago),
  ...byOf(by, book),
})

function decisionOf(of: Worked, dispute: Row<'disputes'>, book: DemoBook): DisputeWork['decision'] {
  if (of.decision === undefined) return null
  const { outcome, clause, sop: slug, reasons, by, told } = of.decision
  const sop = book.sop(slug)
  return {
    outcome,
    clause: { text: clause, sopId: sop.id, title: sop.title, version: sop.version },
    money: { amount: dispute.amount ?? 0, currency: dispute.currency ?? 'USD', paidBy: 'seller' },
    reasons,
    at: minutesAgo(book.now, of.since),
    ...byOf(by, book),
    toldIn: {
      customer: demoId('messages', of.case, `${told.customer}`),
      seller: demoId('messages', of.case, `${told.seller}`),
    },
  }
}

/** How a dispute of the demo is worked; its clock follows from the deadlines, as it does when people work it. */
function workOf(of: Worked, dispute: Row<'disputes'>, rules: DeadlineRules, book: DemoBook): DisputeWork {
  const market = book.marketOf(dispute.orderId)
  const at = minutesAgo(book.now, of.since)
  const before = { market, state: 'opened', clock: { runs: false, why: 'is-over' }, paused: null } as const
  return {
    caseId: demoId('cases', of.case),
    market,
    state: of.state,
    since: at,
    claims: of.claims,
    positions: of.positions.map(({ side, by, ago, text }) => ({
      side,
      text,
      at: minutesAgo(book.now, ago),
      ...byOf(by, book),
    })),
    evidence: of.evidence.filter((one) => one.for === 'both').map((one) => sharedEvidence(one, of, book)),
    askedOf: null,
    decision: decisionOf(of, dispute, book),
    appeal: null,
    executed: null,
    turns: of.turns.map(({ what, to, side, by, ago }) => ({
      at: minutesAgo(book.now, ago),
      what,
      to,
      side: side ?? null,
      ...byOf(by, book),
    })),
    ...clockAt(before, of.state, null, { kind: dispute.kind, openedAt: dispute.openedAt ?? at, ...rules, at }),
  }
}

/** The disputes with those that are worked, what one side alone may see of them, and what their cases say of them. */
export function workedRows(
  { worked }: DemoDisputes,
  all: readonly Row<'disputes'>[],
  rules: DeadlineRules,
  book: DemoBook,
): {
  readonly disputes: Row<'disputes'>[]
  readonly evidence: Row<'evidence'>[]
  readonly summaries: ReadonlyMap<string, Pick<Case, 'dispute'>>
} {
  const summaries = new Map<string, Pick<Case, 'dispute'>>()
  const disputes = all.map((dispute) => {
    const of = worked.find((one) => demoId('disputes', one.dispute) === dispute.id)
    if (of === undefined) return dispute
    const row = { ...dispute, work: workOf(of, dispute, rules, book) }
    summaries.set(demoId('cases', of.case), { dispute: summaryOf(row) })
    return row
  })
  return { disputes, evidence: worked.flatMap((of) => evidenceOf(of, book)), summaries }
}
