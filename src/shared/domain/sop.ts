import { z } from 'zod'
import { Id, Instant, LocaleTag, MarketCode, Source } from './base.ts'
import { SopStep } from './sop-step.ts'
import { VersionState } from './version-state.ts'

/** From when until when an SOP holds in a market; null: in every market, from ever, for good. */
export const SopWindow = z.looseObject({
  market: MarketCode.nullable(),
  from: Instant.nullable(),
  to: Instant.nullable(),
})
export type SopWindow = z.infer<typeof SopWindow>

/** The law behind a rule, where it is written, and when somebody last looked. */
export const SopCitation = z.looseObject({
  law: z.string().min(1).max(300),
  source: z.string().min(1).max(500),
  verifiedAt: Instant,
})
export type SopCitation = z.infer<typeof SopCitation>

const content = {
  title: z.string().min(1).max(500),
  locale: LocaleTag,
  sourceLocale: LocaleTag,
  section: z.string().max(300),
  labels: z.array(z.string().max(100)),
  /** Null: holds in every market. `effective` says more where it is there. */
  market: MarketCode.nullable(),
  internal: z.boolean(),
  // Missing on rows from before there was such a thing.
  effective: z.array(SopWindow).min(1).max(40).optional(),
  /** Who answers for it, and hears what agents say of it. */
  owner: z.looseObject({ agentId: Id, name: z.string().max(200) }).nullish(),
  /** Who answers for what it says of the law. */
  legalOwner: z.string().max(200).optional(),
  citations: z.array(SopCitation).max(20).optional(),
  /** When somebody looks at it again. */
  reviewAt: Instant.nullish(),
  /** When it is withdrawn by itself. */
  expiresAt: Instant.nullish(),
  steps: z.array(SopStep).max(40).optional(),
  /** Whether everyone has to acknowledge this version where a queue asks for it. Missing: no, an earlier acknowledgement holds. */
  isAckAsked: z.boolean().optional(),
}

/** Everything of an SOP that people write, but its text. */
export const SopContent = z.looseObject(content)
export type SopContent = z.infer<typeof SopContent>

/** Why a version is not in force any more. */
export const SopEnd = z.enum(['superseded', 'expired', 'withdrawn', 'discarded'])
export type SopEnd = z.infer<typeof SopEnd>

/** The head of one version of a standard operating procedure in one language. The body is a row of its own, kept on disk. */
export const Sop = z.looseObject({
  id: Id,
  /** Joins the versions and the translations of one SOP. */
  groupId: Id,
  ...content,
  state: VersionState,
  /** Of a translation: the version that it says in another language. */
  version: z.number().int().min(1),
  updatedAt: Instant,
  source: Source.nullable(),
  // Missing on rows from before there was such a thing.
  /** The row of the version before it in its language, which it was written over. */
  insteadOf: Id.nullish(),
  /** What changed, in the author's words. */
  note: z.string().max(500).optional(),
  author: z.looseObject({ agentId: Id, name: z.string().max(200) }).nullish(),
  /** Who published it or sent it back, and what they said. */
  review: z
    .looseObject({ byAgentId: Id, byName: z.string().max(200), at: Instant, said: z.string().max(500) })
    .nullish(),
  publishedAt: Instant.nullish(),
  ended: z.looseObject({ why: SopEnd, at: Instant }).nullish(),
})
export type Sop = z.infer<typeof Sop>

/** The text of an SOP. Its id is the SOP's own. */
export const SopBody = z.looseObject({
  id: Id,
  sopId: Id,
  format: z.enum(['markdown', 'html']),
  body: z.string(),
})
export type SopBody = z.infer<typeof SopBody>

const contentKeys = Object.keys(content) as (keyof typeof content)[]

/** What people wrote of an SOP, without the rest of its row. */
export const sopContentOf = (sop: SopContent): SopContent =>
  Object.fromEntries(contentKeys.flatMap((key) => (sop[key] === undefined ? [] : [[key, sop[key]]]))) as SopContent
