import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answerCall } from '#main/answer-call.ts'
import type { AnswerCallDeps, CallSender, DesktopAnswers } from '#main/answer-call.ts'
import { createRateLimit } from '#main/rate-limit.ts'
import type { DesktopAbout } from '#shared/desktop-bridge.ts'
import { usualReport } from '#shared/policy/policy-report.ts'

const about: DesktopAbout = {
  version: '0.1.0',
  platform: 'linux',
  runtime: 'Electron',
  serviceUrl: 'http://127.0.0.1:4510',
}
const ours: CallSender = { origin: 'app://workspace', isTopFrameOfWindow: true }

interface Desk extends AnswerCallDeps {
  readonly answered: string[]
  readonly refusals: string[]
}

function desk(other: Partial<DesktopAnswers> = {}): Desk {
  const answered: string[] = []
  const refusals: string[] = []
  return {
    answered,
    refusals,
    answers: {
      'app.about': () => about,
      'policy.read': () => usualReport,
      'site-pack.import': () => ({ site: null, refused: null }),
      'update.state': () => ({ is: 'not-asked' as const }),
      'update.check': () => ({ is: 'not-asked' as const }),
      'update.settle': ({ isSettled }) => void answered.push(`settled ${isSettled}`),
      'update.restart': () => ({ refused: 'not-ready' as const }),
      'window.renew': () => ({ isGoing: true }),
      'desk.run': () => null,
      'link.open': async ({ url }) => ({ opened: answered.push(url) > 0 }),
      'file.save': ({ name }) => ({ isSaved: answered.push(`file ${name}`) > 0 }),
      'badge.set': ({ count }) => void answered.push(`badge ${count}`),
      'theme.set': ({ theme }) => void answered.push(`theme ${theme}`),
      'menu.show': ({ words }) => void answered.push(`menu ${words.file}`),
      'vault.read': ({ name }) => ({ value: `kept as ${name}` }),
      'vault.write': ({ name }) => void answered.push(`vault ${name}`),
      'vault.about': () => ({ keptBy: 'file' as const }),
      'journal.open': () => ({ isKept: true, records: [], damagedBytes: 0, brokenLinks: 0 }),
      'journal.append': ({ records }) => void answered.push(`journal ${records.join()}`),
      'journal.close': ({ journal }) => void answered.push(`journal ${journal} closed`),
      'certificate.standing': () => ({ isRefused: false }),
      'disk.free': () => ({ bytes: null }),
      'diagnostics.save': () => ({ isSaved: false }),
      'spelling.languages': () => ({ dictionaries: [] }),
      'proxy.question': () => ({ question: null }),
      'proxy.answer': ({ id }) => void answered.push(`proxy ${id}`),
      'journal.rewrite': ({ records }) => void answered.push(`journal anew ${records.join()}`),
      'link.take': () => ({ caseRef: '10311' }),
      'outside.speak': ({ words }) => void answered.push(`outside ${words.open}`),
      'tray.show': ({ standing }) => void answered.push(`tray ${standing}`),
      'notice.allow': () => ({ refused: null }),
      'notice.show': ({ notices }) => void answered.push(`notices ${notices.length}`),
      ...other,
    },
    limits: {
      'app.about': () => true,
      'policy.read': () => true,
      'site-pack.import': () => true,
      'update.state': () => true,
      'update.check': () => true,
      'update.settle': () => true,
      'update.restart': () => true,
      'window.renew': () => true,
      'desk.run': () => true,
      'link.open': () => true,
      'file.save': () => true,
      'badge.set': () => true,
      'theme.set': () => true,
      'menu.show': () => true,
      'vault.read': () => true,
      'vault.write': () => true,
      'vault.about': () => true,
      'journal.open': () => true,
      'journal.append': () => true,
      'journal.rewrite': () => true,
      'journal.close': () => true,
      'certificate.standing': () => true,
      'disk.free': () => true,
      'diagnostics.save': () => true,
      'spelling.languages': () => true,
      'proxy.question': () => true,
      'proxy.answer': () => true,
      'link.take': () => true,
      'outside.speak': () => true,
      'tray.show': () => true,
      'notice.allow': () => true,
      'notice.show': () => true,
    },
    onRefused: (refused, name) => refusals.push(`${name} ${refused}`),
  }
}

// Catches: words of a case, or of anybody, that go out by a notification.
test('a notification has no room for anything that was written', async () => {
  const d = desk()
  const notice = { kind: 'answered', caseRef: '10311' }
  const odd = [
    { ...notice, text: 'Hello' },
    { ...notice, caseRef: 'Maria de la Cruz' },
    { kind: 'Hello', caseRef: '1' },
  ]
  for (const one of odd)
    expect(await answerCall(d, ours, 'notice.show', { notices: [one] })).toEqual({ refused: 'bad-input' })
  expect(await answerCall(d, ours, 'notice.show', { notices: [notice] })).toEqual({ output: undefined })
})

// Catches: a call that is checked and then never answered.
test('each call of our own page is answered', async () => {
  const d = desk()
  expect(await answerCall(d, ours, 'app.about', undefined)).toEqual({ output: about })
  expect(await answerCall(d, ours, 'link.open', { url: 'https://example.com' })).toEqual({ output: { opened: true } })
  expect(await answerCall(d, ours, 'badge.set', { count: 3 })).toEqual({ output: undefined })
  expect(await answerCall(d, ours, 'theme.set', { theme: 'dark' })).toEqual({ output: undefined })
  expect(d.answered).toEqual(['https://example.com', 'badge 3', 'theme dark'])
})

