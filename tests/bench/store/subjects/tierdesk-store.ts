import { CacheDatabase } from '../../../../src/renderer/sync/cache-database.ts'
import { readCopyPage } from '../../../../src/renderer/sync/copy-bytes.ts'
import { DexieCache } from '../../../../src/renderer/sync/dexie-cache.ts'
import { DexieOutbox, OutboxDatabase } from '../../../../src/renderer/sync/dexie-outbox.ts'
import { desktopJournal } from '../../../../src/renderer/sync/desktop-journal.ts'
import { Incidents } from '../../../../src/renderer/sync/incidents.ts'
import {
  type FirstScreen,
  type ScreenPorts,
  readFirstScreen,
  writeFirstScreen,
} from '../../../../src/renderer/sync/first-screen.ts'
import { JournalHome } from '../../../../src/renderer/sync/journal-home.ts'
import type { Dial } from '../../../../src/renderer/sync/link.ts'
import type { Seal } from '../../../../src/renderer/sync/seal.ts'
import { SyncClient } from '../../../../src/renderer/sync/sync-client.ts'
import { SyncStore } from '../../../../src/renderer/sync/sync-store.ts'
import { TwoHomes } from '../../../../src/renderer/sync/two-homes.ts'
import { desktop } from '../../../../src/renderer/desktop/desktop.ts'
import { keptHere } from '../../../../src/renderer/workspace/kept-here.ts'
import { realClock as clock } from '../../../../src/renderer/workspace/real-clock.ts'
import { pictureContent } from '../../../../src/renderer/workspace/desk-picture.ts'
import { Workspace } from '../../../../src/renderer/workspace/workspace.ts'
import type { Row } from '../../../../src/shared/tables.ts'
import { productAgent, productId, productNumberOf } from '../../product-ids.ts'
import type { Listed, OpenStore, Subject } from '../page/subject.ts'
import { caseIdOf } from '../shapes.ts'
import { ServiceRows } from './service-rows.ts'

/** Never called: the bench hands the pages over itself. */
const noDial: Dial = () => {
  throw new Error('The bench has no connection.')
}

const nobody = productAgent(0)
const markPrefix = 'Marked'

/** What a list shows. A mutation leaves its mark as a tag: no agent may rewrite a subject. */
function listed(row: Row<'cases'>): Listed {
  const tag = row.tags.at(-1)
  return {
    id: caseIdOf(productNumberOf(row.id)),
    subject: tag?.startsWith(markPrefix) === true ? tag : row.subject,
    status: row.status,
    due_at: Date.parse(row.waitingSince ?? ''),
    customer_name: row.partyName,
  }
}

async function openParts(seal: Seal) {
  const cache = new DexieCache(new CacheDatabase(nobody.id), {
    seal,
    isCarried: () => true,
    room: { estimate: async () => ({ usage: 0, quota: Infinity }) },
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
      keptHere: () => keptHere(cache),
      reveal: () => Promise.resolve({ sentence: 'No service.' }),
      close,
    }),
    close,
  }
}

/** A store that is open, once its databases are. */
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

/** A store of which the picture is there before its databases are, as in the window. */
function behindPicture(picture: FirstScreen, opening: Promise<OpenStore>): OpenStore {
  // Met by whoever asks for the first thing that is not in the picture.
  opening.catch(() => undefined)
  return {
    load: async (bytes, chunk) => (await opening).load(bytes, chunk),
    finish: async () => (await opening).finish(),
    firstScreen: async () => picture.all('cases').slice(0, 50).map(listed),
    summaries: async () => (await opening).summaries?.() ?? 0,
    thread: async (n) => (await opening).thread?.(n) ?? 0,
    watch: async (see) => (await opening).watch?.(see),
    patch: async (patches) => (await opening).patch?.(patches),
    mutate: async (mutation) => (await opening).mutate?.(mutation),
    close: async () => (await opening).close(),
  }
}

/**
 * The product's own store: what `src/renderer` opens, filled with what the service sends, read through the lists of the screen, and the
 * picture that the window shows until then. Only the connection is left out.
 */
export const tierdeskSubject = (makeSeal: () => Promise<Seal>): Subject => ({
  wire: 'packs',
  async open(): Promise<OpenStore> {
    const seal = await makeSeal()
    const ports = { agentId: nobody.id, seal, storage: localStorage }
    const opening = openParts(seal).then((parts) => opened(parts, ports))
    const picture = await readFirstScreen(ports)
    return picture === null ? opening : behindPicture(picture, opening)
  },
})
