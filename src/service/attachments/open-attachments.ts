import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Pool } from 'pg'
import type { Logger } from 'pino'
import type { Closing } from '../closing.ts'
import type { ServiceConfig } from '../config.ts'
import { Repeating } from '../repeating.ts'
import type { Directory } from '../sync/directory.ts'
import { filesInMessages } from '../sync/rows.ts'
import { AttachmentRecords } from './attachment-records.ts'
import type { AttachmentStorage } from './attachment-storage.ts'
import { Attachments } from './attachments.ts'
import { DiskStorage } from './disk-storage.ts'
import { S3Storage } from './s3-storage.ts'
import { ScanLoop } from './scan-loop.ts'
import { type Scan, scanByCommand, scanByUrl } from './scan.ts'
import { UnusedUploads } from './unused-uploads.ts'

const tidyEveryMs = 3_600_000

interface Ground {
  readonly config: ServiceConfig
  readonly log: Logger
  readonly writing: Pool
  readonly closing: Closing
  /** Replies may have waited for an attachment. */
  readonly settled: () => void
  readonly directory: Pick<Directory, 'longestLeaseMs'>
}

function storageOf({ storage, dataFolder }: ServiceConfig): AttachmentStorage {
  return storage === null ? new DiskStorage(join(dataFolder ?? tmpdir(), 'attachments')) : new S3Storage(storage)
}

function scanOf({ scan }: ServiceConfig): Scan | null {
  if (scan === null) return null
  return 'url' in scan ? scanByUrl(scan.url) : scanByCommand(scan.command)
}

/** Begins to let go of uploads that nobody sent. */
function startTidying(
  { log, writing, closing, directory }: Ground,
  parts: Pick<ConstructorParameters<typeof UnusedUploads>[0], 'records' | 'storage' | 'arrivalsFolder'>,
): void {
  const unused = new UnusedUploads({
    ...parts,
    now: Date.now,
    longestLeaseMs: () => directory.longestLeaseMs(),
    named: (files) => filesInMessages(writing, files),
  })
  const step = async (): Promise<void> => {
    const count = await unused.step()
    if (count > 0) log.info({ count }, 'attachments that were never sent were let go of')
  }
  const failed = (error: unknown): void =>
    log.error({ err: error }, 'attachments that were never sent could not be let go of; it is tried again')
  const repeating = new Repeating(step, tidyEveryMs, failed)
  closing.add(() => repeating.stop())
  repeating.wake()
}

/** Puts together what the settings say of attachments, and begins to have them scanned, and tidied. */
export function openAttachments(ground: Ground): Attachments {
  const { config, log, writing, closing, settled } = ground
  const records = new AttachmentRecords(writing, Date.now)
  const storage = storageOf(config)
  const arrivalsFolder = join(config.dataFolder ?? tmpdir(), 'arriving')
  startTidying(ground, { records, storage, arrivalsFolder })
  const scan = scanOf(config)
  const failed = (error: unknown): void =>
    log.error({ err: error }, 'an attachment could not be scanned; it is tried again')
  const loop =
    scan === null
      ? null
      : new ScanLoop({
          records,
          storage,
          scan,
          random: Math.random,
          failed,
          settled: ({ id, state }) => {
            log[state === 'clean' ? 'info' : 'warn']({ id, state }, 'an attachment was scanned')
            settled()
          },
        })
  if (loop !== null) closing.add(() => loop.stop())
  return new Attachments({
    records,
    storage,
    arrivalsFolder,
    isScanned: loop !== null,
    mostBytesPerDay: config.attachmentBytesPerDay,
    arrived: () => (loop === null ? settled() : loop.wake()),
  })
}
