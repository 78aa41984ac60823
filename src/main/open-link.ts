import { shell } from 'electron'
import { isAllowedLink } from './external-links.ts'
import { logLine } from './log-line.ts'
import { createRateLimit } from './rate-limit.ts'
import { describeError } from './unexpected-errors.ts'

// One person clicks one link at a time; a page gone wrong must not fill the screen with browser windows.
const mayOpen = createRateLimit(10, 10_000, Date.now)

/** Opens a web page in the person's own browser. `opened` is false when the link is not allowed or no browser took it. */
export async function openLink(url: string): Promise<{ opened: boolean }> {
  if (!isAllowedLink(url) || !mayOpen()) return { opened: false }
  try {
    // The parsed form, so that the system is given exactly the address that was checked.
    await shell.openExternal(new URL(url).href)
    return { opened: true }
  } catch (error) {
    logLine(`A link could not be opened: ${describeError(error)}`)
    return { opened: false }
  }
}
