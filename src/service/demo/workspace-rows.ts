import type { Row } from '#shared/tables.ts'
import type { BySlug } from './demo-book.ts'
import { daysAgo, demoId, minutesAgo } from './demo-ids.ts'
import type { DemoMacro, DemoOrder, DemoOrders, DemoParties, DemoWorkspace } from './demo-shapes.ts'

type DemoPush = NonNullable<DemoWorkspace['queues'][number]['push']>

/** The teams of the demo. */
export const teamRows = (workspace: DemoWorkspace): Row<'teams'>[] =>
  workspace.teams.map(({ slug, name, site }) => ({ id: demoId('teams', slug), name, siteId: demoId('sites', site) }))

/** The sites of the demo. */
export const siteRows = (workspace: DemoWorkspace): Row<'sites'>[] =>
  workspace.sites.map(({ slug, name, inHouse, standIns }) => ({
    id: demoId('sites', slug),
    name,
    inHouse,
    ...(standIns.length === 0 ? {} : { failoverSiteIds: standIns.map((site) => demoId('sites', site)) }),
  }))

/** The queues by slug, in the order they are written. `formIdOf` answers what is asked on the cases of one. */
export const queueRows = (workspace: DemoWorkspace, formIdOf: (slug: string) => string | null): BySlug<'queues'> =>
  new Map(
    workspace.queues.map(({ slug, name, kind, teams, gates, markets, reasons, raiseMinutes, push }, position) => [
      slug,
      {
        id: demoId('queues', slug),
        name,
        kind,
        teamIds: teams.map((team) => demoId('teams', team)),
        siteIds: [],
        position,
        ...(markets === undefined ? {} : { markets }),
        ...(reasons === undefined ? {} : { reasons }),
        ...(raiseMinutes === undefined ? {} : { raiseMinutes }),
        ...(push === undefined ? {} : pushed(push)),
        ...(gates.length === 0 ? {} : { sopGates: gates.map(gateOf) }),
        formId: formIdOf(slug),
      },
    ]),
  )

const gateOf = ({ sop, title, version }: DemoWorkspace['queues'][number]['gates'][number]) => ({
  groupId: demoId('sops', sop),
  title,
  version,
  markets: null,
  from: null,
})

const pushed = ({ skills, byLanguage, rank, takeUp, overflow }: DemoPush) => ({
  work: 'push' as const,
  skills,
  isByLanguage: byLanguage,
  rank,
  ...(takeUp === undefined ? {} : { takeUpMinutes: takeUp }),
  ...(overflow === undefined
    ? {}
    : { overflow: { afterMinutes: overflow.minutes, queueId: demoId('queues', overflow.to) } }),
})

/** What was changed of the settings before the demo begins. */
export const settingRows = ({ settings, agents, queues }: DemoWorkspace, now: Date): Row<'settingChanges'>[] =>
  settings.map(({ slug, queue, by, ago, field, from, to }) => ({
    id: demoId('settingChanges', slug),
    of: 'queues',
    rowId: demoId('queues', queue),
    name: queues.find((one) => one.slug === queue)?.name ?? '',
    byAgentId: demoId('agents', by),
    byName: agents.find((one) => one.slug === by)?.name ?? '',
    at: minutesAgo(now, ago),
    changes: [{ field, from, to }],
  }))

/** What agents are doing when the demo begins. */
export const statusRows = (workspace: DemoWorkspace, now: Date): Row<'agentStatuses'>[] =>
  workspace.agents.flatMap(({ slug, status }) =>
    status === undefined
      ? []
      : [
          {
            id: demoId('agents', slug),
            state: status.state,
            reason: status.reason,
            since: minutesAgo(now, status.ago),
          },
        ],
  )

/** The fields that are given: a row has none that is undefined. */
const given = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }

/** The agents by slug. */
export const agentRows = (workspace: DemoWorkspace): BySlug<'agents'> =>
  new Map(
    workspace.agents.map(({ slug, name, role, site, teams, queues, markets, locale, sees, active, ...serves }) => [
      slug,
      {
        id: demoId('agents', slug),
        name,
        role,
        siteId: demoId('sites', site),
        teamIds: teams.map((team) => demoId('teams', team)),
        queueIds: queues.map((queue) => demoId('queues', queue)),
        markets,
        locale,
        sees,
        active,
        ...given({
          skills: serves.skills,
          languages: serves.languages,
          capacity: serves.capacity,
          channelCapacity: serves.channels,
        }),
      },
    ]),
  )

/** The parties by slug. Addresses lie at example.com and phone numbers are masked: none of them reaches anyone. */
export const partyRows = ({ parties, phones }: DemoParties, now: Date): BySlug<'parties'> =>
  new Map(
    parties.map(({ slug, kind, name, market, locale, tags, days, fields }) => [
      slug,
      {
        id: demoId('parties', slug),
        kind,
        name,
        email: `${slug}@example.com`,
        phone: phones[market] ?? null,
        locale,
        market,
        tags,
        createdAt: daysAgo(now, days),
        fields,
        source: null,
      },
    ]),
  )

