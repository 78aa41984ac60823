import { CacheDatabase } from '../../../../src/renderer/sync/cache-database.ts'
import { readCopyPage } from '../../../../src/renderer/sync/copy-bytes.ts'
import { DexieCache } from '../../../../src/renderer/sync/dexie-cache.ts'
import { DexieOutbox, OutboxDatabase } from '../../../../src/renderer/sync/dexie-outbox.ts'
import { desktopJournal } from '../../../../src/renderer/sync/desktop-journal.ts'
import { Incidents } from '../../../../src/renderer/sync/incidents.ts'
import type { EarlyCache } from '../../../../src/renderer/sync/early-cache.ts'
import { type ScreenPorts, writeFirstScreen } from '../../../../src/renderer/sync/first-screen.ts'
import { JournalHome } from '../../../../src/renderer/sync/journal-home.ts'
import type { Dial } from '../../../../src/renderer/sync/link.ts'
import type { Seal } from '../../../../src/renderer/sync/seal.ts'
import { SyncClient } from '../../../../src/renderer/sync/sync-client.ts'
import { SyncStore } from '../../../../src/renderer/sync/sync-store.ts'
import { TwoHomes } from '../../../../src/renderer/sync/two-homes.ts'
import { desktop } from '../../../../src/renderer/desktop/desktop.ts'
import { KeptFiles } from '../../../../src/renderer/sync/kept-files.ts'
import { AttachmentFiles } from '../../../../src/renderer/workspace/attachment-files.ts'
import { keptHere } from '../../../../src/renderer/workspace/kept-here.ts'
import { realClock as clock } from '../../../../src/renderer/workspace/real-clock.ts'
import { pictureContent } from '../../../../src/renderer/workspace/desk-picture.ts'
import { Workspace } from '../../../../src/renderer/workspace/workspace.ts'
import { productAgent, productId } from '../../product-ids.ts'
import type { Listed, OpenStore } from '../page/subject.ts'
import { ServiceRows } from './service-rows.ts'
import { listed } from './tierdesk-listed.ts'

/** Never called: the bench hands the pages over itself. */
const noDial: Dial = () => {
  throw new Error('The bench has no connection.')
}

const nobody = productAgent(0)
async function openParts(seal: Seal, early: EarlyCache) {
  const cache = new DexieCache(new CacheDatabase(nobody.id), {
    seal,
    early,
    carried: { has: () => true, isOpen: () => true },
    room: { estimate: async () => ({ usage: 0, quota: Infinity }) },
    mostBytes: () => Infinity,
  })
  const first = new DexieOutbox(new OutboxDatabase(nobody.id), seal)
  const second = new JournalHome(desktopJournal(desktop(), nobody.id), seal)
  const outbox = new TwoHomes({ first, second }, clock)
  const store = await SyncStore.open(nobody, { cache, outbox }, clock)
  const close = async (): Promise<void> => {
    cache.close()
    await Promise.all([first.close(), second.close()])
  }
  const line = new SyncClient(store, noDial, clock)
  const incidents = new Incidents({ read: () => null, write: () => undefined }, () => Promise.resolve())
  return {
    store,
    workspace: new Workspace({
      name: 'Bench',
      store,
      line,
      incidents,
      keptHere: () => keptHere(cache, Infinity),
      reveal: () => Promise.resolve({ sentence: 'No service.' }),
      outcomes: () => Promise.resolve(null),
      files: new AttachmentFiles({
        kept: new KeptFiles(nobody.id, seal),
        calls: {
          upload: () => Promise.resolve('no-connection'),
          download: () => Promise.resolve('No service.'),
          keep: () => Promise.resolve(null),
        },
        alone: (work) => work(),
      }),
      learnt: () => Promise.reject(new Error('No service.')),
      searchArchive: () => Promise.resolve({ sentence: 'No service.' }),
      close,
    }),
    close,
  }
}

/** The store over open databases. */
function opened({ store, workspace, close }: Awaited<ReturnType<typeof openParts>>, ports: ScreenPorts): OpenStore {
  const first = (): Listed[] => workspace.lists.cases('all-open').slice(0, 50).map(listed)
  let intake: Awaited<ReturnType<SyncStore['beginSnapshot']>> | null = null
  let cursor = ''
  // Above every version of the first copy, also on a profile that was patched before.
  let version = Date.now()
  const marks = new Map<number, string>()
  const service: { rows: ServiceRows | null } = { rows: null }
  return {
    load: async (bytes) => {
      intake ??= await store.beginSnapshot()
      const page = readCopyPage(bytes.buffer)
      cursor = page.cursor
      await intake.take(page.packs, () => undefined)
    },
    finish: async () => intake?.finish(cursor),
    firstScreen: async () => first(),
    summaries: async () => store.all('cases').length,
    thread: async (n) => (await store.cold('messages', productId('cases', n))).length,
    watch: async (see) => {
      workspace.subscribe(() => see(first()))
      see(first())
      service.rows = new ServiceRows(store.all('cases'))
    },
    patch: async (patches) => {
      const { rows } = service
      if (rows === null) throw new Error('Nobody watches.')
      const changes = patches.map(({ case: n, fields }) => {
        const row = rows.patched(n, fields)
        version += 1
        return { t: 'cases', id: row.id, v: version, row }
      })
      const page = { base: store.cursor ?? '', to: `bench.${version}.all`, isLast: true, changes, results: [] }
      if (!(await store.applyPage(page))) throw new Error('The page did not fit.')
    },
    mutate: async ({ case: n, fields: { subject = '' } }) => {
      const before = marks.get(n)
      marks.set(n, subject)
      const args = { caseId: productId('cases', n), add: [subject], remove: before === undefined ? [] : [before] }
      const named = store.mutate('case.change-tags', args)
      if ('refused' in named) throw new Error(`The mutation was refused: ${named.refused}`)
      await named.isSaved
    },
    close: async () => {
      await writeFirstScreen(ports, pictureContent(workspace, 'all-open'))
      await close()
    },
  }
}

/** Opens the product's own store: what `src/renderer` opens, without the connection. */
export const openTierdesk = async (ports: ScreenPorts, early: EarlyCache): Promise<OpenStore> =>
  opened(await openParts(ports.seal, early), ports)
