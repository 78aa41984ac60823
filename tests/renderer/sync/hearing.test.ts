import { expect, test } from 'vitest'
import { Hearing } from '#renderer/sync/hearing.ts'

// Catches: something quick that overtakes something slow, and a slow one that fails and holds up the rest.
test('what is said is taken in its order, at once where nothing is being read', async () => {
  const hearing = new Hearing()
  const taken: string[] = []
  const take = (what: string) => (): void => void taken.push(what)
  hearing.next(take('first'))
  expect(taken).toEqual(['first'])
  const slow = Promise.withResolvers<void>()
  hearing.next(() => slow.promise.then(take('slow')))
  hearing.next(() => Promise.reject(new Error('unreadable')))
  hearing.next(take('after'))
  const settled = hearing.settled().then(take('settled'))
  expect(taken).toEqual(['first'])
  slow.resolve()
  await settled
  expect(taken).toEqual(['first', 'slow', 'after', 'settled'])
})
