import { describeError } from '#shared/describe-error.ts'
import { type WindowDiagnostics, errorLines } from '#shared/diagnostics/window-diagnostics.ts'

type SeenError = WindowDiagnostics['errors'][number]

const mostKept = 20
const seen: SeenError[] = []

function keep(error: unknown): void {
  seen.push({ at: new Date().toISOString(), lines: errorLines(describeError(error)) })
  if (seen.length > mostKept) seen.shift()
}

/** From now on keeps what nobody caught in this window: its kind and where it arose, never its message, which may quote a case. */
export function watchErrors(): void {
  globalThis.addEventListener('error', ({ error }) => keep(error))
  globalThis.addEventListener('unhandledrejection', ({ reason }) => keep(reason))
}

/** The last errors of this window, oldest first. */
export const recentErrors = (): SeenError[] => [...seen]
