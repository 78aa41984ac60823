import { z } from 'zod'
import { Id, LocaleTag, MarketCode, languageOf } from './base.ts'

export const Role = z.enum(['tier-1', 'tier-2', 'supervisor', 'quality', 'knowledge', 'admin'])
export type Role = z.infer<typeof Role>

/** A person who works in Tierdesk. Signing in is a matter of accounts, which are not rows and never leave the service. */
export const Agent = z.looseObject({
  id: Id,
  name: z.string().min(1).max(120),
  role: Role,
  siteId: Id.nullable(),
  teamIds: z.array(Id),
  /** Queues given to this person beyond those of the teams and the site. */
  queueIds: z.array(Id),
  /** Markets served; `*` is every market. */
  markets: z.array(z.union([MarketCode, z.literal('*')])),
  locale: LocaleTag,
  /** `workspace` is the widest view there is: every row of every site. */
  sees: z.enum(['queues', 'workspace']),
  active: z.boolean(),
  // Missing on rows from before there was such a thing.
  skills: z.array(z.string().min(1).max(60)).optional(),
  /** Languages they answer in beside `locale`. */
  languages: z.array(LocaleTag).optional(),
  /** How many open cases they are given at most. Missing: 5. */
  capacity: z.number().int().min(0).max(100).optional(),
  /** How many of them at most may come by one channel. A channel that is missing: as many as they are given. */
  channelCapacity: z.record(z.string().min(1).max(40), z.number().int().min(0).max(100)).optional(),
})
export type Agent = z.infer<typeof Agent>

/** How many cases that need them an agent is given at most. */
export const capacityOf = ({ capacity = 5 }: Pick<Agent, 'capacity'>): number => capacity

/** The languages somebody answers in, without regions. */
export const languagesOf = ({ locale, languages = [] }: Pick<Agent, 'locale' | 'languages'>): string[] =>
  [locale, ...languages].map(languageOf)
