import { expect, test } from 'vitest'
import type { FoundPolicies } from '#main/policy-document.ts'
import { policyInForce } from '#main/policy-in-force.ts'

const found = (...sources: FoundPolicies['sources']): FoundPolicies => ({ sources, refusals: ['a file was refused'] })
const enforced = { by: 'enforced', where: 'a.json', values: { ServiceUrl: 'https://Desk.example.com/' } } as const
const none = { site: null, sources: [], refusals: [] }
const inForce = async (policies: FoundPolicies, address?: string) => {
  const policy = await policyInForce({ found: policies, findPack: async () => none, address, platform: 'linux' })
  if ('refused' in policy) return policy.refused
  const entry = policy.report.entries.find(({ id }) => id === 'ServiceUrl')
  return [policy.serviceUrl, entry?.by, entry?.where]
}

// Catches: an agent who points the desk at a service of their own by a variable, and a policy that a wrong variable keeps from working.
test('an enforced address of the service holds whatever the variable says', async () => {
  for (const address of [undefined, 'https://own.example.com', 'nonsense']) {
    expect(await inForce(found(enforced), address)).toEqual(['https://desk.example.com', 'enforced', 'a.json'])
  }
})

test('the variable wins over a default, a wrong one is refused, and without any the service is on this computer', async () => {
  const byDefault = found({ ...enforced, by: 'default' })
  expect(await inForce(byDefault)).toEqual(['https://desk.example.com', 'default', 'a.json'])
  expect(await inForce(byDefault, 'http://127.1:9')).toEqual(['http://127.0.0.1:9', 'own', 'TIERDESK_SERVICE_URL'])
  expect(await inForce(byDefault, 'nonsense')).toContain('TIERDESK_SERVICE_URL is not a web address')
  expect(await inForce(found())).toEqual(['http://127.0.0.1:4510', 'usual', ''])
})

// Catches: an address that makes no sense and is used all the same, or a sentence that nobody gets to read.
test('an address by policy that may not be used is refused with a sentence, beside those of the files', async () => {
  const policy = await policyInForce({
    findPack: async () => none,
    found: found({ by: 'enforced', where: 'a.json', values: { ServiceUrl: 'http://desk.example.com' } }),
    address: undefined,
    platform: 'linux',
  })
  expect(policy).toMatchObject({
    serviceUrl: 'http://127.0.0.1:4510',
    report: { refusals: ['a file was refused', expect.stringContaining('ServiceUrl in a.json is not used')] },
  })
})

// Catches: a site pack whose key it brings along itself, or one that overrules IT.
test('a site pack is checked by the keys that IT enforces, and what it says is the weakest', async () => {
  const key = `${'A'.repeat(43)}=`
  const asked: (readonly string[])[] = []
  const values = { ServiceUrl: 'https://pack.example.com', Language: 'th', SitePackKeys: ['x'] }
  const policy = await policyInForce({
    found: found({ ...enforced, values: { ...enforced.values, SitePackKeys: [key] } }),
    findPack: async (keys) => {
      asked.push(keys)
      return { site: 'Manila', sources: [{ by: 'site-pack', where: 'the pack', values }], refusals: ['another pack'] }
    },
    address: undefined,
    platform: 'linux',
  })
  expect(asked).toEqual([[key]])
  expect(policy).toMatchObject({
    serviceUrl: 'https://desk.example.com',
    sitePackKeys: [key],
    values: { Language: 'th', SitePackKeys: [key] },
    report: {
      site: 'Manila',
      refusals: ['a file was refused', 'another pack', expect.stringContaining('SitePackKeys')],
    },
  })
})
