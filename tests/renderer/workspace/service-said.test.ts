import { readFileSync, readdirSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import th from '../../../src/renderer/words/catalogues/th.json'
import { say, sayIn } from '#renderer/words/say.ts'
import { serviceSaid } from '#renderer/workspace/service-said.ts'

afterEach(() => sayIn({}, 'en'))

const refusal = (error: string) => ({ error, sentence: `said by the service: ${error}` })

// Catches a refused sign-in that an agent reads in a language they did not choose.
test('a refusal of the service is said in the language of the window', () => {
  sayIn(th, 'th')
  expect(serviceSaid('account', refusal('wrong-login'))).toBe(th['service.wrong-login'])
  expect(serviceSaid('file', refusal('not-found'))).toBe(th['service.file-not-found'])
  expect(serviceSaid('detail', refusal('not-found'))).toBe(th['service.detail-not-found'])
})

test('the time from when on it may be asked for again is said', () => {
  const retryAt = '2026-03-01T10:00:00.000Z'
  const said = serviceSaid('detail', { ...refusal('over-budget'), retryAt })
  expect(said).toContain('Try again at')
  expect(said).not.toContain('{at}')
})

// Catches a newer service whose reason an older window leaves out.
test('a reason that this version has no words for is said as the service says it; what is no refusal says nothing', () => {
  expect(serviceSaid('account', refusal('of-the-future'))).toBe('said by the service: of-the-future')
  expect(serviceSaid('account', refusal('toString'))).toBe('said by the service: toString')
  expect(serviceSaid('account', { message: 'a proxy' })).toBeNull()
  expect(serviceSaid('account', null)).toBeNull()
})

const routes = new URL('../../../src/service/http/', import.meta.url)

/** Every reason that the routes of the service name. Those for channels and administrators are met by no window. */
function reasons(): string[] {
  const machines = /^(inbound|device)/
  const files = readdirSync(routes).filter((file) => file.endsWith('.ts') && !machines.test(file))
  const text = files.map((file) => readFileSync(new URL(file, routes), 'utf8')).join('\n')
  return [...text.matchAll(/\b[45]\d\d,\s*'([a-z-]+)'/g)].flatMap(([, reason]) => reason ?? [])
}

// Catches a new refusal that nobody gave words to: everyone would read it in English.
test('every reason with which a route refuses an agent has words in the window', () => {
  // The copy of the cases and the channels are read by code alone.
  const unseen = new Set(['unknown-table', 'bad-place', 'wrong-token'])
  const asked = ['account', 'archive', 'file', 'detail'] as const
  const hasWords = (reason: string): boolean =>
    asked.some((kind) => serviceSaid(kind, refusal(reason)) !== refusal(reason).sentence)
  expect(reasons().length).toBeGreaterThan(10)
  expect(reasons().filter((reason) => !unseen.has(reason) && !hasWords(reason))).toEqual([])
  expect(say('service.wrong-login')).not.toBe('')
})
