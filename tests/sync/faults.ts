import { type Fallen, runStretches, stretchesOf } from './campaign.ts'
import { type FaultOptions, readFaultOptions, usage } from './fault-options.ts'
import { drawPlan } from './fault-plan.ts'
import { count, hasFailed, newTally, replayLine, story, summary, verdict } from './fault-report.ts'
import { runSchedule } from './run-schedule.ts'
import { shrink } from './shrink.ts'
import { runSwitchOffs } from './switch-off-table.ts'

// Random schedules of three windows and a service: npm run faults -- --schedules 10000 --seed 1
// The same faults on the real service, PostgreSQL and Chromium: npm run faults -- --real

const shownFailures = 5
const progressMs = 5000

/** Says now and then how far a campaign has come. */
function progressOf(schedules: number): (ran: number, failed: number) => void {
  const startedAt = performance.now()
  let told = startedAt
  let done = 0
  return (ran, failed) => {
    done += ran
    const now = performance.now()
    if (now - told < progressMs) return
    told = now
    const each = (now - startedAt) / done
    const left = Math.ceil(((schedules - done) * each) / 1000)
    console.log(`${done} of ${schedules}, ${failed} failed, ${each.toFixed(1)} ms each, ${left} s to go`)
  }
}

/** Many schedules, on all cores. The first that failed is made as small as it goes and shown. */
async function campaign({ schedules, seed }: FaultOptions): Promise<boolean> {
  const fallen: Fallen[] = []
  const progress = progressOf(schedules)
  await runStretches(stretchesOf(schedules, seed, null), (done) => {
    fallen.push(...done.fallen)
    progress(done.stretch.count, fallen.length)
  })
  fallen.sort((a, b) => a.seed - b.seed)
  for (const one of fallen.slice(0, shownFailures)) console.log(verdict(one))
  const [first] = fallen
  if (first !== undefined) {
    const smallest = await shrink(await runSchedule(first.seed))
    console.log(`made smaller:\n${story(smallest)}\nagain with: ${replayLine(smallest)}`)
    console.log(
      `failed: ${fallen
        .slice(0, 100)
        .map(({ seed: which }) => which)
        .join(' ')}`,
    )
  }
  const tally = { ...newTally(), schedules }
  for (const one of fallen) count(tally, one)
  console.log(summary(tally))
  return !hasFailed(tally)
}

/** Few schedules, one after the other, with everything that happens in them. */
async function traced({ schedules, seed, only, keep }: FaultOptions): Promise<boolean> {
  const tally = { ...newTally(), schedules }
  for (let which = seed; which < seed + schedules; which++) {
    const plan = drawPlan(which)
    const bent = { ...plan, has: new Set(only ?? plan.drawn), kept: keep === null ? null : new Set(keep) }
    const done = await runSchedule(which, { plan: bent })
    count(tally, done)
    console.log(story(done))
  }
  console.log(summary(tally))
  return !hasFailed(tally)
}

function read(): FaultOptions | null {
  try {
    return readFaultOptions(process.argv.slice(2))
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`)
    return null
  }
}

function run(options: FaultOptions): Promise<boolean> {
  if (options.isSwitchOffs) return runSwitchOffs(options, (line) => console.log(line))
  const isSmall = options.isTraced || options.only !== null || options.keep !== null
  return isSmall ? traced(options) : campaign(options)
}

async function main(): Promise<number> {
  if (process.argv.includes('--real')) {
    // Loaded only when asked for: the simulation needs no browser.
    const { runCampaign } = await import('../faults-real/campaign.ts')
    return runCampaign(process.argv.slice(2))
  }
  const wanted = read()
  if (wanted === null) return 2
  return (await run(wanted)) ? 0 : 1
}

process.exitCode = await main()
