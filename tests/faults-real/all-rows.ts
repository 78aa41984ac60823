import type { FaultRow } from './fault-row.ts'
import { clientKilled } from './rows/client-killed.ts'
import { damagedProfile } from './rows/damaged-profile.ts'
import { diskFull } from './rows/disk-full.ts'
import { flapping } from './rows/flapping.ts'
import { halfOpen } from './rows/half-open.ts'
import { lateClose } from './rows/late-close.ts'
import { replyLost } from './rows/reply-lost.ts'

/** The table, in the order in which it is run. */
export const allRows: readonly FaultRow[] = [
  replyLost,
  halfOpen,
  flapping,
  lateClose,
  clientKilled,
  diskFull,
  damagedProfile,
]
