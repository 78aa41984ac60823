import { expect, test } from 'vitest'
import { describeError } from '#shared/describe-error.ts'
import { diagnosticsFile } from '#shared/diagnostics/diagnostics-file.ts'
import { WindowDiagnostics, errorLines, linkTroubleOf } from '#shared/diagnostics/window-diagnostics.ts'

const at = '2026-11-23T02:00:00.000Z'
const shown: WindowDiagnostics = {
  at,
  language: 'en-PH',
  timeZone: 'Asia/Manila',
  screen: { width: 1280, height: 800, scale: 1 },
  sync: {
    connection: 'offline',
    since: at,
    isCaughtUp: false,
    lastSyncAt: null,
    ended: null,
    isServiceOlder: false,
    trouble: 'transport close',
  },
  clockAheadMs: -1200,
  rows: { cases: 12, ownSettings: 1 },
  threads: 9,
  waiting: { steps: [{ kind: 'case.addNote', at, isSaved: true }], more: 0 },
  refused: [{ kind: 'reply.send', at, why: 'not-allowed' }],
  drafts: 1,
  keeping: { isTwice: true, isCrowded: false, isBehind: false, unsafe: 0 },
  incidents: [{ kind: 'cache-emptied', at, count: 0, isReported: true }],
  room: { usage: 1, quota: 2 },
  isPromised: true,
  errors: [{ at, lines: ['TypeError', '    at open (app://workspace/assets/index-1a2b.js:1:2345)'] }],
}

const takes = (changed: object): boolean => WindowDiagnostics.safeParse({ ...shown, ...changed }).success

// Catches: a way for what people wrote, or for a name, to leave in a file that is sent around.
test('there is no place in it for a text, a name or a key', () => {
  expect(takes({})).toBe(true)
  const texts = 'Maria Dela Cruz wrote'
  const with_ = (one: object): object => ({ waiting: { steps: [{ ...shown.waiting.steps[0], ...one }], more: 0 } })
  for (const changed of [
    { note: 'x' },
    { timeZone: texts },
    { rows: { [texts]: 1 } },
    with_({ kind: texts }),
    with_({ args: { text: texts } }),
    { sync: { ...shown.sync, trouble: texts } },
    { sync: { ...shown.sync, ended: texts } },
    { refused: [{ ...shown.refused[0], why: texts }] },
    { errors: [{ at, lines: [texts] }] },
    { errors: [{ at, lines: [`    at ${texts} (app://workspace/a.js:1:2) x`] }] },
  ]) {
    expect(takes(changed)).toBe(false)
  }
})

// Catches: the message of an error, which may quote a case, in the file; and an error of an odd form that keeps the file from being made.
test('of an error there is its kind and its places, of a trouble what we have a word for', () => {
  const error = new TypeError('Maria Dela Cruz\n    at Maria Dela Cruz, not a place')
  const lines = errorLines(describeError(error))
  expect(lines[0]).toBe('TypeError')
  expect(lines.join()).not.toContain('Maria')
  expect(errorLines(describeError('thrown words'))).toEqual(['a thrown string'])
  expect(takes({ errors: [{ at, lines }] })).toBe(true)
  expect([null, 'ping timeout', 'Maria said no'].map(linkTroubleOf)).toEqual([null, 'ping timeout', 'other'])
})

test('the file is named by its minute, and says what it is before anything else', () => {
  const [name, bytes] = diagnosticsFile(shown, { version: '0.1.0', platform: 'linux', runtime: 'Electron' })
  expect(name).toBe('tierdesk-diagnostics-2026-11-23T0200.json')
  const file = JSON.parse(new TextDecoder().decode(bytes)) as { about: string; window: object }
  expect(file.about).toContain('no text of a case')
  expect(file.window).toEqual(shown)
})
