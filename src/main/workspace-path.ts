import { join } from 'node:path'
import { parseUrl } from './parse-url.ts'
import { workspaceHost, workspaceScheme } from './workspace-origin.ts'

/** Where a request leads: a file inside the folder, or the HTTP status that refuses it (403 refused, 404 not ours). */
export type WorkspacePath = { readonly file: string } | { readonly refused: 403 | 404 }

// What our own build writes and nothing more: no leading dot, no backslash, no colon, no percent sign, nothing invisible.
// A name of these letters cannot climb out of the folder on any system, so there is nothing to normalise afterwards.
const plainName = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}$/
const mostSegments = 8

/** Turns `app://workspace/assets/a.js` into a file under `folder`. Decoded once; anything unusual is refused, never repaired. */
export function workspacePath(folder: string, url: string): WorkspacePath {
  const parsed = parseUrl(url)
  if (parsed === null || parsed.protocol !== `${workspaceScheme}:` || parsed.host !== workspaceHost)
    return { refused: 403 }
  if (parsed.username !== '' || parsed.password !== '') return { refused: 403 }
  const segments = decodedSegments(parsed.pathname)
  if (segments === null) return { refused: 403 }
  if (segments.length === 0) return { file: join(folder, 'index.html') }
  if (segments.length > mostSegments) return { refused: 404 }
  return { file: join(folder, ...segments) }
}

function decodedSegments(pathname: string): string[] | null {
  const path = decoded(pathname)
  if (path === null) return null
  const segments = path.replace(/^\//, '').split('/')
  if (segments.length === 1 && segments[0] === '') return []
  return segments.every((segment) => plainName.test(segment)) ? segments : null
}

function decoded(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return null // broken percent signs or bytes that are no text: refused like any other odd address
  }
}
