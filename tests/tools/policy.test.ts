import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readDocument } from '#main/policy-document.ts'
import { type PolicyId, policies, policyIds } from '#shared/policy/all-policies.ts'
import { judgePolicies } from '#shared/policy/judge-policies.ts'
import { policyOutputs } from '#tools/policy/policy-outputs.ts'
import { elementsOf, textOf } from './xml.ts'

const outputs = policyOutputs()
const output = (path: string): string => outputs.get(path) ?? ''

// Catches a policy that was added, or reworded, without `npm run policy`.
test.each([...outputs.keys()])('%s is what npm run policy writes', (path) => {
  expect(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')).toBe(output(path))
})

// Catches a sample that IT copies and that Tierdesk refuses, or one that leaves a policy out.
test('everything in the sample is taken, and it shows every policy of Linux', () => {
  const { sources, refusals } = readDocument('the sample', JSON.parse(output('resources/policy/tierdesk.json')))
  const judged = judgePolicies(sources, 'linux')
  expect([...refusals, ...judged.refusals]).toEqual([])
  const decided = judged.entries.filter(({ by }) => by !== 'usual').map(({ id }) => id)
  expect(decided).toEqual(policyIds.filter((id) => policies[id].platforms.some((one) => one === 'linux')))
})

// Catches a template that the editor of group policies does not open: a reference that leads nowhere, a name twice.
test('the administrative template is well-formed, and every text and presentation it names is there once', () => {
  const admx = elementsOf(output('resources/policy/tierdesk.admx'))
  const adml = elementsOf(output('resources/policy/en-US/tierdesk.adml'))
  const strings = adml.filter(({ name }) => name === 'string').map(({ attributes }) => attributes['id'])
  const presentations = adml.filter(({ name }) => name === 'presentation').map(({ attributes }) => attributes['id'])
  expect(new Set(strings).size).toBe(strings.length)
  const named = admx.flatMap(({ attributes }) =>
    Object.values(attributes).flatMap((value) => value.match(/\$\((.*)\)/)?.[1] ?? []),
  )
  expect([...new Set(named)].sort()).toEqual(
    [...strings.map((id) => `string.${id}`), ...presentations.map((id) => `presentation.${id}`)].sort(),
  )
  const names = admx.filter(({ name }) => name === 'policy').map(({ attributes }) => attributes['name'])
  const expected = policyIds
    .filter((id) => policies[id].platforms.some((one) => one === 'win32'))
    .flatMap((id: PolicyId) => policies[id].tiers.map((tier) => `${id}_${tier}`))
  expect(names).toHaveLength(expected.length)
  expect(new Set(names)).toEqual(new Set(expected))
  // What a presentation shows are elements that its policy has.
  const ids = new Set(admx.flatMap(({ attributes }) => attributes['id'] ?? []))
  const shown = adml.flatMap(({ attributes }) => attributes['refId'] ?? [])
  expect(shown.filter((id) => !ids.has(id))).toEqual([])
})

test('the profile for macOS is well-formed, its keys are policies of macOS, and its values what they must be', () => {
  const profile = elementsOf(output('resources/policy/tierdesk.mobileconfig'))
  const ours = profile.filter(({ name, text }) => name === 'key' && policyIds.some((id) => id === text))
  expect(ours.map(({ text }) => text).toSorted()).toEqual(
    policyIds.filter((id) => policies[id].platforms.some((one) => one === 'darwin')).toSorted(),
  )
  expect(ours.filter(({ text, next }) => !isTypeOf(text, next))).toEqual([])
})

function isTypeOf(id: string, element: string | undefined): boolean {
  const kind = policyIds.flatMap((one) => (one === id ? [policies[one].form.kind] : []))[0]
  const types = { flag: ['true', 'false'], whole: ['integer'], choice: ['string'], text: ['string'], list: ['array'] }
  return kind !== undefined && element !== undefined && types[kind].includes(element)
}

// Catches a check of XML that lets everything through.
test.each(['<a><b></a>', '<a', '<a b=c/>', '<a>&nothing;</a>', '<a/><b/>', '<a>"<"</a>', 'text', '<a b="1" b="2"/>'])(
  '%s is no XML',
  (text) => {
    expect(() => elementsOf(text)).toThrow(/^not XML/)
  },
)
test('what is escaped is read as it was', () => {
  expect(textOf('<a>&lt;b&gt; &amp; &quot;</a>')).toBe('<b> & "')
})
