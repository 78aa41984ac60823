import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const main = `const { app, BrowserWindow } = require('electron')
app.setPath('userData', process.env.EMPTY_USER_DATA)
app.on('window-all-closed', () => app.quit())
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800, show: false, webPreferences: { sandbox: true } })
  window.once('ready-to-show', () => window.show())
  window.loadFile('index.html')
})
`

/** An app of one window with one word in it: the least that a program made with Electron can be. Its folder. */
export function emptyWindow(folder: string): string {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'empty-window', main: 'main.cjs' }))
  writeFileSync(join(folder, 'main.cjs'), main)
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Empty</title><p>Empty</p>')
  return folder
}
