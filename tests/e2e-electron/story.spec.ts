import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@playwright/test'
import { openWire } from '../cut-wire.ts'
import { playStory, signIn, storyPin } from '../e2e/story.ts'
import { textsOn } from '../e2e/texts-on.ts'
import { serviceUnderTest } from '../service-under-test.ts'
import { launchDesktop, noElectron } from './launch.ts'

test.skip(noElectron !== null, noElectron ?? '')

// Would catch: what only the desktop app can break of it: its own scheme, its profile on disk, a restart of the whole program.
test('the main job from queue to decision in two desktop apps, with an outage and a restart of one in the middle', async () => {
  const service = await serviceUnderTest()
  const { directUrl, password, partyWrites } = service
  const wire = await openWire(service.port)
  const profiles = await mkdtemp(join(tmpdir(), 'tierdesk-profiles-'))
  const own = { userData: join(profiles, 'ana'), serviceUrl: wire.url }
  let first = await launchDesktop(own)
  const second = await launchDesktop({ userData: join(profiles, 'ben'), serviceUrl: directUrl })
  await signIn(first.window, 'ana', password, storyPin)
  await signIn(second.window, 'ben', password)
  await playStory({
    tier1: () => first.window,
    tier2: second.window,
    wire,
    password,
    partyWrites,
    textsOn: (number) => textsOn(directUrl, password, number),
    restart: async () => {
      await first.app.close()
      first = await launchDesktop(own)
    },
  })
  await first.app.close()
  await second.app.close()
  await wire.close()
  await service.remove()
  await rm(profiles, { recursive: true, force: true })
})
