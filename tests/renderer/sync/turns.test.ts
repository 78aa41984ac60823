import { expect, test } from 'vitest'
import { Turns } from '#renderer/sync/turns.ts'

// Would catch: two writers at once, or one failure that keeps all that come after it waiting.
test('work is done one piece after the other, and a piece that fails does not stop the next', async () => {
  const turns = new Turns()
  const done: string[] = []
  const first = Promise.withResolvers<void>()
  const one = turns.take(async () => {
    await first.promise
    done.push('one')
  })
  const two = turns.take(() => Promise.reject(new Error('two failed')))
  const three = turns.take(async () => void done.push('three'))
  const told = two.catch((error: unknown) => String(error))
  expect(done).toEqual([])
  first.resolve()
  await Promise.all([one, three])
  expect(await told).toContain('two failed')
  expect(done).toEqual(['one', 'three'])
})
