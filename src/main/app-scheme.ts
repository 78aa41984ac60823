import { protocol } from 'electron'
import { workspaceScheme } from './workspace-origin.ts'
import { workspaceResponse } from './workspace-response.ts'
import type { WorkspaceFiles } from './workspace-response.ts'

/** Makes `app:` a real, secure origin (IndexedDB, workers, fetch). Must run before the app is ready. */
export function declareAppScheme(): void {
  // Without corsEnabled another origin could read our files through fetch (CVE-2026-70604).
  const privileges = { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, stream: true }
  protocol.registerSchemesAsPrivileged([{ scheme: workspaceScheme, privileges }])
}

/** Serves the built window at `app://workspace/`. Call once, when the app is ready. */
export function serveAppScheme(files: WorkspaceFiles): void {
  protocol.handle(workspaceScheme, (request) => workspaceResponse(files, request.method, request.url))
}
