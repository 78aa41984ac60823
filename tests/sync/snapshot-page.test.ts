import { expect, test } from 'vitest'
import { snapshotPage } from '#service/sync/change-feed.ts'
import { MemoryFeed } from './memory-feed.ts'
import { newWorld } from './world.ts'

// Catches a copy made of two audiences: if the first comes back before its end, its cursor hides that rows are missing.
test('a download that was begun for one audience is not continued for another [S17]', async () => {
  const source = new MemoryFeed(await newWorld(), { pause: () => Promise.resolve() })
  const first = await snapshotPage(source, ['*'], null)
  const after = first?.next ?? ''
  expect(await snapshotPage(source, ['all'], after)).toBeNull()
  const second = await snapshotPage(source, ['*'], after)
  expect(second?.cursor).toBe(first?.cursor)
})

test('a place that no service gave is not one', async () => {
  const source = new MemoryFeed(await newWorld(), { pause: () => Promise.resolve() })
  for (const after of ['', 'x', '|||', 'e1.1|0|1|00', 'e1.1.z|-1|1|00']) {
    expect(await snapshotPage(source, ['*'], after)).toBeNull()
  }
})
