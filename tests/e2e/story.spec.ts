import { openWire } from '../cut-wire.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { test } from './desk-test.ts'
import { playStory, signIn, storyPin } from './story.ts'
import { textsOn } from './texts-on.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

// Would catch: anything that loses, repeats or reorders what an agent did while the network was away, or blocks them meanwhile.
test('the main job from queue to decision, with an outage and a restart of the window in the middle', async ({
  browser,
}) => {
  const { port, directUrl, password, partyWrites } = await running()
  const wire = await openWire(port)
  const first = await browser.newContext()
  const second = await browser.newContext()
  let tier1 = await first.newPage()
  const tier2 = await second.newPage()
  await tier1.goto(wire.url)
  await tier2.goto(directUrl)
  await signIn(tier1, 'ana', password, storyPin)
  await signIn(tier2, 'ben', password)
  await playStory({
    tier1: () => tier1,
    tier2,
    wire,
    password,
    partyWrites,
    textsOn: (number) => textsOn(directUrl, password, number),
    restart: async () => {
      await tier1.close()
      tier1 = await first.newPage()
      await tier1.goto(wire.url)
    },
  })
  await first.close()
  await second.close()
  await wire.close()
})
