import { pageJournals } from '../../../../src/renderer/desktop/page-journals.ts'
import { EarlyCache } from '../../../../src/renderer/sync/early-cache.ts'
import { type FirstScreen, readFirstScreen } from '../../../../src/renderer/sync/first-screen.ts'
import type { Seal } from '../../../../src/renderer/sync/seal.ts'
import { productAgent } from '../../product-ids.ts'
import type { OpenStore, Subject } from '../page/subject.ts'
import { listed } from './tierdesk-listed.ts'

const { id: agentId } = productAgent(0)

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
 * The product's own store, filled with what the service sends, read through the lists of the screen, and the picture that the window
 * shows until then. As the window does, it reads picture and records while the code of the store is still being loaded.
 */
export const tierdeskSubject = (makeSeal: () => Promise<Seal>): Subject => {
  const loading = import('./tierdesk-parts.ts')
  return {
    wire: 'packs',
    async open(): Promise<OpenStore> {
      const early = new EarlyCache(agentId)
      pageJournals.start()
      const ports = { agentId, seal: await makeSeal(), storage: localStorage }
      const opening = loading.then(({ openTierdesk }) => openTierdesk(ports, early))
      const picture = await readFirstScreen(ports)
      return picture === null ? opening : behindPicture(picture, opening)
    },
  }
}
