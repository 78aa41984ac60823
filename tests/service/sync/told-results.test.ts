import { readFile, readdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { toldResults } from '#service/sync/told-results.ts'
import { refusalReasons } from '#shared/refusals.ts'
import { MutationResult } from '#shared/sync/protocol.ts'

const opId = '01a202c0-b30e-7548-aba0-349024523040'
const folder = 'tests/fixtures'

const recordings = await Promise.all(
  (await readdir(folder))
    .filter((name) => /^protocol-\d+\.json$/.test(name))
    .map(
      async (name) =>
        JSON.parse(await readFile(`${folder}/${name}`, 'utf8')) as {
          protocol: number
          schemas: { FeedPage: Parameters<typeof z.fromJSONSchema>[0] }
        },
    ),
)

// Catches: a reason that came later, which makes an old window drop the whole page that carries it, again and again.
test.each(recordings)(
  '[S19] whatever a mutation is refused for, a window of protocol $protocol can read the page',
  ({ protocol, schemas }) => {
    const page = z.fromJSONSchema(schemas.FeedPage)
    for (const refused of refusalReasons) {
      const results = toldResults([{ opId, outcome: { refused } }], protocol)
      const told = page.safeParse({ base: 'a', to: 'b', isLast: true, changes: [], results })
      expect([refused, told.success]).toEqual([refused, true])
    }
  },
)

// Catches: today's windows told less than they can say to the agent.
test('[S19] a window of today is told every reason as it is, and an old one those that it knows', () => {
  const late = [{ opId, outcome: { refused: 'driver-missing', about: 'driverId' } }] as const
  expect(toldResults(late, 3)).toEqual(late)
  expect(toldResults(late, 2)).toEqual([{ opId, outcome: { refused: 'not-allowed' } }])
  const early = [
    { opId, outcome: { refused: 'thread-moved' } },
    { opId, outcome: { applied: true } },
  ] as const
  expect(toldResults(early, 1)).toEqual(early)
})

// Catches: today's windows unable to read what tomorrow's service says.
test('[S19] a reason of a later service is read, and says which it was', () => {
  expect(MutationResult.parse({ opId, outcome: { refused: 'of-another-year' } }).outcome).toEqual({
    refused: 'unknown-reason',
    about: 'of-another-year',
  })
  expect(MutationResult.parse({ opId, outcome: { refused: 'fields-missing', about: 'a' } }).outcome).toEqual({
    refused: 'fields-missing',
    about: 'a',
  })
})
