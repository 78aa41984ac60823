import { type BrowserContext, chromium } from '@playwright/test'
import { chromiumArgs } from '../chromium-args.ts'

/** A new browser process on a profile that may have been used before: what a person has in the morning. */
export function launchChromium(profile: string): Promise<BrowserContext> {
  const executablePath = process.env['TIERDESK_CHROMIUM']
  return chromium.launchPersistentContext(profile, {
    ...(executablePath === undefined ? {} : { executablePath }),
    headless: true,
    viewport: { width: 1440, height: 900 },
    args: [...chromiumArgs],
  })
}
