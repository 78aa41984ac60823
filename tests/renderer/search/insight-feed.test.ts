import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { InsightFeed, type InsightSource, type Learnt } from '#renderer/search/insight-feed.ts'
import type { SearchRequest } from '#renderer/search/sop-search-protocol.ts'
import type { Row } from '#shared/tables.ts'
import { aQueue, anAgent, idOf } from '#tests/builders.ts'

const macro = (n: number, of: Partial<Row<'macros'>> = {}): Row<'macros'> => ({
  id: idOf(n),
  title: `Macro ${n}`,
  template: '',
  html: null,
  kind: 'reply',
  actions: [],
  scope: { of: 'workspace' },
  locale: null,
  active: true,
  usageCount: 0,
  source: null,
  ...of,
})

/** A workspace as the feed sees it. */
class Shown implements InsightSource {
  me = anAgent()
  macros = [macro(1), macro(2)]
  queues: Row<'queues'>[] = []
  sync: InsightSource['sync'] = { connection: 'online', download: null }
  versions = { macros: 1, queues: 1, agents: 1, sync: 1 }
  all(table: 'macros'): Row<'macros'>[]
  all(table: 'queues'): Row<'queues'>[]
  all(table: 'macros' | 'queues'): Row<'macros'>[] | Row<'queues'>[] {
    return table === 'macros' ? this.macros : this.queues
  }
  version(topic: keyof Shown['versions']): number {
    return this.versions[topic]
  }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function feedOf(shown: Shown, answer: () => Promise<Learnt> = () => Promise.resolve({ is: 'same' })) {
  const told: SearchRequest[] = []
  const asked: (string | null)[] = []
  const ask = (have: string | null): Promise<Learnt> => {
    asked.push(have)
    return answer()
  }
  const feed = new InsightFeed(shown, ask, (request) => told.push(request))
  feed.refresh()
  return { feed, told, asked }
}
const macrosTold = (told: readonly SearchRequest[]) =>
  told.flatMap((request) =>
    request.do === 'macros' ? [{ put: request.put.map(({ id }) => id), gone: request.gone }] : [],
  )

// Catches a thousand macros sent to the worker each time somebody uses one of them.
test('the worker is told of macros that changed or went, and of no others', () => {
  const shown = new Shown()
  const { feed, told } = feedOf(shown)
  shown.macros = [macro(3), shown.macros[1] ?? macro(2, { active: false })]
  shown.versions.macros += 1
  feed.refresh()
  feed.refresh()
  expect(macrosTold(told)).toEqual([
    { put: [idOf(1), idOf(2)], gone: [] },
    { put: [idOf(3)], gone: [idOf(1)] },
  ])
})

// Catches what was learnt from cases of a queue that goes on being used after the agent lost the queue.
test('what the agent sees is told when it changes, and the service is asked again then', async () => {
  const shown = new Shown()
  const { feed, told, asked } = feedOf(shown)
  await vi.advanceTimersByTimeAsync(0)
  expect(asked.length).toBe(1)
  shown.queues = [aQueue({ teamIds: shown.me.teamIds, siteIds: shown.me.siteId === null ? [] : [shown.me.siteId] })]
  shown.me = { ...shown.me, queueIds: shown.queues.map(({ id }) => id) }
  shown.versions.queues += 1
  feed.refresh()
  await vi.advanceTimersByTimeAsync(0)
  const views = told.flatMap((request) => (request.do === 'view' ? [request.view] : []))
  expect(new Set(views).size).toBe(2)
  expect(asked.length).toBe(2)
})

// Catches a window that asks all the time, and one that never asks again after an outage.
test('without a network nothing is asked; what is not learnt yet is asked for soon again, what is there not for hours', async () => {
  const shown = new Shown()
  shown.sync = { connection: 'offline', download: null }
  let answer: Learnt = { is: 'wait' }
  const { feed, asked } = feedOf(shown, () => Promise.resolve(answer))
  expect(asked).toEqual([])
  shown.sync = { connection: 'online', download: null }
  feed.refresh()
  await vi.advanceTimersByTimeAsync(61_000)
  expect(asked.length).toBe(2)
  answer = { is: 'same' }
  feed.heard('version 1')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked).toEqual([null, null, 'version 1'])
  await vi.advanceTimersByTimeAsync(60 * 60_000)
  expect(asked.length).toBe(3)
  feed.close()
})

test('a service that cannot be asked is nobody’s trouble and is asked again later', async () => {
  const { feed, asked } = feedOf(new Shown(), () => Promise.reject(new Error('no answer')))
  await vi.advanceTimersByTimeAsync(6 * 60_000)
  expect(asked.length).toBe(2)
  feed.close()
})