// Catches: a frame of a foreign page, or a frame that is gone, reaching the desktop.
test.each<[string, CallSender | null]>([
  ['a frame inside our page', { origin: 'app://workspace', isTopFrameOfWindow: false }],
  ['another host', { origin: 'app://evil', isTopFrameOfWindow: true }],
  ['a web page', { origin: 'https://example.com', isTopFrameOfWindow: true }],
  ['a look-alike', { origin: 'app://workspace.evil.example', isTopFrameOfWindow: true }],
  ['a sandboxed page', { origin: 'null', isTopFrameOfWindow: true }],
  ['a page without an origin', { origin: '', isTopFrameOfWindow: true }],
  ['a frame that is gone', null],
])('%s gets no answer', async (_who, sender) => {
  const d = desk()
  expect(await answerCall(d, sender, 'badge.set', { count: 1 })).toEqual({ refused: 'foreign-sender' })
  expect([d.answered, d.refusals]).toEqual([[], ['badge.set foreign-sender']])
})

// Catches: names looked up on the prototype, and made-up names written to the log.
test.each([
  undefined,
  null,
  7,
  {},
  [],
  Symbol.iterator,
  '',
  'app',
  'App.About',
  'toString',
  '__proto__',
  'constructor',
  ['app.about'],
])('the name %s is no call', async (name) => {
  const d = desk()
  expect(await answerCall(d, ours, name, undefined)).toEqual({ refused: 'unknown-call' })
  expect(d.refusals).toEqual(['(unknown) unknown-call'])
})

// Catches: input that reaches an ability before it was checked.
test.each<[string, unknown]>([
  ['app.about', {}],
  ['app.about', 'x'],
  ['link.open', undefined],
  ['link.open', 'https://example.com'],
  ['link.open', { url: 7 }],
  ['link.open', { url: 'a'.repeat(2001) }],
  ['link.open', { url: 'https://example.com', asAdmin: true }],
  ['badge.set', { count: -1 }],
  ['badge.set', { count: 1.5 }],
  ['badge.set', { count: Number.NaN }],
  ['badge.set', { count: 1e9 }],
  ['badge.set', { count: '3' }],
  ['badge.set', [3]],
  ['theme.set', { theme: 'pink' }],
  ['theme.set', null],
])('%s with the input %j is refused', async (name, input) => {
  const d = desk()
  expect(await answerCall(d, ours, name, input)).toEqual({ refused: 'bad-input' })
  expect(d.answered).toEqual([])
})

// Catches: a page in a loop keeping the main process busy, and a limit that never lets go again.
test('a flood of one call is refused, other calls go on, and the limit lifts with time', async () => {
  let now = 0
  const limit = createRateLimit(10, 10_000, () => now)
  const d = { ...desk(), limits: { ...desk().limits, 'badge.set': limit } }
  const replies = await Promise.all(
    Array.from({ length: 10_000 }, (_, count) => answerCall(d, ours, 'badge.set', { count })),
  )
  expect(replies.filter((reply) => 'output' in reply)).toHaveLength(10)
  expect(replies[10]).toEqual({ refused: 'too-many-calls' })
  expect(await answerCall(d, ours, 'app.about', undefined)).toEqual({ output: about })
  now += 10_000
  expect(await answerCall(d, ours, 'badge.set', { count: 1 })).toEqual({ output: undefined })
})

// Catches: an ability's error text (which may quote a person) or a half answer reaching the page.
test('an ability that fails or answers in another shape is a refusal', async () => {
  const failing = desk({ 'link.open': () => Promise.reject(new Error('private words')) })
  expect(await answerCall(failing, ours, 'link.open', { url: 'x' })).toEqual({ refused: 'answer-failed' })
  const odd = desk({ 'app.about': () => ({ ...about, serviceUrl: 'nowhere' }) })
  expect(await answerCall(odd, ours, 'app.about', undefined)).toEqual({ refused: 'answer-failed' })
})

// Catches: a full disk that the window can only tell as "something went wrong".
test.each([
  ['ENOSPC', 'disk-full'],
  ['EDQUOT', 'disk-full'],
  ['EIO', 'disk-failed'],
  ['EROFS', 'disk-failed'],
  ['EACCES', 'answer-failed'],
])('what the system says of a disk has a name: %s is %s', async (code, refused) => {
  const failing = desk({ 'journal.append': () => Promise.reject(Object.assign(new Error(code), { code })) })
  expect(await answerCall(failing, ours, 'journal.append', { journal: 'a', records: [new Uint8Array(1)] })).toEqual({
    refused,
  })
})

// Catches: any name or input that makes the answer throw instead of refuse.
test('whatever is sent, the reply is an output or a refusal', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.constantFrom('app.about', 'link.open', 'badge.set', 'theme.set'), fc.anything()),
      fc.anything(),
      async (name, input) => {
        const reply = await answerCall(desk(), ours, name, input)
        expect('output' in reply || 'refused' in reply).toBe(true)
      },
    ),
    { numRuns: 1000 },
  )
})
