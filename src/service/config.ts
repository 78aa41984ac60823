import { join } from 'node:path'
import { z } from 'zod'
import { usualUndoMs } from '#shared/mutations/held-replies.ts'
import type { S3Place } from './attachments/s3-storage.ts'
import { defaultDataFolder } from './database/data-folder.ts'
import { StartRefused } from './database/start-refused.ts'

/** What the service is started with. */
export interface ServiceConfig {
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  /** A PostgreSQL to use instead of the one that comes with Tierdesk. */
  readonly databaseUrl: string | null
  /** Where the database, the log and the secrets are kept; null only with a `databaseUrl`, for a service that keeps nothing. */
  readonly dataFolder: string | null
  readonly isDemo: boolean
  readonly log: 'file' | 'stderr'
  /** Null: made the first time, and kept in the data folder. */
  readonly inboundToken: string | null
  /** What the shares of devices are worked out from. Null: made the first time, and kept in the data folder. */
  readonly shareSecret: string | null
  readonly windowFolder: string
  /** Attempts per minute to sign in with one login from one address. */
  readonly signInAttempts: number
  /** Over how long the windows come back after a stop, milliseconds. */
  readonly drainSpreadMs: number
  readonly heartbeatMs: number
  /** Where the service remembers, outside of the database, how far windows were told; null: nowhere. */
  readonly epochFile: string | null
  /** Whether the database was replaced by an older one and nobody else would notice. */
  readonly isNewEpoch: boolean
  /** Where replies are delivered; null: nowhere yet. */
  readonly deliveryUrl: string | null
  /** Windows that are let in: at this rate three thousand are back within fifteen seconds, and a process on one core keeps up with it. */
  readonly arrivals: { readonly burst: number; readonly perSecond: number }
  /** How long a claim outlives the connection of whoever has it, milliseconds. */
  readonly leaseMs: number
  /** Contact details that one agent may have shown within an hour. */
  readonly revealsPerHour: number
  /** How long a reply is held before it leaves, and can be taken back, milliseconds; 0: it leaves at once. */
  readonly undoMs: number
  /** An S3-compatible bucket for attachments; null: files of the data folder. */
  readonly storage: S3Place | null
  /** What looks at attachments before anybody can read them; null: nothing does. */
  readonly scan: { readonly url: string } | { readonly command: readonly [string, ...string[]] } | null
  /** What one agent may attach within a day, in bytes. */
  readonly attachmentBytesPerDay: number
  /** Where releases of the desktop are published; null: nowhere. */
  readonly updatesFolder: string | null
  /** Where dictionaries for spelling are put. */
  readonly dictionariesFolder: string
  /** Where money and measures are carried out: the book of the own database, or nowhere yet, and they wait. */
  readonly actions: 'ledger' | null
}

const isOn = z.enum(['0', '1']).default('0')

