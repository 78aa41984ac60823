import { writeFile } from 'node:fs/promises'
import { test } from '@playwright/test'
import { z } from 'zod'
import { SignInReply } from '#shared/sync/accounts-protocol.ts'
import { FeedPage, PROTOCOL_VERSION, wireSchemas } from '#shared/sync/protocol.ts'
import { openWire } from '../cut-wire.ts'
import { playStory, signIn, storyPin } from '../e2e/story.ts'
import { serviceUnderTest } from '../service-under-test.ts'
import { textsOn } from '../e2e/texts-on.ts'
import { type Exchange, recordWords } from './window-words.ts'

/** In which shapes this build reads what the service says. */
const shapes = (): object =>
  Object.fromEntries(
    Object.entries({ ...wireSchemas, FeedPage, SignInReply }).map(([name, schema]) => [
      name,
      z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }),
    ]),
  )

/**
 * Writes down what two windows of this build say while they do the main job, with an outage and a restart in it, as
 * `tests/fixtures/protocol-N.json`. Done once for each version of the wire, before it is raised: the next builds of the service must let
 * these windows do the same. `outcomes` is what became of each mutation.
 */
test('two windows of this build are recorded', async ({ browser }) => {
  const service = await serviceUnderTest()
  const wire = await openWire(service.port)
  const exchanges: Exchange[] = []
  const outcomes: Record<string, unknown> = {}
  const [first, second] = await Promise.all([browser.newContext(), browser.newContext()])
  const open = async (who: 'ana' | 'ben'): Promise<Awaited<ReturnType<typeof first.newPage>>> => {
    const page = await (who === 'ana' ? first : second).newPage()
    recordWords(page, who, exchanges)
    page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => noteOutcomes(payload, outcomes)))
    await page.goto(who === 'ana' ? wire.url : service.directUrl)
    return page
  }
  let tier1 = await open('ana')
  const tier2 = await open('ben')
  await signIn(tier1, 'ana', service.password, storyPin)
  await signIn(tier2, 'ben', service.password)
  await playStory({
    tier1: () => tier1,
    tier2,
    wire,
    password: service.password,
    partyWrites: async (number, text) => {
      exchanges.push({ who: 'party', do: 'writes', request: { number, text } })
      await service.partyWrites(number, text)
    },
    textsOn: (number) => textsOn(service.directUrl, service.password, number),
    restart: async () => {
      await tier1.close()
      tier1 = await open('ana')
    },
  })
  const recording = {
    protocol: PROTOCOL_VERSION,
    outcomes,
    exchanges,
    schemas: shapes(),
    samples: samplesOf(exchanges),
  }
  await writeFile(`tests/fixtures/protocol-${PROTOCOL_VERSION}.json`, `${JSON.stringify(recording, null, 2)}\n`)
  await Promise.all([first.close(), second.close()])
  await wire.close()
  await service.remove()
})

const Pushed = z.object({ mutations: z.array(z.object({ name: z.string(), args: z.unknown() })) })

/** The arguments of each mutation that was sent. Add by hand those of mutations that the story does not need. */
const samplesOf = (exchanges: readonly Exchange[]): object =>
  Object.fromEntries(
    exchanges.flatMap(({ request }) =>
      (Pushed.safeParse(request).data?.mutations ?? []).map(({ name, args }) => [name, args]),
    ),
  )

const Results = z.object({ results: z.array(z.object({ opId: z.string(), outcome: z.unknown() })) })

/** Results stand beside the changes of a page, in a push of the service as in its answers. */
function noteOutcomes(payload: string | Buffer, outcomes: Record<string, unknown>): void {
  const body = /^4(?:2|3|51-|61-)\d*(?<body>\[.*\])$/s.exec(payload.toString())?.groups?.['body']
  if (body === undefined) return
  for (const said of JSON.parse(body) as unknown[]) {
    const page = Results.safeParse(said)
    for (const { opId, outcome } of page.data?.results ?? []) outcomes[opId] = outcome
  }
}