/** The orders by number. */
export const orderRows = ({ markets }: DemoOrders, now: Date): BySlug<'orders'> =>
  new Map(
    Object.entries(markets).flatMap(([market, { currency, orders }]) =>
      orders.map((order) => [order.number, orderRow(order, market, currency, now)] as const),
    ),
  )

function orderRow(order: DemoOrder, market: string, currency: string, now: Date): Row<'orders'> {
  const lines = order.lines.map(({ sku, name, n, price, note }) => ({
    sku,
    name,
    quantity: n,
    unitPrice: price,
    note: note ?? null,
  }))
  const sum = lines.reduce((total, line) => total + line.quantity * line.unitPrice, order.shipping)
  return {
    id: demoId('orders', order.number),
    number: order.number,
    customerId: demoId('parties', order.customer),
    sellerIds: order.sellers.map((seller) => demoId('parties', seller)),
    status: order.status,
    market,
    currency,
    // Sums of cents do not come out even in binary.
    total: Math.round(sum * 100) / 100,
    placedAt: daysAgo(now, order.placed),
    shippedAt: order.shipped === null ? null : daysAgo(now, order.shipped),
    requiredAt: order.required === null ? null : daysAgo(now, order.required),
    lines,
    address: order.address,
    fields: {
      ...(order.shipping > 0 ? { shipping: order.shipping } : {}),
      ...(order.carrier === undefined ? {} : { carrier: order.carrier }),
    },
    source: null,
  }
}

/** The disputes. */
export const disputeRows = ({ disputes, markets }: DemoOrders, now: Date): Row<'disputes'>[] =>
  disputes.map(({ slug, kind, order, party, seller, amount, reason, brief, days }) => ({
    id: demoId('disputes', slug),
    kind,
    orderId: demoId('orders', order),
    partyId: demoId('parties', party),
    sellerId: demoId('parties', seller),
    amount,
    currency: Object.values(markets).find((one) => one.orders.some((row) => row.number === order))?.currency ?? null,
    reason,
    brief,
    openedAt: daysAgo(now, days),
    fields: {},
    source: null,
  }))

/** The macros by slug. */
export const macroRows = (macros: readonly DemoMacro[]): BySlug<'macros'> =>
  new Map(
    macros.map((macro) => [
      macro.slug,
      {
        id: demoId('macros', macro.slug),
        title: macro.title,
        template: macro.text.join('\n\n'),
        html: null,
        kind: macro.kind,
        actions: actionsOf(macro),
        scope: scopeOf(macro.scope),
        locale: macro.locale,
        active: true,
        usageCount: macro.used,
        source: null,
        ...furtherParts(macro),
      },
    ]),
  )

/** What only some macros have. */
const furtherParts = ({ about, needs, asks, variants, sop, next }: DemoMacro): Partial<Row<'macros'>> => ({
  ...(about === undefined ? {} : { description: about }),
  ...(needs === undefined ? {} : { conditions: needs }),
  ...(asks === undefined ? {} : { inputs: asks }),
  ...(variants === undefined
    ? {}
    : { variants: variants.map(({ locale, text }) => ({ locale, template: text.join('\n\n') })) }),
  ...(sop === undefined ? {} : { sop: { groupId: demoId('sops', sop.slug), version: sop.version } }),
  ...(next === undefined ? {} : { nextCase: next }),
})

const actionsOf = ({ mine, status, priority, tags, untag, queue, more }: DemoMacro): Row<'macros'>['actions'] => [
  ...(mine ? [{ do: 'assign-me' as const }] : []),
  ...(queue === undefined ? [] : [{ do: 'move-queue' as const, queueId: demoId('queues', queue) }]),
  ...(priority === undefined ? [] : [{ do: 'set-priority' as const, priority }]),
  ...(tags === undefined ? [] : [{ do: 'add-tags' as const, tags }]),
  ...(untag === undefined ? [] : [{ do: 'remove-tags' as const, tags: untag }]),
  ...more,
  ...(status === undefined ? [] : [{ do: 'set-status' as const, status }]),
]

function scopeOf(written: string): Row<'macros'>['scope'] {
  const [of, name = ''] = written.split(':')
  switch (of) {
    case 'workspace':
      return { of }
    case 'market':
      return { of, market: name }
    case 'site':
      return { of, siteId: demoId('sites', name) }
    case 'team':
      return { of, teamId: demoId('teams', name) }
    case 'queue':
      return { of, queueId: demoId('queues', name) }
    case 'agent':
      return { of, agentId: demoId('agents', name) }
    default:
      throw new Error(`A macro of the demo has the scope "${written}", which there is not.`)
  }
}
