import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AnswerCallDeps, type DesktopAnswers, answerCall } from '#main/answer-call.ts'
import { isAllowedLink } from '#main/external-links.ts'
import { isWorkspacePage, isWorkspaceUrl } from '#main/workspace-origin.ts'
import { type DesktopCall, desktopCalls } from '#shared/desktop-bridge.ts'
import { hostileUrl, isPlainLink } from './hostile/hostile-urls.ts'

// The same again with TIERDESK_HOSTILE_SEED.
const seed = Number(process.env['TIERDESK_HOSTILE_SEED'] ?? Date.now() % 2 ** 31)
console.log(`Hostile calls: seed ${seed}`)

const names = Object.keys(desktopCalls) as DesktopCall[]
const ours = { origin: 'app://workspace', isTopFrameOfWindow: true }
const refusals = ['unknown-call', 'bad-input', 'answer-failed', 'foreign-sender']

/** Answers nothing that makes sense, and keeps what reached it. */
function junkyard(): AnswerCallDeps & { readonly reached: { name: string; input: unknown }[] } {
  const reached: { name: string; input: unknown }[] = []
  const answer = (name: string) => (input: unknown) => {
    reached.push({ name, input })
    return undefined
  }
  const each = <T>(make: (name: string) => T) => Object.fromEntries(names.map((name) => [name, make(name)]))
  return {
    reached,
    answers: each(answer) as unknown as DesktopAnswers,
    limits: each(() => () => true) as AnswerCallDeps['limits'],
    onRefused: () => undefined,
  }
}

// What structured clone carries over the bridge, and names that every object has.
const junk = fc.oneof(
  fc.constant(undefined),
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true }),
)
const oddNames = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...names) },
  fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'app.about ', 'APP.ABOUT'),
  junk,
)

// Catches a call that takes what it never declared, one that throws out of the handler, and a name that is every object's own.
test('ten thousand odd calls are refused by name, and nothing reaches an answer that its schema does not take', async () => {
  const deps = junkyard()
  const calls = fc.sample(fc.tuple(oddNames, junk, fc.boolean()), { numRuns: 10_000, seed })
  const unnamed: unknown[] = []
  for (const [name, input, isOurs] of calls) {
    const reply = await answerCall(deps, isOurs ? ours : { ...ours, origin: 'https://app.workspace' }, name, input)
    const isNamed = 'refused' in reply ? refusals.includes(reply.refused) : names.some((known) => known === name)
    if (!isNamed) unnamed.push([name, input, reply])
  }
  expect(unnamed).toEqual([])
  // Some must come so far, or nothing was shown.
  expect(deps.reached.length).toBeGreaterThan(100)
  for (const { name, input } of deps.reached) {
    expect(desktopCalls[name as DesktopCall].input.safeParse(input).success).toBe(true)
  }
})

// Catches a scheme, a host or a letter that one check reads otherwise than the browser that opens it.
test('of five thousand hostile addresses only https to an allowed host is opened, and only our own page is shown', () => {
  const all = fc.sample(hostileUrl, { numRuns: 5000, seed })
  const opened = all.filter((url) => isAllowedLink(url, ['*.example.com']))
  expect(opened.filter((url) => !isPlainLink(url, 'example.com'))).toEqual([])
  const shown = all.filter((url) => isWorkspacePage(url))
  expect(shown.filter((url) => !/^app:\/\/workspace\/index\.html($|[?#])/.test(new URL(url).href))).toEqual([])
  expect(all.filter((url) => isWorkspaceUrl(url) && new URL(url).host !== 'workspace')).toEqual([])
  // Some must pass, or nothing was shown.
  expect([opened.length > 0, shown.length > 0]).toEqual([true, true])
})