const Environment = z.object({
  TIERDESK_PORT: z.coerce.number().int().min(0).max(65_535).default(4510),
  TIERDESK_HOST: z.string().min(1).max(255).default('127.0.0.1'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  TIERDESK_DATA: z.string().min(1).optional(),
  TIERDESK_DEMO: isOn,
  TIERDESK_LOG: z.enum(['file', 'stderr']).default('file'),
  TIERDESK_INBOUND_TOKEN: z.string().min(20).max(500).optional(),
  TIERDESK_EPOCH_FILE: z.string().min(1).optional(),
  TIERDESK_NEW_EPOCH: isOn,
  TIERDESK_DELIVERY_URL: z.url({ protocol: /^https?$/ }).optional(),
  TIERDESK_SHARE_SECRET: z.string().min(40).max(500).optional(),
  TIERDESK_LEASE_MS: z.coerce.number().int().min(1000).max(86_400_000).default(120_000),
  TIERDESK_REVEALS_PER_HOUR: z.coerce.number().int().min(1).max(10_000).default(30),
  TIERDESK_UNDO_MS: z.coerce.number().int().min(0).max(600_000).default(usualUndoMs),
  TIERDESK_S3_URL: z.url({ protocol: /^https?$/ }).optional(),
  TIERDESK_S3_REGION: z.string().min(1).max(60).default('us-east-1'),
  TIERDESK_S3_KEY_ID: z.string().max(200).default(''),
  TIERDESK_S3_SECRET: z.string().max(500).default(''),
  TIERDESK_SCAN_URL: z.url({ protocol: /^https?$/ }).optional(),
  TIERDESK_SCAN_COMMAND: z.string().trim().min(1).max(1000).optional(),
  TIERDESK_ACTIONS: z.enum(['ledger']).optional(),
  TIERDESK_UPDATES: z.string().min(1).optional(),
  TIERDESK_DICTIONARIES: z.string().min(1).optional(),
  TIERDESK_ATTACHMENT_MB_PER_DAY: z.coerce.number().int().min(1).max(100_000).default(1000),
})

const expected: Readonly<Record<keyof typeof Environment.shape, string>> = {
  TIERDESK_PORT: 'a port from 0 to 65535',
  TIERDESK_HOST: 'an address of this machine, such as 127.0.0.1',
  DATABASE_URL: 'an address such as postgres://user:password@host/database',
  TIERDESK_DATA: 'a folder',
  TIERDESK_DEMO: '1 for the demo workspace, or 0',
  TIERDESK_LOG: 'file or stderr',
  TIERDESK_INBOUND_TOKEN: 'at least 20 characters',
  TIERDESK_EPOCH_FILE: 'a file outside of what is restored with the database',
  TIERDESK_NEW_EPOCH: '1 for one start after a backup was restored, or 0',
  TIERDESK_DELIVERY_URL: 'an address such as https://channel.example/replies',
  TIERDESK_SHARE_SECRET: 'at least 40 random characters',
  TIERDESK_LEASE_MS: 'milliseconds, from 1000 to 86400000',
  TIERDESK_REVEALS_PER_HOUR: 'a number from 1 to 10000',
  TIERDESK_UNDO_MS: 'milliseconds, from 0 to 600000',
  TIERDESK_S3_URL: 'the address of a bucket such as https://s3.example/attachments',
  TIERDESK_S3_REGION: 'a region such as us-east-1',
  TIERDESK_S3_KEY_ID: 'the id of an access key',
  TIERDESK_S3_SECRET: 'the secret of that access key',
  TIERDESK_SCAN_URL: 'an address such as https://scanner.example/scan',
  TIERDESK_SCAN_COMMAND: 'a program with its arguments such as clamdscan -',
  TIERDESK_ACTIONS: 'ledger',
  TIERDESK_UPDATES: 'a folder',
  TIERDESK_DICTIONARIES: 'a folder',
  TIERDESK_ATTACHMENT_MB_PER_DAY: 'megabytes, from 1 to 100000',
}

type Settings = z.infer<typeof Environment>

const s3Of = (settings: Settings): S3Place | null =>
  settings.TIERDESK_S3_URL === undefined
    ? null
    : {
        bucketUrl: settings.TIERDESK_S3_URL,
        region: settings.TIERDESK_S3_REGION,
        accessKeyId: settings.TIERDESK_S3_KEY_ID,
        secretAccessKey: settings.TIERDESK_S3_SECRET,
      }

function scanOf({ TIERDESK_SCAN_URL: url, TIERDESK_SCAN_COMMAND: command }: Settings): ServiceConfig['scan'] {
  if (url !== undefined) return { url }
  // No shell: words are split at spaces, and nothing in them is carried out.
  const [program, ...args] = command?.split(/\s+/) ?? []
  return program === undefined ? null : { command: [program, ...args] }
}

const isSetting = (name: unknown): name is keyof typeof expected => typeof name === 'string' && name in expected

/** Reads the settings from the environment. Throws StartRefused with one sentence at the first that is wrong. */
export function readConfig(environment: NodeJS.ProcessEnv): ServiceConfig {
  const parsed = Environment.safeParse(environment)
  if (!parsed.success) {
    const name = parsed.error.issues[0]?.path[0]
    throw new StartRefused(isSetting(name) ? `${name} must be ${expected[name]}.` : 'A setting is wrong.')
  }
  const settings = parsed.data
  const dataFolder = settings.TIERDESK_DATA ?? defaultDataFolder(environment)
  return {
    host: settings.TIERDESK_HOST,
    port: settings.TIERDESK_PORT,
    databaseUrl: settings.DATABASE_URL ?? null,
    dataFolder,
    isDemo: settings.TIERDESK_DEMO === '1',
    log: settings.TIERDESK_LOG,
    inboundToken: settings.TIERDESK_INBOUND_TOKEN ?? null,
    shareSecret: settings.TIERDESK_SHARE_SECRET ?? null,
    windowFolder: join(import.meta.dirname, '../../out/renderer'),
    signInAttempts: 10,
    drainSpreadMs: 30_000,
    heartbeatMs: 15_000,
    epochFile: settings.TIERDESK_EPOCH_FILE ?? join(dataFolder, 'epoch.json'),
    isNewEpoch: settings.TIERDESK_NEW_EPOCH === '1',
    deliveryUrl: settings.TIERDESK_DELIVERY_URL ?? null,
    arrivals: { burst: 300, perSecond: 250 },
    leaseMs: settings.TIERDESK_LEASE_MS,
    revealsPerHour: settings.TIERDESK_REVEALS_PER_HOUR,
    undoMs: settings.TIERDESK_UNDO_MS,
    actions: settings.TIERDESK_ACTIONS ?? (settings.TIERDESK_DEMO === '1' ? 'ledger' : null),
    storage: s3Of(settings),
    updatesFolder: settings.TIERDESK_UPDATES ?? join(dataFolder, 'updates'),
    dictionariesFolder: settings.TIERDESK_DICTIONARIES ?? join(dataFolder, 'dictionaries'),
    scan: scanOf(settings),
    attachmentBytesPerDay: settings.TIERDESK_ATTACHMENT_MB_PER_DAY * 1024 * 1024,
  }
}
