import { parseArgs } from 'node:util'
import { hasFailed, runSchedules, story, summary } from './fault-report.ts'

// Random schedules of three windows and a service: npm run faults -- --schedules 10000 --seed 1
// The same faults on the real service, PostgreSQL and Chromium: npm run faults -- --real

interface Asked {
  readonly schedules: number
  readonly seed: number
}

const wholeNumber = (name: string, text: string, least: number): number => {
  const number = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN
  if (!(number >= least)) throw new RangeError(`--${name} takes a whole number from ${least}, not "${text}".`)
  return number
}

function asked(): Asked {
  const { values } = parseArgs({
    options: { schedules: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' } },
  })
  return { schedules: wholeNumber('schedules', values.schedules, 1), seed: wholeNumber('seed', values.seed, 0) }
}

const shownFailures = 5
const progressMs = 5000

async function run({ schedules, seed }: Asked): Promise<boolean> {
  const startedAt = performance.now()
  let [told, failed, done] = [startedAt, 0, 0]
  const seeds = Array.from({ length: schedules }, (_, n) => seed + n)
  const tally = await runSchedules(seeds, (one) => {
    done += 1
    if (one.failures.length > 0 && (failed += 1) <= shownFailures) console.log(story(one))
    const now = performance.now()
    if (now - told < progressMs) return
    told = now
    const each = (now - startedAt) / done
    console.log(
      `${done} of ${schedules}, ${failed} failed, ${each.toFixed(1)} ms each, ${Math.ceil(((schedules - done) * each) / 1000)} s to go`,
    )
  })
  console.log(summary(tally))
  return !hasFailed(tally)
}

function read(): Asked | null {
  try {
    return asked()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    console.error(`${reason}\nUse: npm run faults -- --schedules 10000 --seed 1`)
    return null
  }
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
