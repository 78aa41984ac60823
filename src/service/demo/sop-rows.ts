import type { Sop } from '#shared/domain/sop.ts'
import type { SopStep } from '#shared/domain/sop-step.ts'
import type { Row } from '#shared/tables.ts'
import type { BySlug } from './demo-book.ts'
import type { DemoSop } from './demo-files.ts'
import { daysAgo, demoId } from './demo-ids.ts'
import { type DemoSopRule, DemoSopRule as RuleShape, type DemoSopReads, type DemoSopRules } from './demo-sop-shapes.ts'

/** What the rows of SOPs are made from. */
export interface SopsWritten {
  readonly sops: readonly DemoSop[]
  readonly sopRules: DemoSopRules
  readonly sopReads: DemoSopReads
}

const nameOf = ({ slug, replaced, locale }: DemoSop): string =>
  `${slug}${replaced === null ? '' : `@${replaced}`}.${locale}`

const idOf = ({ slug, replaced, locale }: DemoSop): string =>
  demoId('sops', replaced === null ? slug : `${slug}@${replaced}`, locale)

const daysAhead = (now: Date, days: number): string => daysAgo(now, -days)

const stepsOf = (steps: NonNullable<DemoSopRule['steps'][string]>): SopStep[] =>
  steps.map(({ macro, ...step }) => (macro === undefined ? step : { ...step, macroId: demoId('macros', macro) }))

/** Who answers for it, where and when it holds, on which law it rests, and its steps. */
function governed(rule: DemoSopRule, sop: DemoSop, now: Date, names: BySlug<'agents'>): Partial<Sop> {
  const { owner, legalOwner, reviewIn, expiresIn, holds, citations, note, ackAsked } = rule
  const steps = rule.steps[sop.locale] ?? rule.steps['en']
  return {
    owner: { agentId: demoId('agents', owner), name: names.get(owner)?.name ?? owner },
    author: { agentId: demoId('agents', owner), name: names.get(owner)?.name ?? owner },
    reviewAt: daysAhead(now, reviewIn),
    ...(legalOwner === undefined ? {} : { legalOwner }),
    ...(expiresIn === undefined ? {} : { expiresAt: daysAhead(now, expiresIn) }),
    ...(holds === undefined ? {} : { effective: holds.map((window) => windowOf(window, now)) }),
    ...(citations === undefined
      ? {}
      : { citations: citations.map(({ verified, ...one }) => ({ ...one, verifiedAt: daysAgo(now, verified) })) }),
    ...(note === undefined ? {} : { note }),
    ...(ackAsked ? { isAckAsked: true } : {}),
    ...(steps === undefined ? {} : { steps: stepsOf(steps) }),
  }
}

const windowOf = (
  { market, from, to }: NonNullable<DemoSopRule['holds']>[number],
  now: Date,
): NonNullable<Sop['effective']>[number] => ({
  market,
  from: from === null ? null : daysAhead(now, from),
  to: to === null ? null : daysAhead(now, to),
})

/** The SOP heads by file name without `.md`. What nothing more is said of is looked after by the knowledge desk. */
export const sopRows = (
  { sops, sopRules }: Omit<SopsWritten, 'sopReads'>,
  agents: BySlug<'agents'>,
  now: Date,
): BySlug<'sops'> =>
  new Map(
    sops.map((sop) => {
      const { slug, locale, head, replaced } = sop
      const rule = sopRules[slug] ?? RuleShape.parse({})
      const row: Sop = {
        id: idOf(sop),
        groupId: demoId('sops', slug),
        title: head.title,
        locale,
        sourceLocale: head.source,
        section: head.section,
        labels: head.labels,
        market: head.market,
        state: head.state,
        internal: head.internal,
        version: head.version,
        updatedAt: daysAgo(now, head.days),
        source: null,
        ...(replaced === null ? { ...governed(rule, sop, now, agents), publishedAt: daysAgo(now, head.days) } : {}),
      }
      if (replaced === null) return [nameOf(sop), row]
      const ended = { why: 'superseded' as const, at: daysAgo(now, endedDays(sop, sops)) }
      return [nameOf(sop), { ...row, state: 'archived', ended }]
    }),
  )

/** How many days ago the version that replaced one was put in force. */
const endedDays = ({ slug, locale, replaced }: DemoSop, sops: readonly DemoSop[]): number => {
  const later = sops.filter(
    (one) => one.slug === slug && one.locale === locale && (one.replaced ?? Infinity) > (replaced ?? 0),
  )
  return Math.max(...later.map(({ head }) => head.days))
}

/** What agents have read and acknowledged before the demo begins. */
export const sopMarkRows = ({ sopReads }: Pick<SopsWritten, 'sopReads'>, now: Date): Row<'sopMarks'>[] =>
  Object.entries(sopReads).map(([agent, read]) => ({
    id: demoId('agents', agent),
    marks: read.map(({ sop, version, days, acknowledged }) => ({
      groupId: demoId('sops', sop),
      version,
      readAt: daysAgo(now, days),
      ...(acknowledged ? { acknowledged: { version, at: daysAgo(now, days) } } : {}),
    })),
  }))

/** The SOP texts. */
export const sopBodyRows = (sops: readonly DemoSop[]): Row<'sopBodies'>[] =>
  sops.map((sop) => ({ id: idOf(sop), sopId: idOf(sop), format: 'markdown', body: sop.body }))
