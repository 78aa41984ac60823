import { app } from 'electron'
import type { WebContents } from 'electron'
import type { OpenLink } from './open-link.ts'
import { isWorkspacePage } from './workspace-origin.ts'

/** Keeps every window on our own page: nothing leaves it, opens beside it, is embedded in it or is saved from it. */
export function guardNavigation(openLink: OpenLink): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, openLink))
}

function guardContents(contents: WebContents, openLink: OpenLink): void {
  contents.on('will-navigate', (details) => {
    if (!isWorkspacePage(details.url)) details.preventDefault()
  })
  contents.on('will-redirect', (details) => details.preventDefault())
  contents.on('will-frame-navigate', (details) => {
    if (!details.isMainFrame || !isWorkspacePage(details.url)) details.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    // A link with target=_blank lands here: same door as the bridge's link.open, with the same checks.
    void openLink(url)
    return { action: 'deny' }
  })
}
