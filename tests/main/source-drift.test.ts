import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '#tools/project.mjs'

const folders = ['src/main', 'src/preload']
const sources = folders.flatMap((folder) =>
  readdirSync(join(ROOT, folder)).map((name) => ({
    name,
    // What is said about the code is not the code.
    code: readFileSync(join(ROOT, folder, name), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, ''),
  })),
)
const using = (word: RegExp): string[] => sources.filter(({ code }) => word.test(code)).map(({ name }) => name)

// Catches: what opens a hole wherever it stands, and is easily written in passing.
test.each([
  ['crash reports of Electron, which hold memory of the window', /crashReporter/],
  ['certificates that the system does not trust', /certificate-error|NODE_TLS_REJECT/],
  ['features that no release of Chromium has', /experimentalFeatures|enableBlinkFeatures/],
  ['pages and scripts from the file system', /loadFile\(|file:\/\/|intercept\w*Protocol/],
  ['text turned into code', /executeJavaScript|\beval\(|new Function\(|from 'node:vm'/],
  ['sessions without our guards', /fromPartition|partition:|new WebContentsView|BrowserView/],
  ['other programs', /from 'node:child_process'|shell\.open(Path|Item)/],
  ['calls that answer at once and hold the window', /ipcMain\.on\(|sendSync/],
  ['developer tools', /openDevTools|remote-debugging/],
])('nothing in the main process or the preload has to do with %s', (_what, word) => {
  // The reader of the registry starts the system's own program for it (registry-policies.ts); the session of updates shows no page.
  expect(using(word).filter((name) => name !== 'read-policies.ts' && name !== 'service-sessions.ts')).toEqual([])
})

// Catches: a second way past the checks that stand at the first.
test.each([
  ['windows', /new BrowserWindow\(/, 'window.ts'],
  ['answers to the window', /ipcMain\./, 'desktop-handlers.ts'],
  ['the browser of the person', /shell\.openExternal/, 'open-link.ts'],
  ['a say about certificates', /setCertificateVerifyProc/, 'guard-certificates.ts'],
  ['permissions', /set\w*Permission\w*Handler/, 'permissions.ts'],
  ['the own scheme', /protocol\.handle/, 'app-scheme.ts'],
  ['switches of Chromium', /appendSwitch|enableSandbox/, 'index.ts'],
  ['the bridge', /contextBridge\./, 'index.ts'],
])('there is one place for %s', (_what, word, name) => {
  expect(using(word)).toEqual([name])
})
