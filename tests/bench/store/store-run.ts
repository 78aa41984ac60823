import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { launchChromium } from '../chromium.ts'
import type { Figures } from '../runs.ts'
import type { Asked, Command } from './page/measure.ts'

/** Longer than the slowest peer takes for its first sync. */
const patienceMs = 240_000

async function onPage<T>(profile: string, address: string, work: (page: Page) => Promise<T>): Promise<T> {
  const context = await launchChromium(profile)
  try {
    const page = context.pages()[0] ?? (await context.newPage())
    page.setDefaultTimeout(patienceMs)
    const failed = new Promise<never>((_, reject) => {
      page.once('pageerror', (error) => reject(error))
      page.once('crash', () => reject(new Error('The page crashed.')))
      setTimeout(() => reject(new Error(`No answer within ${patienceMs / 1000} s.`)), patienceMs).unref()
    })
    // Also where it fails before anybody waits for it.
    failed.catch(() => undefined)
    await page.goto(address)
    return await Promise.race([work(page), failed])
  } finally {
    await context.close()
  }
}

const call = (page: Page, command: Command, asked: Asked): Promise<Figures> =>
  page.evaluate(
    ([name, given]) => {
      const run = Reflect.get(globalThis, 'tierdeskBench') as (name: string, asked: object) => Promise<Figures>
      return run(name, given)
    },
    [command, asked] as const,
  )

/** Once through everything a subject can do, each part in a browser process of its own, on a profile of its own. */
export async function runOnce(origin: string, subject: string, asked: Asked): Promise<Figures> {
  const profile = await mkdtemp(join(tmpdir(), 'tierdesk-bench-profile-'))
  const address = `${origin}/${subject}.html`
  try {
    const first = await onPage(profile, address, (page) => call(page, 'first-sync', asked))
    const query = encodeURIComponent(JSON.stringify(asked))
    const reopened = await onPage(profile, `${address}?reopen=${query}`, (page) =>
      page.evaluate(() => Reflect.get(globalThis, 'tierdeskReopened') as Promise<Figures>),
    )
    const remote = await onPage(profile, address, (page) => call(page, 'remote', asked))
    const mutations = await onPage(profile, address, (page) => call(page, 'mutations', asked))
    return { ...first, ...reopened, ...remote, ...mutations }
  } finally {
    await rm(profile, { recursive: true, force: true })
  }
}
