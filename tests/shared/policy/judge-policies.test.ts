import fc from 'fast-check'
import { expect, test } from 'vitest'
import { policies, policyIds } from '#shared/policy/all-policies.ts'
import { type PolicySource, judgePolicies } from '#shared/policy/judge-policies.ts'
import { PolicyReport, usualReport, valuesOf } from '#shared/policy/policy-report.ts'
import { languages } from '#renderer/words/languages.ts'
import { textSizes, themes } from '#renderer/workspace/settings-store.ts'

const enforced = (values: Record<string, unknown>, where = '10.json'): PolicySource => ({
  by: 'enforced',
  where,
  values,
})
const at = (sources: readonly PolicySource[], id: string, platform = 'linux') =>
  judgePolicies(sources, platform).entries.find((entry) => entry.id === id)

test('where nobody says anything every policy has its usual value', () => {
  expect(judgePolicies([], 'linux')).toEqual({ entries: usualReport.entries, refusals: [] })
})

// Catches: a default that overrules what the person set, or a person who overrules IT.
test('enforced wins over the own setting, that over a default, and that over the site pack', () => {
  const from = (by: PolicySource['by']): PolicySource => ({
    by,
    where: by,
    values: { ServiceUrl: `https://${by}.example.com` },
  })
  const weakestFirst = ['site-pack', 'default', 'own', 'enforced'] as const
  const winners = weakestFirst.map((_, n) => at(weakestFirst.slice(0, n + 1).map(from), 'ServiceUrl')?.by)
  expect(winners).toEqual(weakestFirst)
})

test('of two files the later one wins, and the one with a mistake does not count', () => {
  const files = [8, 10, 5].map((PinMinimumLength, n) => enforced({ PinMinimumLength }, `${n}.json`))
  expect(at(files, 'PinMinimumLength')).toEqual({ id: 'PinMinimumLength', value: 10, by: 'enforced', where: '1.json' })
})

// Catches: one wrong value that takes a whole file with it, or one that is used although nothing can obey it.
test('what makes no sense is refused with a sentence each, and the rest counts', () => {
  const source = enforced({
    PinMinimumLength: 'eight',
    ServiceUrl: 'http://desk.example.com',
    Theme: 'dark',
    ScreenCaptureBlocked: true,
    Colour: 'red',
    '<b>': 1,
    OfflineLeaseHours: 4,
  })
  const { refusals, entries } = judgePolicies([source], 'linux')
  expect(refusals).toEqual([
    'PinMinimumLength in 10.json is not used: it must be a whole number from 6 to 32.',
    'ServiceUrl in 10.json is not used: it must be an address such as https://desk.example.com, without a path, a name or a password.',
    'Theme in 10.json is not used: it can stand under Defaults only.',
    'ScreenCaptureBlocked in 10.json is not used: it works on Windows and macOS only.',
    'Colour in 10.json is not used: this version of Tierdesk knows no policy of that name.',
    'A name in 10.json is not used: this version of Tierdesk knows no policy of that name.',
  ])
  expect(entries.filter(({ by }) => by !== 'usual').map(({ id }) => id)).toEqual(['OfflineLeaseHours'])
})

test('a site pack cannot decide what only IT may: which keys are trusted, and that keys may lie in a file', () => {
  const values = { SitePackKeys: [`${'A'.repeat(43)}=`], PlainTextKeysAllowed: true }
  const { refusals, entries } = judgePolicies([{ by: 'site-pack', where: 'the pack', values }], 'linux')
  expect(refusals).toHaveLength(2)
  expect(entries.every(({ by }) => by === 'usual')).toBe(true)
})

// Catches: customers' words in clear on a network, by policy.
test.each([
  'http://10.0.0.1',
  'https://a@b.example',
  'https://b.example/path',
  'http://127.0.0.1.evil.example',
  'ftp://b.example',
  '',
])('the service address %j is refused', (url) => expect(policies.ServiceUrl.schema.safeParse(url).success).toBe(false))

test.each([
  'https://desk.example.com',
  'https://desk.example.com:8443/',
  'http://127.0.0.1:4510',
  'http://[::1]:9',
  'http://localhost',
])('the service address %j may be used', (url) => expect(policies.ServiceUrl.schema.safeParse(url).success).toBe(true))

// Catches: a policy file that keeps Tierdesk from starting.
test('whatever anybody writes, every policy has a value that its own rule takes', () => {
  const values = fc.dictionary(fc.constantFrom<string>(...policyIds, 'toString', '__proto__', 'x'), fc.anything())
  const by = fc.constantFrom<PolicySource['by']>('enforced', 'own', 'default', 'site-pack')
  fc.assert(
    fc.property(fc.array(fc.record({ by, where: fc.string(), values })), (sources) => {
      const report = { ...judgePolicies(sources, 'linux'), site: null }
      expect(PolicyReport.parse(structuredClone(report))).toEqual(report)
      const found = valuesOf(report)
      expect(policyIds.filter((id) => !policies[id].schema.safeParse(found[id]).success)).toEqual([])
    }),
  )
})

// Catches: a choice that the window does not have, or one more that IT cannot make.
test('what can be chosen by policy is what the window knows, and every usual and sample value is allowed', () => {
  expect(policies.Language.form).toMatchObject({ options: ['agent', ...languages] })
  expect(policies.Theme.form).toMatchObject({ options: themes })
  expect(policies.TextSize.form).toMatchObject({ options: textSizes.map(String) })
  const odd = policyIds.filter(
    (id) => ![policies[id].usual, policies[id].sample].every((value) => policies[id].schema.safeParse(value).success),
  )
  expect(odd).toEqual([])
})

const pin = (tail: string): string => `sha256/${'A'.repeat(42)}${tail}`
// Catches: a pin of another hash, or cut off, that is taken and then refuses every certificate there is.
test.each([
  ['CertificatePins', [pin('A='), pin('8=')], [pin('B=')]],
  ['CertificatePins', [], ['A'.repeat(43) + '=']],
  ['CertificatePins', [pin('A=')], [pin('A='), 'sha1/AAAA']],
  ['CacheLimitMb', 0, -1],
  ['CacheLimitMb', 100_000, 1.5],
  ['Market', '', 'ph'],
  ['Market', 'PH', 'PHILIPPINES-ALL'],
] as const)('%s may be %j and not %j', (id, right, wrong) => {
  expect(at([enforced({ [id]: right })], id)?.value).toEqual(right)
  expect(judgePolicies([enforced({ [id]: wrong })], 'linux').refusals).toEqual([
    `${id} in 10.json is not used: it must be ${policies[id].expected}.`,
  ])
})
