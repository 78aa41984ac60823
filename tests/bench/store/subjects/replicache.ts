import { type ReadTransaction, ReplicacheImpl, type WriteTransaction } from 'replicache/impl'
import { offer } from '../page/measure.ts'
import { type Listed, type OpenStore, decoded } from '../page/subject.ts'
import { type Chunk, type PeerCase, caseIdOf } from '../shapes.ts'

const cookieAt = 'bench.cookie'
const nothingNew = { httpStatusCode: 200, errorMessage: '' }

/** By what the index sorts: the status, then when the case is due. */
const withKey = (row: PeerCase): PeerCase & { by: string } => ({
  ...row,
  by: `${row.status}|${String(row.due_at).padStart(14, '0')}|${row.id}`,
})

function openReplicache(): ReplicacheImpl {
  return new ReplicacheImpl(
    {
      name: 'bench',
      indexes: { due: { jsonPointer: '/by', prefix: 'c/', allowEmpty: true } },
      pushDelay: 1e8,
      pusher: async () => ({ httpRequestInfo: nothingNew }),
      puller: async () => ({
        response: { cookie: null, lastMutationIDChanges: {}, patch: [] },
        httpRequestInfo: nothingNew,
      }),
      pullInterval: null,
      logLevel: 'error',
      mutators: {
        patch: async (transaction: WriteTransaction, { id, fields }: { id: string; fields: object }) => {
          await transaction.set(`c/${id}`, { ...(await transaction.get(`c/${id}`)), ...fields })
        },
      },
    },
    { enablePullAndPushInOpen: false, enableScheduledPersist: false, enableScheduledRefresh: false },
  )
}

const first = (transaction: ReadTransaction): Promise<Listed[]> =>
  transaction.scan({ indexName: 'due', prefix: 'open|', limit: 50 }).values().toArray() as Promise<unknown> as Promise<
    Listed[]
  >

/** Replicache: changes of the service are poked in, local ones are mutators; both are in memory until it persists. */
async function open(): Promise<OpenStore> {
  const replicache = openReplicache()
  let cookie = Number(localStorage.getItem(cookieAt) ?? 0)
  const poke = async (rows: readonly { key: string; value: object }[]): Promise<void> => {
    const baseCookie = cookie === 0 ? null : cookie
    cookie += 1
    const patch = rows.map((row) => ({ op: 'put', ...row }))
    await replicache.poke({ baseCookie, pullResponse: { cookie, lastMutationIDChanges: {}, patch } })
  }
  const all = (): Promise<PeerCase[]> =>
    replicache.query((transaction) =>
      transaction.scan({ prefix: 'c/' }).values().toArray(),
    ) as Promise<unknown> as Promise<PeerCase[]>
  let known = new Map<string, PeerCase>()
  await replicache.query(() => 0)
  return {
    load: async (bytes) => {
      const { cases, messages } = decoded<Chunk>(bytes)
      await poke([
        ...cases.map((row) => ({ key: `c/${row.id}`, value: withKey(row) })),
        ...messages.map((row) => ({ key: `m/${row.case_id}/${row.seq}`, value: row })),
      ])
    },
    finish: async () => {
      await replicache.persist()
      localStorage.setItem(cookieAt, String(cookie))
    },
    firstScreen: () => replicache.query(first),
    summaries: async () => (await all()).length,
    thread: async (n) => {
      const found = await replicache.query((transaction) =>
        transaction
          .scan({ prefix: `m/${caseIdOf(n)}/` })
          .values()
          .toArray(),
      )
      return found.length
    },
    watch: async (see) => {
      known = new Map((await all()).map((row) => [row.id, row]))
      replicache.subscribe(first, { onData: see })
    },
    patch: async (patches) => {
      const changed = new Map<string, PeerCase>()
      for (const { case: n, fields } of patches) {
        const before = changed.get(caseIdOf(n)) ?? known.get(caseIdOf(n))
        if (before !== undefined) changed.set(before.id, { ...before, ...fields })
      }
      for (const [id, row] of changed) known.set(id, row)
      await poke([...changed.values()].map((row) => ({ key: `c/${row.id}`, value: withKey(row) })))
    },
    mutate: ({ case: n, fields }) => replicache.mutate.patch({ id: caseIdOf(n), fields }),
    settle: () => replicache.persist(),
    close: () => replicache.close(),
  }
}

offer({ wire: 'peers', open })
