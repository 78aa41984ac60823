import { expect, test, vi } from 'vitest'
import { GroupCommit } from '#shared/sync/group-commit.ts'

// Would catch: a write per item, which is what makes the browser's database slow.
test('what is added in one turn shares a write, and whatever comes while it is under way shares the next one', async () => {
  const groups: number[][] = []
  const first = Promise.withResolvers<void>()
  const commit = new GroupCommit<number>(async (items) => {
    groups.push([...items])
    if (groups.length === 1) await first.promise
  })
  const all = [commit.add(1), commit.add(2)]
  expect(commit.isIdle).toBe(false)
  await vi.waitFor(() => expect(groups).toHaveLength(1))
  all.push(commit.add(3), commit.add(4))
  first.resolve()
  await Promise.all(all)
  expect(groups).toEqual([
    [1, 2],
    [3, 4],
  ])
  expect(commit.isIdle).toBe(true)
})

// Would catch: "saved" said of an item whose write failed, or a failure that stops all later writes.
test('a failed write fails for its own items only, and the next ones are written', async () => {
  let isFull = true
  const commit = new GroupCommit<number>(async () => {
    if (isFull) throw new Error('disk full')
  })
  await expect(commit.add(1)).rejects.toThrow('disk full')
  isFull = false
  await expect(commit.add(2)).resolves.toBeUndefined()
})
