import { app, dialog } from 'electron'
import { logLine } from './log-line.ts'

/** Ends the app when it cannot go on: a sentence for people on stderr and, where there is a screen, before them; then exit code 1. */
export async function giveUp(sentence: string): Promise<void> {
  logLine(sentence)
  try {
    if (hasScreen()) await show(sentence)
  } finally {
    app.exit(1)
  }
}

async function show(sentence: string): Promise<void> {
  // Before that, Linux has no dialogs and would write the sentence to stderr once more.
  await app.whenReady()
  // Whoever double-clicked reads what happened; where in the program it arose stands in the log.
  const [first = sentence] = sentence.split('\n')
  dialog.showErrorBox('Tierdesk', first)
}

/** On Linux the environment names the screen; elsewhere there always is one. */
function hasScreen(): boolean {
  if (process.platform !== 'linux') return true
  return [process.env['DISPLAY'], process.env['WAYLAND_DISPLAY']].some((name) => name !== undefined && name !== '')
}
