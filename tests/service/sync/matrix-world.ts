import type { Case } from '#shared/domain/case.ts'
import { type MacroScope, contentOf } from '#shared/domain/macro.ts'
import type { SavedView, ViewScope } from '#shared/domain/saved-view.ts'
import type { AnyRow, TableName } from '#shared/tables.ts'
import {
  aCalendar,
  aDispute,
  aDriver,
  aForm,
  aMacro,
  aPolicy,
  aSop,
  aSopBody,
  aTeam,
  anEscalation,
  anOrder,
} from '#tests/builders.ts'
import { type TestRow, caseRow, idOf, messageRow, partyRow } from '../world.ts'
import { type Market, type Site, markets, nameOf, people, queueNames, queues, sites } from './matrix-people.ts'
import { askRow, deadlineRow, limitRow, workRows } from './matrix-rows.ts'

const regularId = idOf('parties', 'regular')
const at = '2026-11-22T07:00:00.000Z'

/** Where things are: as they begin, or with everything in another hand. Rows keep their ids, so that the one becomes the other. */
export interface Places {
  site(site: Site): Site
  market(market: Market): Market
  /** Whose something is. */
  agent(name: string): string
}

export const asTheyBegin: Places = { site: (site) => site, market: (market) => market, agent: (name) => name }

/** What was Manila's is Kuala Lumpur's, what was for one market is for the other, and what was somebody's is the next one's. */
export const turned: Places = {
  site: (site) => (site === 'manila' ? 'lumpur' : 'manila'),
  market: (market) => (market === 'SG' ? 'PH' : 'SG'),
  agent(name) {
    const next = people[(people.findIndex((one) => one.name === name) + 1) % people.length]
    if (next === undefined) throw new Error('There are no people.')
    return next.name
  },
}

interface CaseOf {
  readonly name: string
  readonly market: Market
  readonly site: Site
  readonly queue: string
  readonly set?: Partial<Case>
  readonly isEscalated?: boolean
}

const put = (table: TableName, row: AnyRow): TestRow => ({ table, row })

/** The world, in the places that are asked for. */
export class MatrixWorld {
  readonly #in: Places

  constructor(places: Places) {
    this.#in = places
  }

  rows(): TestRow[] {
    return [
      ...this.#desk(),
      ...this.#rules(),
      ...this.#cases().flatMap((of) => this.#caseRows(of)),
      ...this.#ofPeople(),
    ]
  }

  #agentId(name: string): string {
    return idOf('agents', this.#in.agent(name))
  }

  #siteId(site: Site): string {
    return idOf('sites', this.#in.site(site))
  }

