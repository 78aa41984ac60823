import { expect, test } from 'vitest'
import { type Insight, writeInsight } from '#shared/insight/insight-file.ts'
import { emptyModel } from '#shared/insight/model.ts'
import { InsightStore, insightDatabaseName } from '#renderer/search/insight-store.ts'
import { KeptInsight } from '#renderer/search/kept-insight.ts'
import { DeviceSeal, sealKey } from '#renderer/sync/seal/device-seal.ts'

const macroId = '00000001-0000-7000-8000-000000000001'
const otherId = '00000001-0000-7000-8000-000000000002'
const insight: Insight = {
  view: 'mine',
  version: 'v1',
  at: '2026-11-22T07:00:00.000Z',
  macros: {
    classes: [
      { id: macroId, uses: 3 },
      { id: otherId, uses: 2 },
    ],
    features: Uint32Array.of(5),
    starts: Uint32Array.of(0, 2),
    classOf: Uint16Array.of(0, 1),
    weights: Int8Array.of(9, -9),
    counts: Uint16Array.of(3, 1),
    scale: 0.1,
  },
  sops: emptyModel,
}

const newSeal = async (): Promise<DeviceSeal> =>
  new DeviceSeal(await sealKey(crypto.getRandomValues(new Uint8Array(32))))
const opened = async (agentId: string, seal: DeviceSeal): Promise<KeptInsight> =>
  KeptInsight.open(await InsightStore.open(agentId, seal))
/** What another start finds. */
const kept = (agentId: string, seal: DeviceSeal): Promise<Insight | null> =>
  opened(agentId, seal).then(({ now }) => now)

/** The bytes on disk. */
const onDisk = (agentId: string): Promise<unknown[]> =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open(insightDatabaseName(agentId))
    opening.addEventListener('error', () => reject(opening.error ?? new Error('no database')))
    opening.addEventListener('success', () => {
      const request = opening.result.transaction('file').objectStore('file').getAll()
      request.addEventListener('success', () => {
        opening.result.close()
        resolve(request.result)
      })
    })
  })

// Catches suggestions that are gone after a restart without a network, and a file that anybody can read on the disk.
test('what was learnt is there after a restart, sealed on the disk, and opens with no other key', async () => {
  const seal = await newSeal()
  const first = await opened('insight-1', seal)
  first.take(writeInsight(insight), 'mine')
  await expect.poll(() => kept('insight-1', seal)).toEqual(insight)
  const [bytes] = await onDisk('insight-1')
  expect(new TextDecoder().decode(bytes as Uint8Array)).not.toContain(macroId)
  expect(await kept('insight-1', await newSeal())).toBeNull()
})

// Catches what was learnt from a queue's cases staying with an agent who lost the queue.
test('who sees other cases now keeps nothing of what was learnt before, in memory or on disk [S17]', async () => {
  const seal = await newSeal()
  const first = await opened('insight-2', seal)
  first.take(writeInsight(insight), 'mine')
  await expect.poll(() => kept('insight-2', seal)).toEqual(insight)
  first.keepFor('another')
  expect(first.now).toBeNull()
  await expect.poll(() => onDisk('insight-2')).toEqual([])
  // An answer that was on its way when that changed.
  first.take(writeInsight(insight), 'another')
  expect(first.now).toBeNull()
})

test('a macro that is gone leaves what was learnt, in memory and on disk [S17]', async () => {
  const seal = await newSeal()
  const first = await opened('insight-3', seal)
  first.take(writeInsight(insight), 'mine')
  first.forget({ macroIds: [macroId] })
  expect(first.now?.macros.classes).toEqual([{ id: otherId, uses: 2 }])
  await expect.poll(async () => (await kept('insight-3', seal))?.macros.classes).toEqual([{ id: otherId, uses: 2 }])
})
