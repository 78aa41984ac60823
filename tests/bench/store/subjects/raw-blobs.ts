import { offer } from '../page/measure.ts'
import { type OpenHow, type OpenStore, decoded, firstOf } from '../page/subject.ts'
import type { Chunk, PeerCase } from '../shapes.ts'
import { answerOf, endOf, openDatabase } from './raw-idb.ts'

/** What IndexedDB can do at best: the wire's bytes as they are, one record per chunk; a mutation is one record in one transaction. */
async function open({ isStrict }: OpenHow): Promise<OpenStore> {
  const database = await openDatabase('raw-blobs', ['blobs', 'outbox'])
  const durability = isStrict ? 'strict' : 'relaxed'
  let writing = Promise.resolve()
  const put = (store: string, key: IDBValidKey, value: unknown): Promise<void> => {
    const transaction = database.transaction(store, 'readwrite', { durability })
    transaction.objectStore(store).put(value, key)
    transaction.commit()
    return endOf(transaction)
  }
  let cases: PeerCase[] = []
  return {
    async load(bytes, chunk) {
      const before = writing
      writing = put('blobs', chunk, bytes)
      await before
    },
    finish: () => writing,
    async firstScreen() {
      const blobs = database.transaction('blobs').objectStore('blobs')
      const all = (await answerOf(blobs.getAll())) as Uint8Array[]
      cases = all.flatMap((bytes) => decoded<Chunk>(bytes).cases)
      return firstOf(cases)
    },
    summaries: async () => cases.length,
    mutate: (mutation) => put('outbox', mutation.id, mutation),
    close: () => database.close(),
  }
}

offer({ wire: 'peers', open })
