// `npm run shots`: a picture of everything the desk can show, in every look, to be looked at by people, and beside it what a screen
// reader is given of it. Writes out/shots.
// `npm run shots -- --only dark,zh --screen macros,case` takes some of them again.
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Browser, type Page, chromium } from 'playwright'
import { pseudoLanguage } from '#renderer/words/languages.ts'
import { type Screen, logins } from '../e2e/reach.ts'
import { leave, screens } from '../e2e/screens.ts'
import { type Shown, settle, signInTo } from '../e2e/shown.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'

const folder = 'out/shots'

interface Look {
  readonly settings: Parameters<typeof settle>[1]
  readonly size?: { readonly width: number; readonly height: number }
}

const looks: { readonly [name: string]: Look } = {
  light: { settings: { language: 'en', theme: 'light' } },
  dark: { settings: { language: 'en', theme: 'dark' } },
  compact: { settings: { language: 'en', theme: 'light', density: 'compact' } },
  // As long as German, with accents: what has no room shows here.
  pseudo: { settings: { language: pseudoLanguage, theme: 'light' } },
  zh: { settings: { language: 'zh-Hans', theme: 'light' } },
  // A laptop with 768 lines, less what the system takes of them.
  low: { settings: { language: 'en', theme: 'light' }, size: { width: 1280, height: 700 } },
  narrow: { settings: { language: 'en', theme: 'light' }, size: { width: 1024, height: 700 } },
}

/** Waits until nothing moves any more: texts have their fonts, and what fades in is there. */
const isStill = (page: Page): Promise<unknown> =>
  page.evaluate(async () => {
    await document.fonts.ready
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)))
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  })

interface Taking {
  readonly service: ServiceUnderTest
  readonly browser: Browser
  readonly wanted: (screen: string) => boolean
}

async function take(shown: Shown, screen: Screen, file: string): Promise<string | null> {
  try {
    await screen.reach(shown)
    await isStill(shown.page)
    await shown.page.screenshot({ path: join(folder, file) })
    // What a screen reader is given: the same in every look.
    if (file.endsWith('-light.png')) {
      await writeFile(join(folder, `${screen.name}.aria.yml`), `${await shown.page.locator('body').ariaSnapshot()}\n`)
    }
    await leave(shown, screen)
    return null
  } catch (error) {
    // One screen that cannot be reached must not keep the others from being looked at.
    await shown.page.screenshot({ path: join(folder, `failed-${file}`) })
    return `${file}: ${error instanceof Error ? error.message.split('\n').slice(0, 3).join(' ') : String(error)}`
  }
}

/** Takes every screen of one agent in one look. Answers what could not be taken, and why. */
async function takeAll(taking: Taking, name: string, login: Screen['login']): Promise<string[]> {
  const { settings, size = { width: 1440, height: 900 } } = looks[name] ?? { settings: { language: 'en' } }
  const context = await taking.browser.newContext({ viewport: size })
  const page = await context.newPage()
  const shown = await settle(page, settings)
  await page.goto(taking.service.directUrl)
  const failed: string[] = []
  if (login === 'ana' && taking.wanted('sign-in')) {
    await page.getByLabel(shown.say('sign-in.login')).waitFor()
    await isStill(page)
    await page.screenshot({ path: join(folder, `sign-in-${name}.png`) })
  }
  await signInTo(shown, login, taking.service.password)
  for (const screen of screens.filter((one) => one.login === login && taking.wanted(one.name))) {
    const why = await take(shown, screen, `${screen.name}-${name}.png`)
    if (why !== null) failed.push(why)
  }
  await context.close()
  return failed
}

/** A page with every picture there is, a line for each screen. */
async function writeIndex(): Promise<void> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.png') && !file.startsWith('failed-'))
  const names = Object.keys(looks)
  const panels = [...new Set(files.map((file) => file.replace(/-[^-]+\.png$/, '')))].sort()
  const cell = (file: string): string =>
    files.includes(file)
      ? `<td><a href="${file}"><img src="${file}" width="320" loading="lazy" alt=""></a></td>`
      : '<td></td>'
  const rows = panels.map(
    (panel) => `<tr><th>${panel}</th>${names.map((name) => cell(`${panel}-${name}.png`)).join('')}</tr>`,
  )
  const head = `<tr><th></th>${names.map((name) => `<th>${name}</th>`).join('')}</tr>`
  await writeFile(
    join(folder, 'index.html'),
    `<!doctype html><meta charset="utf-8"><title>Tierdesk, every panel</title><table>${head}${rows.join('\n')}</table>\n`,
  )
}

const listed = (given: string | undefined): readonly string[] => given?.split(',') ?? []

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { only: { type: 'string' }, screen: { type: 'string' } } })
  const chosen = values.only === undefined ? Object.keys(looks) : listed(values.only)
  const unknown = chosen.filter((name) => !(name in looks))
  if (unknown.length > 0) throw new Error(`There is no look ${unknown.join()}: choose of ${Object.keys(looks).join()}.`)
  const only = listed(values.screen)
  await mkdir(folder, { recursive: true })
  const service = await serviceUnderTest()
  const executablePath = process.env['TIERDESK_CHROMIUM']
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
  const taking = { service, browser, wanted: (screen: string) => only.length === 0 || only.includes(screen) }
  const failed: string[] = []
  try {
    for (const name of chosen) {
      for (const login of logins) failed.push(...(await takeAll(taking, name, login)))
      process.stdout.write(`${name}: taken\n`)
    }
  } finally {
    await browser.close()
    await service.remove()
  }
  await writeIndex()
  const pictures = (await readFile(join(folder, 'index.html'), 'utf8')).match(/<img/g)?.length ?? 0
  process.stdout.write(
    `${pictures} pictures in ${folder}/index.html\n${failed.map((why) => `not taken: ${why}\n`).join('')}`,
  )
  return failed.length === 0 ? 0 : 1
}

process.exitCode = await main()
