import { expect, test } from 'vitest'
// oxlint-disable-next-line import/default -- the build makes the address of the worker
import workerUrl from '#renderer/sync/pack-worker.ts?worker&url'
import type { PackBatch, PackWriter } from '#renderer/sync/pack-writer.ts'
import { WorkerPackWriter } from '#renderer/sync/worker-pack-writer.ts'
import { packsOf } from '#tests/renderer/sync/packs-of.ts'
import { CachedDesk, caseRow, message, put } from './cached-desk.ts'

/** Stands in for the worker where that is broken, and counts how often. */
class Counting implements PackWriter {
  times = 0

  write(_batch: PackBatch): ReturnType<PackWriter['write']> {
    this.times += 1
    return Promise.resolve([])
  }
}

const start = (desk: CachedDesk, url: string, instead: PackWriter): WorkerPackWriter =>
  new WorkerPackWriter(new Worker(url, { type: 'module' }), { agentId: desk.agentId, key: desk.key }, instead)

// Would catch: packs that a worker sealed for another place, or under numbers that the window does not know.
test('what a worker sealed and wrote is read by the window, at once and after a restart', async () => {
  const desk = await CachedDesk.open()
  const instead = new Counting()
  const writer = start(desk, workerUrl, instead)
  desk.writer = writer
  await desk.restart()
  const pages = [1, 2, 3].map((n) => [put('cases', n, caseRow(n, `s${n}`)), put('messages', n, message(n, n, `m${n}`))])
  await desk.snapshot('c1', pages)
  expect(await desk.texts(2)).toEqual(['m2'])
  desk.writer = null
  expect(await desk.restart()).toEqual({ cursor: 'c1', settled: 0, damaged: 0 })
  expect([desk.subject(1), desk.subject(3), await desk.texts(3), instead.times]).toEqual(['s1', 's3', ['m3'], 0])
  writer.close()
})

// Would catch: a download that waits for ever because its worker never started.
test('where the worker fails what it was asked for fails, and from then on the window writes itself', async () => {
  const desk = await CachedDesk.open()
  const instead = new Counting()
  const writer = start(desk, new URL('/there-is-no-such-worker.js', window.location.href).href, instead)
  desk.writer = writer
  await desk.restart()
  const copy = await desk.cache.beginSnapshot()
  await expect(copy.write(packsOf([put('cases', 1, caseRow(1, 'one'))]))).rejects.toThrow('The worker failed')
  await copy.write(packsOf([put('cases', 1, caseRow(1, 'one'))]))
  expect(instead.times).toBe(1)
  writer.close()
})
