import type { CallInput, CallOutput, DesktopCall } from '#shared/desktop-bridge.ts'
import { diagnosticsFile } from '#shared/diagnostics/diagnostics-file.ts'
import { usualReport } from '#shared/policy/policy-report.ts'
import { version } from '../../../package.json'
import { BrowserVault } from './browser-vault.ts'
import type { Desktop } from './desktop-api.ts'
import { onNetworkReturn } from './network-return.ts'
import { pageJournals } from './page-journals.ts'
import { onLinkAsked, takeLink } from './page-links.ts'
import { allowPageNotices, showPageNotices, speakNotices } from './page-notices.ts'
import { readInput, readOutput, readPayload } from './typed-bridge.ts'

type BrowserAnswers = { readonly [C in DesktopCall]: (input: CallInput<C>) => Promise<CallOutput<C>> }

/** The stand-in where the window runs in an ordinary browser: it answers the same calls as well as a page can. */
export function browserDesktop(): Desktop {
  return {
    kind: 'browser',
    async call(name, ...input) {
      return answers[name](readInput(name, input[0]))
    },
    // A page has no application menu and never hears that the machine woke up: a network that returns and links are all it can tell.
    on: (name, listener) =>
      name === 'link.asked'
        ? onLinkAsked(() => listener(readPayload(name, undefined)))
        : onNetworkReturn(name, listener),
  }
}

const vault = new BrowserVault()

const answers: BrowserAnswers = {
  'app.about': async () => ({ version, platform: 'browser', runtime: 'browser', serviceUrl: window.location.origin }),
  // No file or registry of IT reaches into a browser.
  'policy.read': async () => usualReport,
  'site-pack.import': async () => ({ site: null, refused: 'A browser takes none: use the Tierdesk app.' }),
  // The service hands out the newest window with each load.
  'update.state': async () => ({ is: 'off', why: 'not-installed' }),
  'update.check': async () => ({ is: 'off', why: 'not-installed' }),
  'update.settle': async () => undefined,
  'update.restart': async () => ({ refused: 'not-ready' }),
  'window.renew': async () => ({ isGoing: loadAnew() }),
  'desk.run': async () => null,
  'link.open': async ({ url }) => ({ opened: openInNewTab(url) }),
  'file.save': async ({ name, bytes }) => ({ isSaved: saveByLink(name, bytes as Uint8Array<ArrayBuffer>) }),
  'badge.set': async ({ count }) => {
    // Only an installed page has a badge; elsewhere the counts beside the queues have to do.
    if ('setAppBadge' in navigator) await (count === 0 ? navigator.clearAppBadge() : navigator.setAppBadge(count))
  },
  // The frame around a page is the browser's own; the page's colours are set by the window itself.
  'theme.set': async () => undefined,
  // The menu around a page is the browser's own.
  'menu.show': async () => undefined,
  'vault.read': async ({ name }) => ({ value: await vault.read(name) }),
  'vault.write': ({ name, value }) => vault.write(name, value),
  'vault.about': async () => ({ keptBy: 'browser' }),
  'link.take': async () => ({ caseRef: takeLink() }),
  'outside.speak': async ({ words }) => speakNotices(words),
  // A page has no place beside the clock.
  'tray.show': async () => undefined,
  'notice.allow': () => allowPageNotices(),
  'notice.show': async ({ notices }) => showPageNotices(notices),
  'journal.open': async ({ journal }) => readOutput('journal.open', await pageJournals.ask('open', journal)),
  'journal.close': async ({ journal }) => void (await pageJournals.ask('close', journal)),
  'journal.append': async ({ journal, records }) => void (await pageJournals.ask('append', journal, records)),
  'journal.rewrite': async ({ journal, records }) => void (await pageJournals.ask('rewrite', journal, records)),
  // The browser checks spelling as its own settings say.
  'spelling.languages': async () => ({ dictionaries: [] }),
  // The browser asks by itself.
  'proxy.question': async () => ({ question: null }),
  'proxy.answer': async () => undefined,
  // The browser judges certificates by itself, and tells no page of it.
  'certificate.standing': async () => ({ isRefused: false }),
  // A page knows only how much it may use itself.
  'disk.free': async () => ({ bytes: null }),
  'diagnostics.save': async (shown) => {
    const host = { version, platform: 'browser', runtime: navigator.userAgent }
    const [name, bytes] = diagnosticsFile(shown, host)
    return { isSaved: saveByLink(name, bytes) }
  },
}

/** False where a page that is gone might not come again without a network, because this browser does not keep the window's files. */
function loadAnew(): boolean {
  const isKeptHere = (navigator.serviceWorker?.controller ?? null) !== null
  if (isKeptHere) window.location.reload()
  return isKeptHere
}

/** The browser puts it where it puts whatever is saved, or asks. */
function saveByLink(name: string, bytes: Uint8Array<ArrayBuffer>): boolean {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([bytes]))
  link.download = name
  link.click()
  // It has begun by then, and holds what it needs.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
  return true
}

function openInNewTab(url: string): boolean {
  if (!isHttps(url)) return false
  // With noopener the new tab cannot reach back, and window.open answers null whether it opened or not.
  window.open(url, '_blank', 'noopener,noreferrer')
  return true
}

// `URL.canParse` is newer than the oldest browser that this runs in.
function isHttps(url: string): boolean {
  try {
    return new URL(url).protocol === 'https:'
  } catch {
    return false
  }
}
