import { shell } from 'electron'
import { isAllowedLink } from './external-links.ts'
import { logLine } from './log-line.ts'
import { createRateLimit } from './rate-limit.ts'
import { describeError } from './unexpected-errors.ts'

/** Opens a web page in the person's own browser. `opened` is false when the link is not allowed or no browser took it. */
export type OpenLink = (url: string) => Promise<{ opened: boolean }>

/** The one door by which links leave. `hosts`: those they may lead to. */
export function linkOpener(hosts: readonly string[]): OpenLink {
  // One person clicks one link at a time; a page gone wrong must not fill the screen with browser windows.
  const mayOpen = createRateLimit(10, 10_000, Date.now)
  return async (url) => {
    if (!isAllowedLink(url, hosts) || !mayOpen()) return { opened: false }
    try {
      // The parsed form, so that the system is given exactly the address that was checked.
      await shell.openExternal(new URL(url).href)
      return { opened: true }
    } catch (error) {
      logLine(`A link could not be opened: ${describeError(error)}`)
      return { opened: false }
    }
  }
}
