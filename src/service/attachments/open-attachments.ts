import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Pool } from 'pg'
import type { Logger } from 'pino'
import type { Closing } from '../closing.ts'
import type { ServiceConfig } from '../config.ts'
import { AttachmentRecords } from './attachment-records.ts'
import type { AttachmentStorage } from './attachment-storage.ts'
import { Attachments } from './attachments.ts'
import { DiskStorage } from './disk-storage.ts'
import { S3Storage } from './s3-storage.ts'
import { ScanLoop } from './scan-loop.ts'
import { type Scan, scanByCommand, scanByUrl } from './scan.ts'

interface Ground {
  readonly config: ServiceConfig
  readonly log: Logger
  readonly writing: Pool
  readonly closing: Closing
  /** Replies may have waited for an attachment. */
  readonly settled: () => void
}

function storageOf({ storage, dataFolder }: ServiceConfig): AttachmentStorage {
  return storage === null ? new DiskStorage(join(dataFolder ?? tmpdir(), 'attachments')) : new S3Storage(storage)
}

function scanOf({ scan }: ServiceConfig): Scan | null {
  if (scan === null) return null
  return 'url' in scan ? scanByUrl(scan.url) : scanByCommand(scan.command)
}

/** Puts together what the settings say of attachments, and begins to have them scanned. */
export function openAttachments({ config, log, writing, closing, settled }: Ground): Attachments {
  const records = new AttachmentRecords(writing, Date.now)
  const storage = storageOf(config)
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
    arrivalsFolder: join(config.dataFolder ?? tmpdir(), 'arriving'),
    isScanned: loop !== null,
    mostBytesPerDay: config.attachmentBytesPerDay,
    arrived: () => (loop === null ? settled() : loop.wake()),
  })
}
