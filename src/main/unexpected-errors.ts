import { describeError } from '#shared/describe-error.ts'
import { logLine } from './log-line.ts'

export { describeError }

/** Logs whatever nobody caught and keeps the app running: an agent's window is worth more than a clean exit. */
export function logUnexpectedErrors(): void {
  process.on('uncaughtException', (error) => logLine(`Unexpected error: ${describeError(error)}`))
  process.on('unhandledRejection', (reason) => logLine(`Unexpected rejection: ${describeError(reason)}`))
}
