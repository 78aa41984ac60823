import { z } from 'zod'
import { LocaleTag, MarketCode } from '#shared/domain/base.ts'
import { PartyKind } from '#shared/domain/party.ts'
import type { DemoCase, DemoCases, DemoMessage, DemoParties } from './demo-shapes.ts'
import { Slug } from './demo-slug.ts'
import { filled } from './thread-pattern.ts'

const Topic = z.strictObject({
  queue: Slug,
  agent: Slug,
  driver: Slug,
  tags: z.array(z.string()),
  kind: PartyKind.default('customer'),
  subject: z.string(),
  ask: z.string(),
  answer: z.string(),
  note: z.string(),
})
type Topic = z.infer<typeof Topic>

const Market = z.strictObject({
  market: MarketCode,
  /** The number of its first case; the others follow. */
  first: z.number().int(),
  names: z.array(z.string()).length(10),
  products: z.array(z.string()).length(10),
  locales: z.array(LocaleTag).min(1),
  /** What is still open of it: worked on by its agent, waiting for somebody to take it, or nothing. */
  open: z.enum(['held', 'unassigned', 'none']).default('held'),
  topics: z.array(Topic).min(1),
})
type Market = z.infer<typeof Market>

/** What markets write about, each topic by ten people: the work of the last weeks. `{product}`, `{order}` and `{week}` are filled in. */
export const DemoPast = z.strictObject({ markets: z.array(Market) })
export type DemoPast = z.infer<typeof DemoPast>

/** The same, as if it had been written case by case. */
export interface WrittenPast {
  readonly parties: DemoParties['parties']
  readonly cases: readonly DemoCases[]
  /** The contact drivers by the numbers of their cases. */
  readonly drivers: { readonly [number: string]: string }
}

/** What became of the ten cases of a topic. */
const ends = [
  'closed',
  'closed',
  'closed',
  'closed',
  'closed',
  'solved',
  'solved',
  'pending',
  'open',
  'on-hold',
] as const
const said = ['good', 'good', null, 'bad', 'good', 'offered', 'good', null, null, null] as const

const slugOf = ({ market }: Market, { kind }: Topic, n: number): string => `past-${market.toLowerCase()}-${kind}-${n}`

const day = 1440

/** Minutes since the party wrote: what is done lies weeks back, what is open no longer than a day. */
const agoOf = (status: DemoCase['status'], t: number, n: number): number =>
  status === 'closed' || status === 'solved'
    ? (4 + ((t * 13 + n * 5) % 55)) * day + t * 37 + n * 11
    : 130 + t * 170 + n * 41

function threadOf(
  topic: Topic,
  status: DemoCase['status'],
  ago: number,
  words: { [name: string]: string },
): DemoMessage[] {
  const asked = { by: 'party', ago, text: filled(topic.ask, words), note: false }
  if (status === 'open' || status === 'new') return [asked]
  const noted = { by: topic.agent, ago: ago - 20, text: filled(topic.note, words), note: true }
  return [asked, noted, { by: topic.agent, ago: ago - 35, text: filled(topic.answer, words), note: false }]
}

function statusOf({ open }: Market, n: number): DemoCase['status'] {
  const end = ends[n] ?? 'closed'
  if (open === 'held' || end === 'closed') return end
  return open === 'unassigned' && end === 'open' ? 'new' : 'solved'
}

function caseOf(market: Market, topic: Topic, t: number, n: number): DemoCase {
  const number = market.first + t * 10 + n
  const status = statusOf(market, n)
  const words = {
    product: market.products[(n * 3 + t * 2) % 10] ?? '',
    order: `${market.market}-${50_000 + (number % 1000) * 7}`,
    week: String(46 - (n % 5)),
  }
  return {
    number: String(number),
    subject: filled(topic.subject, words),
    status,
    priority: n % 7 === 3 ? 'high' : n % 5 === 4 ? 'low' : 'normal',
    party: slugOf(market, topic, n),
    orders: [],
    assignee: status === 'new' ? null : topic.agent,
    tags: topic.tags,
    satisfaction: said[n] ?? null,
    fields: {},
    with: [],
    thread: threadOf(topic, status, agoOf(status, t, n), words),
  }
}

function partyOf(market: Market, topic: Topic, name: string, n: number): DemoParties['parties'][number] {
  const { kind } = topic
  const locale = market.locales[n % market.locales.length] ?? 'en'
  return {
    slug: slugOf(market, topic, n),
    kind,
    name: kind === 'seller' ? `${name} Trading` : name,
    market: market.market,
    locale,
    tags: [],
    days: 90 + n * 61,
    fields: {},
  }
}

/** Writes the work of the last weeks out. */
export function writtenPast({ markets }: DemoPast): WrittenPast {
  const each = markets.flatMap((market) => market.topics.map((topic, t) => ({ market, topic, t })))
  const parties = each.flatMap(({ market, topic }) => market.names.map((name, n) => partyOf(market, topic, name, n)))
  const cases = each.map(({ market, topic, t }) => ({
    queue: topic.queue,
    market: market.market,
    cases: ends.map((_end, n) => caseOf(market, topic, t, n)),
  }))
  const drivers = each.flatMap(({ market, topic, t }) =>
    ends.map((_end, n) => [String(market.first + t * 10 + n), topic.driver] as const),
  )
  return {
    parties: [...new Map(parties.map((party) => [party.slug, party])).values()],
    cases,
    drivers: Object.fromEntries(drivers),
  }
}
