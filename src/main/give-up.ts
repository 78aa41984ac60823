import { app } from 'electron'
import { logLine } from './log-line.ts'

/** Ends the app when it cannot go on: one sentence for people on stderr, exit code 1. */
export function giveUp(sentence: string): void {
  logLine(sentence)
  app.exit(1)
}
