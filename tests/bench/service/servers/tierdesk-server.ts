import { join } from 'node:path'
import { startService } from '../../../../src/service/service.ts'
import { answer, say } from './child.ts'

// The real service on a database of the bench: `node tierdesk-server.ts DATABASE_URL`.
const [databaseUrl = ''] = process.argv.slice(2)

const service = await startService({
  host: '127.0.0.1',
  port: 0,
  databaseUrl,
  dataFolder: null,
  isDemo: false,
  log: 'stderr',
  inboundToken: 'a token that the bench never uses',
  shareSecret: 'a secret that the bench never uses, and that is long enough',
  epochFile: null,
  isNewEpoch: false,
  deliveryUrl: null,
  // Whoever is measured is let in at once.
  arrivals: { burst: 100_000, perSecond: 100_000 },
  windowFolder: join(import.meta.dirname, '../../../../out/renderer'),
  signInAttempts: 10,
  drainSpreadMs: 0,
  heartbeatMs: 15_000,
  leaseMs: 60_000,
  revealsPerHour: 30,
  undoMs: 10_000,
  storage: null,
  updatesFolder: null,
  dictionariesFolder: join(import.meta.dirname, 'no-dictionaries'),
  scan: null,
  actions: null,
  attachmentBytesPerDay: 100 * 1024 * 1024,
})
answer({ stop: () => service.stop() })
say({ url: service.url })
