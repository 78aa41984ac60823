import { fstatSync } from 'node:fs'
import { readConfig } from './config.ts'
import { StartRefused } from './database/start-refused.ts'
import { type RunningService, startService } from './service.ts'

/** Ends the program with the one sentence that says why. */
function giveUp(sentence: string): never {
  process.stderr.write(`TIERDESK FAILED ${sentence}\n`)
  process.exit(1)
}

async function run(): Promise<RunningService> {
  try {
    return await startService(readConfig(process.env))
  } catch (error) {
    if (error instanceof StartRefused) return giveUp(error.message)
    const reason = error instanceof Error ? error.message : String(error)
    return giveUp(`Tierdesk did not start: ${reason}. Start it again; if it stays so, report this line.`)
  }
}

/** Whoever started the service with a pipe as its input ends it by closing that, however it came to end itself. */
function onInputClosed(stop: () => void): void {
  const input = fstatSync(0)
  if (input.isFIFO() || input.isSocket()) process.stdin.on('error', stop).on('close', stop).resume()
}

const brokenSentences = {
  'database-ended':
    'PostgreSQL ended by itself. Its messages are in postgres.log in the data folder. Start Tierdesk again.',
  'database-replaced':
    'The database is older than what windows were told: a backup was restored while Tierdesk ran. Start Tierdesk again; every window then fetches everything anew.',
} as const

let service: RunningService | null = null
let isStopping = false

/** The first request to stop is carried out in order, also while the service still starts; a second one ends at once. */
async function stop(): Promise<void> {
  if (isStopping) process.exit(1)
  isStopping = true
  if (service !== null) await end(service)
}

async function end(running: RunningService): Promise<never> {
  try {
    await running.stop()
  } catch {
    giveUp('Tierdesk did not stop in order. What was saved is kept; start it again.')
  }
  process.exit(0)
}

process.on('SIGTERM', () => void stop())
process.on('SIGINT', () => void stop())
onInputClosed(() => {
  if (!isStopping) void stop()
})

service = await run()
if (isStopping) await end(service)
void service.broken.then((how) => {
  if (!isStopping) giveUp(brokenSentences[how])
})
const { url, accounts, inboundToken } = service
const shown = accounts.map(({ login, password, role, site, name }) => ({ login, password, role, site, name }))
process.stdout.write(`TIERDESK READY ${JSON.stringify({ url, accounts: shown, inboundToken })}\n`)
