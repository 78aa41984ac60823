import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { logLine } from './log-line.ts'
import { workspacePath } from './workspace-path.ts'

/** What the scheme serves: the folder of the built window and the policy every answer carries. */
export interface WorkspaceFiles {
  readonly folder: string
  readonly policy: string
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
}

const notThere = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG'])

/** Answers one request of the window for its own files: 200, 403, 404, 405, or 500 when a file cannot be read. Never throws. */
export async function workspaceResponse(files: WorkspaceFiles, method: string, url: string): Promise<Response> {
  if (method !== 'GET') return refusal(files, 405, { Allow: 'GET' })
  const path = workspacePath(files.folder, url)
  if ('refused' in path) return refusal(files, path.refused)
  const type = contentTypes[extname(path.file)]
  // A file of a kind we never build has no business being served, whoever put it there.
  if (type === undefined) return refusal(files, 404)
  try {
    return new Response(await readFile(path.file), { headers: { ...headers(files), 'Content-Type': type } })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    if (notThere.has(code)) return refusal(files, 404)
    logLine(`A file of the window could not be read (${code}). Install Tierdesk again if this repeats.`)
    return refusal(files, 500)
  }
}

function refusal(files: WorkspaceFiles, status: 403 | 404 | 405 | 500, more: Record<string, string> = {}): Response {
  return new Response(null, { status, headers: { ...headers(files), ...more } })
}

function headers(files: WorkspaceFiles): Record<string, string> {
  return {
    'Content-Security-Policy': files.policy,
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
  }
}
