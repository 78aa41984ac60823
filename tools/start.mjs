// `npm start`: from a bare clone to a working desk. Node built-ins only, since it runs before anything is installed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { accountTable } from './account-table.mjs'
import { electronProgramName, findOrFetchElectron } from './electron-runtime.mjs'
import { ensureBuilt, ensureInstalled } from './prepare.mjs'
import { hasDisplay, isRoot, ROOT } from './project.mjs'
import { startService } from './service-process.mjs'
import { startOptions } from './start-options.mjs'

/** Resolves at the first Ctrl+C or request to end; later ones are ignored while things stop in order. */
function interruption() {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve('interrupted'))
  })
}

/** @param {string} url @returns {Promise<import('node:child_process').ChildProcess | undefined>} */
async function openDesktopApp(url) {
  if (!hasDisplay()) {
    console.log(`There is no display here, so no desktop window: open ${url} in a browser.`)
    return undefined
  }
  const runtime = await findOrFetchElectron()
  if (runtime === undefined) {
    console.log(`The Electron runtime could not be fetched, so no desktop window: open ${url} in a browser.`)
    return undefined
  }
  const app = spawn(join(runtime, electronProgramName()), [...(isRoot ? ['--no-sandbox'] : []), ROOT], {
    env: { ...process.env, TIERDESK_SERVICE_URL: url },
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: process.platform !== 'win32',
  })
  app.once('error', (error) =>
    console.log(`The desktop window did not open (${error.message}): open ${url} in a browser.`),
  )
  return app
}

/** @param {import('node:child_process').ChildProcess | undefined} app */
async function closeDesktopApp(app) {
  if (app?.pid === undefined || app.exitCode !== null || app.signalCode !== null) return
  app.kill('SIGTERM')
  const forced = setTimeout(() => app.kill('SIGKILL'), 5_000)
  await once(app, 'exit')
  clearTimeout(forced)
}

/** @param {import('./service-process.mjs').ServiceReady} service */
function greet({ url, accounts }) {
  console.log(`\nTierdesk is ready at ${url}\n`)
  if (accounts.length > 0) console.log(`${accountTable(accounts).join('\n')}\n`)
  console.log('Press Ctrl+C to stop.')
}

/** @param {Promise<unknown>} interrupted */
async function serve(interrupted) {
  const { port, opensWindow } = startOptions(process.argv.slice(2), process.env)
  await ensureInstalled()
  await ensureBuilt()
  console.log('Starting the service ...')
  const service = startService({ env: { ...process.env, TIERDESK_PORT: String(port), TIERDESK_DEMO: '1' } })
  const ready = await Promise.race([service.ready, interrupted.then(() => undefined)])
  if (ready === undefined) {
    await service.stop()
    return
  }
  greet(ready)
  const app = opensWindow ? await openDesktopApp(ready.url) : undefined
  const closed = app?.pid === undefined ? [] : [once(app, 'exit').then(() => 'closed')]
  const reason = await Promise.race([interrupted, service.ended.then(() => 'service ended'), ...closed])
  await closeDesktopApp(app)
  await service.stop()
  if (reason === 'service ended') throw new Error('The service ended by itself. Its last messages are above.')
  console.log('Tierdesk has stopped.')
}

try {
  await serve(interruption())
  process.exit(0)
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
}
