import { parseArgs } from 'node:util'
import { ensureChromium } from '#tools/chromium.mjs'
import { ensureBuilt } from '#tools/prepare.mjs'
import { allRows } from './all-rows.ts'
import type { FaultRow, RowDone } from './fault-row.ts'
import { allSurvived, lastLine, tableHead, tableRow } from './fault-table.ts'
import { runRow } from './run-row.ts'
import { openStand } from './stand.ts'

/** How it is asked for. */
export const usage = 'npm run faults -- --real [--only NAME,…] [--minutes M]'

interface Asked {
  readonly rows: readonly FaultRow[]
  /** Null: the whole table. */
  readonly minutes: number | null
}

/** Below this the slice is run: fewer attempts, and not every row. */
const wholeTableMinutes = 15

function asked(words: readonly string[]): Asked {
  const { values } = parseArgs({
    args: [...words],
    options: { real: { type: 'boolean' }, only: { type: 'string' }, minutes: { type: 'string' } },
  })
  const minutes = values.minutes === undefined ? null : Number(values.minutes)
  if (minutes !== null && !(minutes >= 1 && minutes <= 600))
    throw new RangeError('--minutes takes a number from 1 to 600.')
  const names = values.only?.split(',')
  const unknown = names?.find((name) => !allRows.some((row) => row.name === name))
  if (unknown !== undefined)
    throw new RangeError(`There is no fault "${unknown}". There are: ${allRows.map(({ name }) => name).join(', ')}.`)
  return { rows: allRows.filter(({ name }) => names?.includes(name) ?? true), minutes }
}

interface Campaign extends Asked {
  readonly done: RowDone[]
  readonly notRun: string[]
  readonly startedAt: number
}

/** How often a row is run, or why it is not. */
async function plan(row: FaultRow, { minutes, startedAt }: Campaign): Promise<number | string> {
  const reason = await row.cannotRun?.()
  if (typeof reason === 'string') return reason
  if (minutes === null || minutes >= wholeTableMinutes) return row.attempts
  if (row.inSlice === 0) return `takes longer than ${minutes} minutes allow`
  const leftMs = minutes * 60_000 - (performance.now() - startedAt)
  return leftMs < row.sliceMs ? 'no time was left' : row.inSlice
}

async function runAll(campaign: Campaign, chromium: string): Promise<void> {
  const stand = await openStand(chromium)
  // Browsers are process groups of their own: nobody else would end them.
  const interrupted = (): void => void stand.close().finally(() => process.exit(130))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupted)
  try {
    console.log(tableHead())
    for (const row of campaign.rows) {
      const planned = await plan(row, campaign)
      if (typeof planned === 'string') {
        campaign.notRun.push(`${row.name}: ${planned}`)
        continue
      }
      const done = await runRow(stand, row, planned)
      campaign.done.push(done)
      console.log(tableRow(done))
    }
  } finally {
    await stand.close()
  }
}

/** Runs the table on the real service, PostgreSQL and Chromium. Answers the exit code. */
export async function runCampaign(words: readonly string[]): Promise<number> {
  let campaign: Campaign
  try {
    campaign = { ...asked(words), done: [], notRun: [], startedAt: performance.now() }
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\nUse: ${usage}`)
    return 2
  }
  await ensureBuilt()
  const chromium = await ensureChromium()
  if (chromium === undefined) {
    console.error('No Chromium was found and none could be installed. Install Chromium or Chrome, then try again.')
    return 1
  }
  await runAll(campaign, chromium)
  const { done, notRun, startedAt } = campaign
  for (const line of notRun) console.log(`not run: ${line}`)
  console.log(`${((performance.now() - startedAt) / 1000).toFixed(0)} s`)
  console.log(lastLine(done))
  return allSurvived(done) ? 0 : 1
}