  /** What everybody has. Places and people stay where they are: who somebody is decides what they see. */
  #desk(): TestRow[] {
    return [
      ...[...sites, 'cebu'].map((name) => put('sites', { id: idOf('sites', name), name, inHouse: false })),
      ...sites.map((site) => put('teams', aTeam({ id: idOf('teams', site), siteId: idOf('sites', site) }))),
      put('teams', aTeam({ id: idOf('teams', 'flyers') })),
      ...queues.map((row) => put('queues', row)),
      ...people.map(({ site: _site, ...row }) => put('agents', row)),
      ...people.map(({ id }) => put('agentStatuses', { id, state: 'available', reason: null, since: at })),
      put('drivers', aDriver()),
      put('forms', aForm()),
      put('calendars', aCalendar({ siteIds: [this.#siteId('manila')] })),
      put('clockPolicies', aPolicy({ when: { markets: [this.#in.market('SG')] } })),
      put('limits', limitRow(this.#in.market('SG'))),
      put('deadlines', deadlineRow(this.#in.market('PH'))),
      put('settingChanges', {
        id: idOf('settingChanges', 'one'),
        of: 'queues',
        rowId: idOf('queues', 'manila'),
        name: 'manila',
        at,
        byAgentId: this.#agentId('everything'),
        byName: 'Siti',
        changes: [],
      }),
    ]
  }

  /** SOPs and macros of each state and for each place. */
  #rules(): TestRow[] {
    const [sg, ph] = markets.map((market) => this.#in.market(market))
    const window = (market: string | null) => ({ market, from: null, to: null })
    const sops = [
      aSop({ id: idOf('sops', 'SG'), market: sg ?? null }),
      aSop({ id: idOf('sops', 'PH'), market: ph ?? null }),
      aSop({ id: idOf('sops', 'both'), effective: [window('SG'), window('PH')] }),
      aSop({ id: idOf('sops', 'one of two'), effective: [window(sg ?? null), window('MY')] }),
      aSop({ id: idOf('sops', 'every market'), market: null }),
      aSop({ id: idOf('sops', 'draft'), state: 'draft', market: sg ?? null }),
      aSop({ id: idOf('sops', 'in review'), state: 'in-review' }),
      aSop({ id: idOf('sops', 'withdrawn'), state: 'archived', ended: { why: 'withdrawn', at } }),
      aSop({ id: idOf('sops', 'replaced'), state: 'archived', market: ph ?? null, ended: { why: 'superseded', at } }),
    ]
    const scopes: readonly (readonly [string, MacroScope])[] = [
      ['everyone', { of: 'workspace' }],
      ...markets.map((market) => [market, { of: 'market', market: this.#in.market(market) }] as const),
      ...sites.map((site) => [site, { of: 'site', siteId: this.#siteId(site) }] as const),
      ...sites.map((site) => [`team ${site}`, { of: 'team', teamId: idOf('teams', this.#in.site(site)) }] as const),
      ...queueNames.map((queue) => [`queue ${queue}`, { of: 'queue', queueId: idOf('queues', queue) }] as const),
    ]
    return [
      ...sops.flatMap((sop) => [
        put('sops', sop),
        put('sopBodies', aSopBody({ id: idOf('sopBodies', sop.id), sopId: sop.id })),
      ]),
      ...scopes.flatMap(([name, scope]) => [
        put('macros', aMacro({ id: idOf('macros', name), scope })),
        put('macroVersions', this.#versionRow(name, scope, nameOf('lumpur', 'PH', 'tier-2'))),
      ]),
      put('views', this.#viewRow('everyone', { of: 'workspace' })),
      ...sites.map((site) =>
        put('views', this.#viewRow(site, { of: 'team', teamId: idOf('teams', this.#in.site(site)) })),
      ),
    ]
  }

  /** In each queue, for each market, as it came and handed up; and cases that somebody sees for another reason. */
  #cases(): CaseOf[] {
    const both = queueNames.flatMap((queue): CaseOf[] =>
      markets.flatMap((market) =>
        [false, true].map((isEscalated) => {
          const isOfSite = queue === 'manila' || queue === 'lumpur'
          const site = isOfSite ? queue : 'manila'
          return {
            name: `${queue}-${market}-${isEscalated ? 'up' : 'in'}`,
            site: this.#in.site(site),
            market: this.#in.market(market),
            queue: isOfSite ? this.#in.site(queue) : queue,
            isEscalated,
          }
        }),
      ),
    )
    const lumpur = { site: this.#in.site('lumpur'), market: this.#in.market('PH'), queue: this.#in.site('lumpur') }
    return [
      ...both,
      { ...lumpur, name: 'given', set: { assigneeId: this.#agentId('manila-SG-tier-1') } },
      { ...lumpur, name: 'asked', set: { ask: this.#askOf('asked', this.#in.site('manila'), 'SG') } },
    ]
  }

  #askOf(name: string, site: Site, market: Market): Exclude<Case['ask'], null | undefined> {
    return {
      id: idOf('asks', name),
      state: 'queued',
      siteId: idOf('sites', site),
      byAgentId: idOf('agents', nameOf(site, market, 'tier-1')),
      dueAt: null,
    }
  }

  /** A case with a row of every table that hangs on it: its parties, its order, the dispute about it, evidence of one side, an action, a note. */
  #caseRows(of: CaseOf): TestRow[] {
    const { name, market, site, queue, isEscalated = false, set = {} } = of
    const caseId = idOf('cases', name)
    const orderId = idOf('orders', name)
    const byAgentId = idOf('agents', nameOf(site, market, 'tier-1'))
    // One customer, and one order, has cases at both sites.
    const isShared = name === 'manila-SG-in' || name === 'lumpur-PH-in'
    const partyIds = [idOf('parties', name), idOf('parties', `${name}-shop`), ...(isShared ? [regularId] : [])]
    const orderIds = [orderId, ...(isShared ? [idOf('orders', 'regular')] : [])]
    const escalation: Case['escalation'] = isEscalated
      ? { id: idOf('escalations', name), state: 'queued', queueId: idOf('queues', 'tier-2'), attempt: 1, byAgentId }
      : null
    const ask = set.ask ?? this.#askOf(name, site, market)
    return [
      put('parties', partyRow(name)),
      put('parties', { ...partyRow(`${name}-shop`), kind: 'seller' }),
      put('orders', anOrder({ id: orderId, market, customerId: partyIds[0] ?? null, sellerIds: partyIds.slice(1) })),
      put('disputes', aDispute({ id: idOf('disputes', name), orderId })),
      put('cases', caseRow(name, { queueId: idOf('queues', queue), market, partyIds, orderIds, escalation, ...set })),
      put('messages', messageRow(name, name)),
      ...(isEscalated
        ? [
            put(
              'escalations',
              anEscalation({ id: idOf('escalations', name), caseId, queueId: idOf('queues', 'tier-2') }),
            ),
          ]
        : []),
      ...workRows(name, { caseId, orderId, partyId: partyIds[0] ?? '', byAgentId, siteId: idOf('sites', site) }),
      put('asks', askRow(name, { caseId, ...ask })),
    ]
  }

  /** What hangs on one agent: what is theirs alone, what they have read, and what they said of an SOP. */
  #ofPeople(): TestRow[] {
    return [
      put('parties', partyRow('regular')),
      put('orders', anOrder({ id: idOf('orders', 'regular'), customerId: regularId })),
      put('disputes', aDispute({ id: idOf('disputes', 'regular'), orderId: idOf('orders', 'regular') })),
      // Nobody works on anything of theirs.
      put('parties', partyRow('stranger')),
      ...people.flatMap(({ id, name }) => {
        const scope = { of: 'agent', agentId: this.#agentId(name) } as const
        return [
          put('ownSettings', { id }),
          put('sopMarks', { id, marks: [] }),
          put('macros', aMacro({ id: idOf('macros', name), scope })),
          put('macroVersions', this.#versionRow(name, scope, name)),
          put('views', this.#viewRow(name, scope)),
          put('sopFeedback', this.#feedbackRow(name)),
        ]
      }),
    ]
  }

  #versionRow(name: string, scope: MacroScope, author: string): AnyRow {
    return {
      id: idOf('macroVersions', name),
      macroId: idOf('macros', name),
      number: 1,
      basedOn: 0,
      state: 'draft',
      content: contentOf(aMacro({ scope })),
      note: '',
      authorId: this.#agentId(author),
      authorName: author,
      createdAt: at,
      updatedAt: at,
      review: null,
      publishedAt: null,
    }
  }

  #viewRow(name: string, scope: ViewScope): SavedView {
    const byAgentId = this.#agentId('everything')
    const shown = { name, filter: 'is:open', sort: 'number', isDescending: false, position: 0 } as const
    return { id: idOf('views', name), scope, byAgentId, ...shown }
  }

  #feedbackRow(name: string): AnyRow {
    return {
      id: idOf('sopFeedback', name),
      kind: 'unclear',
      groupId: null,
      sopId: null,
      title: 'Lamps',
      version: 1,
      text: 'What is a lamp?',
      market: null,
      locale: 'en',
      ownerId: this.#agentId(nameOf('manila', 'PH', 'quality')),
      byAgentId: this.#agentId(name),
      byName: name,
      at,
      answer: null,
    }
  }
}
