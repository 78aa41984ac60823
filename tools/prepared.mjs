// Runs one of the project's programs with everything it needs in place, also on a bare clone: `node tools/prepared.mjs [--window] FILE ...`.
// Node built-ins only. `--window`: the program needs the built window and a Chromium to show it in (TIERDESK_CHROMIUM names it then).
import { ensureChromium } from './chromium.mjs'
import { ensureBuilt, ensureInstalled } from './prepare.mjs'
import { projectNode } from './project.mjs'
import { run } from './run.mjs'

// Ctrl+C reaches the program itself, which ends in order and says how; this one waits for it.
process.on('SIGINT', () => undefined)

/** @param {string[]} args */
async function main([first, ...rest]) {
  const needsWindow = first === '--window'
  await ensureInstalled()
  const env = { ...process.env }
  if (needsWindow) {
    await ensureBuilt()
    const chromium = await ensureChromium()
    if (chromium === undefined)
      throw new Error('No Chromium was found and none could be installed. Install Chromium or Chrome, then try again.')
    env['TIERDESK_CHROMIUM'] = chromium
  }
  const { code } = await run(projectNode(), needsWindow ? rest : [first ?? '', ...rest], { env, hears: true })
  return code ?? 1
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
