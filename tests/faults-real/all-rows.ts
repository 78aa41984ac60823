import type { FaultRow } from './fault-row.ts'
import { answerLies } from './rows/answer-lies.ts'
import { backupRestored } from './rows/backup-restored.ts'
import { clientKilled } from './rows/client-killed.ts'
import { damagedProfile } from './rows/damaged-profile.ts'
import { databaseDeleted } from './rows/database-deleted.ts'
import { databaseKilled } from './rows/database-killed.ts'
import { databaseRestarted } from './rows/database-restarted.ts'
import { diskFull } from './rows/disk-full.ts'
import { flapping } from './rows/flapping.ts'
import { garbageCursors } from './rows/garbage-cursors.ts'
import { halfOpen } from './rows/half-open.ts'
import { hintsDropped } from './rows/hints-dropped.ts'
import { lateClose } from './rows/late-close.ts'
import { otherProcess } from './rows/other-process.ts'
import { poison } from './rows/poison.ts'
import { quota } from './rows/quota.ts'
import { replyLost } from './rows/reply-lost.ts'
import { revokedOffline } from './rows/revoked-offline.ts'
import { rolledBackProfile } from './rows/rolled-back-profile.ts'
import { serviceKilled } from './rows/service-killed.ts'
import { stalledReader } from './rows/stalled-reader.ts'
import { stolenProfile } from './rows/stolen-profile.ts'
import { storageCleared } from './rows/storage-cleared.ts'
import { storm } from './rows/storm.ts'

/** The table, in the order in which it is run. */
export const allRows: readonly FaultRow[] = [
  replyLost,
  halfOpen,
  flapping,
  lateClose,
  answerLies,
  hintsDropped,
  otherProcess,
  clientKilled,
  diskFull,
  damagedProfile,
  databaseDeleted,
  storageCleared,
  quota,
  rolledBackProfile,
  stolenProfile,
  revokedOffline,
  serviceKilled,
  databaseKilled,
  databaseRestarted,
  poison,
  garbageCursors,
  backupRestored,
  storm,
  stalledReader,
]
