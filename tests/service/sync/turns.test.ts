import { expect, test } from 'vitest'
import { Turns } from '#service/sync/turns.ts'

/** Work that ends when it is told to. */
function work(log: string[], name: string): { readonly run: () => Promise<string>; readonly end: () => void } {
  const { promise, resolve } = Promise.withResolvers<string>()
  return {
    run: () => {
      log.push(name)
      return promise
    },
    end: () => resolve(name),
  }
}

// Catches: a thousand windows that come back at once and all read at once, or of which the first wait longest.
test('a few run at once, the others in order of arrival, and whoever is too many is sent away', async () => {
  const turns = new Turns({ atOnce: 2, waiting: 2, each: 1 })
  const log: string[] = []
  const all = ['a', 'b', 'c', 'd'].map((name) => ({ name, ...work(log, name) }))
  const done = all.map(({ name, run }) => turns.run(name, run))
  expect(turns.run('e', work(log, 'e').run)).toBeNull()
  expect([log, turns.waiting]).toEqual([['a', 'b'], 2])
  all[1]?.end()
  expect(await done[1]).toBe('b')
  expect(log).toEqual(['a', 'b', 'c'])
  for (const { end } of all) end()
  expect(await Promise.all(done.map((one) => Promise.resolve(one)))).toEqual(['a', 'b', 'c', 'd'])
  expect(turns.waiting).toBe(0)
})

// Catches: one window that keeps all others waiting with requests of its own.
test('an owner has its share and no more, also after work that failed', async () => {
  const turns = new Turns({ atOnce: 5, waiting: 5, each: 1 })
  const failing = turns.run('a', () => Promise.reject(new Error('lost')))
  expect(turns.run('a', () => Promise.resolve(1))).toBeNull()
  await expect(failing).rejects.toThrow('lost')
  expect(await turns.run('a', () => Promise.resolve(1))).toBe(1)
})
