import { z } from 'zod'
import { sha256 } from '../sha256.ts'
import { updateRings } from './update-rings.ts'
import { compareVersions, ReleaseVersion } from './release-version.ts'
import { SignedRelease } from './release.ts'

const Percentage = z.number().min(0).max(100)
export const SiteName = z.string().min(1).max(100)

const RingRollout = z.strictObject({
  version: ReleaseVersion,
  /** How many of a hundred desks get it, at sites that have no percentage of their own. */
  percentage: Percentage,
  sites: z.record(SiteName, Percentage),
  /** Since when what desks report of this version counts. */
  since: z.iso.datetime(),
})
export type RingRollout = z.infer<typeof RingRollout>

/** What IT lets out, to whom. It is not signed: it can hold a signed release back, and can make none. */
export const Rollout = z.strictObject({
  format: z.literal(1),
  /** Nobody gets anything. */
  isStopped: z.boolean(),
  /** Desks that are older get their ring's version whatever the percentage. */
  oldest: ReleaseVersion.nullable(),
  rings: z.partialRecord(z.enum(updateRings), RingRollout),
})
export type Rollout = z.infer<typeof Rollout>

/** Before anybody published anything. */
export const noRollout: Rollout = { format: 1, isStopped: false, oldest: null, rings: {} }

/** That a ring gets no more of a version, since when, and who says so and why. */
export const Halt = z.strictObject({
  version: ReleaseVersion,
  at: z.iso.datetime(),
  by: z.enum(['it', 'rule']),
  why: z.string().max(500),
})
export type Halt = z.infer<typeof Halt>
export type Halts = { readonly [R in (typeof updateRings)[number]]?: Halt }

/** Why a desk gets nothing just now. `later`: others go first. */
export const noOfferReasons = ['newest', 'later', 'halted', 'stopped'] as const
export type NoOfferReason = (typeof noOfferReasons)[number]

/** What a desk says of itself when it asks. */
export const OfferQuery = z.object({
  ring: z.enum(updateRings),
  /** The site of its site pack; empty without one. */
  site: z.union([SiteName, z.literal('')]),
  version: ReleaseVersion,
})
export type OfferQuery = z.infer<typeof OfferQuery>

/** What the service answers: a signed release as it was published, or why none. The desk judges the release by itself. */
export const Offer = z.object({ release: SignedRelease.nullable(), why: z.enum(noOfferReasons).nullable() })
export type Offer = z.infer<typeof Offer>

/** Which version a desk is offered. `seatId` is the same at each start of that desk. */
export function offeredVersion(
  rollout: Rollout,
  halts: Halts,
  { ring, site, version }: OfferQuery,
  seatId: string,
): { readonly version: string } | { readonly why: NoOfferReason } {
  if (rollout.isStopped) return { why: 'stopped' }
  const stage = rollout.rings[ring]
  if (stage === undefined || compareVersions(stage.version, version) <= 0) return { why: 'newest' }
  if (halts[ring]?.version === stage.version) return { why: 'halted' }
  if (rollout.oldest !== null && compareVersions(version, rollout.oldest) < 0) return { version: stage.version }
  const percentage = (Object.hasOwn(stage.sites, site) ? stage.sites[site] : undefined) ?? stage.percentage
  return placeOf(seatId, stage.version) < percentage ? { version: stage.version } : { why: 'later' }
}

/** Where a desk stands in the order of those who get a version, from 0 to below 100: by chance, and for each version anew. */
export function placeOf(seatId: string, version: string): number {
  return (Number.parseInt(sha256(`${version} ${seatId}`).slice(0, 8), 16) / 2 ** 32) * 100
}
