/** The one origin whose page may talk to the desktop: our own files, served by app-scheme.ts. */
export const workspaceScheme = 'app'
export const workspaceHost = 'workspace'
export const workspaceOrigin = `${workspaceScheme}://${workspaceHost}`

/** The page the window shows. */
export const workspacePage = `${workspaceOrigin}/index.html`

/** True for the address of any of our own files; false for everything else, text that is no address included. */
export function isWorkspaceUrl(url: string): boolean {
  return url.startsWith(`${workspaceOrigin}/`) || url === workspaceOrigin
}

/** True for the window's page, with or without a query or an anchor. No other file of ours is a page to show. */
export function isWorkspacePage(url: string): boolean {
  return url === workspacePage || url.startsWith(`${workspacePage}?`) || url.startsWith(`${workspacePage}#`)
}
