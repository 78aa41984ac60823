import { z } from 'zod'
import { releaseRefusals } from './judge-release.ts'
import { noOfferReasons } from './rollout.ts'

const Version = z.string().max(20)
const At = z.iso.datetime()

/** How updates stand on this desk, for people to see. */
export const UpdateState = z.discriminatedUnion('is', [
  /** It does not update itself: IT forbids it, IT installs it, it was not installed at all, or no key is known that signs releases. */
  z.object({ is: z.literal('off'), why: z.enum(['policy', 'machine', 'not-installed', 'no-key']) }),
  z.object({ is: z.literal('not-asked') }),
  z.object({ is: z.literal('nothing'), why: z.enum(noOfferReasons), at: At }),
  z.object({ is: z.literal('loading'), version: Version }),
  /** It is here and whole, and is put in place by a restart. */
  z.object({ is: z.literal('ready'), version: Version }),
  z.object({ is: z.literal('refused'), version: Version.nullable(), why: z.enum(releaseRefusals), at: At }),
  /** `damaged`: what came was not what was signed. */
  z.object({ is: z.literal('failed'), why: z.enum(['unreachable', 'damaged', 'disk']), at: At }),
])
export type UpdateState = z.infer<typeof UpdateState>

/** Why Tierdesk did not restart to update. `stayed`: the person chose to. */
export const restartRefusals = ['not-ready', 'withdrawn', 'unreachable', 'stayed'] as const
