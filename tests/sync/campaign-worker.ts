import { parentPort } from 'node:worker_threads'
import type { Fallen, Stretch, StretchDone } from './campaign.ts'
import { runSchedule } from './run-schedule.ts'
import { switchOffs } from './switch-offs.ts'

// One core's part of a campaign: takes stretches of seeds, answers with those that failed.

async function run(stretch: Stretch): Promise<StretchDone> {
  const switchOff = stretch.switchOff === null ? undefined : switchOffs[stretch.switchOff]
  const fallen: Fallen[] = []
  for (let seed = stretch.from; seed < stretch.from + stretch.count; seed++) {
    const { failures } = await runSchedule(seed, switchOff === undefined ? {} : { sabotage: switchOff.sabotage() })
    if (failures.length > 0) fallen.push({ seed, failures })
  }
  return { stretch, fallen }
}

const answer = async (stretch: Stretch): Promise<void> => parentPort?.postMessage(await run(stretch))

parentPort?.on('message', (stretch: Stretch) => void answer(stretch))
