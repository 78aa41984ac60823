import fc from 'fast-check'
import { expect, test } from 'vitest'
import { caseOfAddress, caseOfLink, claimsToBeLink, refOfCase } from '#shared/desk-link.ts'

const id = '3f2b6a0e-9d41-4c55-8f0a-0b6d1c2e3f40'

// Catches: a link that somebody was given and that leads nowhere, for its case, its slash at the end or the letters of its scheme.
test.each([
  ['tierdesk://case/10311', '10311'],
  ['tierdesk://case/10311/', '10311'],
  ['TIERDESK://Case/10311-0AZ9K', '10311-0AZ9K'],
  [`tierdesk://case/${id}`, id],
])('%s leads to the case %s', (link, caseRef) => expect(caseOfLink(link)).toBe(caseRef))

// Catches: a link that is repaired, guessed or read in part: what a stranger's page may have Tierdesk open.
test.each([
  '',
  'tierdesk:',
  'tierdesk://',
  'tierdesk://case',
  'tierdesk://case/',
  'tierdesk:case/10311',
  'tierdesk:/case/10311',
  'tierdesk:///case/10311',
  'tierdesk://case//10311',
  'tierdesk://case/10311//',
  'tierdesk://case/10311/solve',
  'tierdesk://case/10311?then=send',
  'tierdesk://case/10311#top',
  'tierdesk://case/10311 --inspect',
  ' tierdesk://case/10311',
  'tierdesk://case/10311\n',
  'tierdesk://case/10311\u0000',
  'tierdesk://case/..',
  'tierdesk://case/%31%30',
  'tierdesk://case/-10311',
  'tierdesk://case/10\u202e311',
  'tierdesk://case/１０３１１',
  'tierdesk://caſe/10311',
  'tierdesk://user@case/10311',
  'tierdesk://case:80/10311',
  'tierdesk://sop/10311',
  'tierdesk://settings/10311',
  'https://case/10311',
  `tierdesk://case/${'1'.repeat(41)}`,
  `tierdesk://case/${'1'.repeat(1_000_000)}`,
])('%j leads nowhere', (link) => expect(caseOfLink(link)).toBeNull())

// Catches: a letter that one check lets through and the next one reads otherwise.
test('whatever a link says, what is taken from it is a plain number or id', () => {
  const part = fc.oneof(
    fc.constantFrom('tierdesk', 'case', '10311', ':', '//', '/', '?', '#', '@', '%2f', '..', ' '),
    fc.string(),
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const found = caseOfLink(`tierdesk://case/${parts.join('')}`)
      return found === null || /^[a-zA-Z0-9][a-zA-Z0-9_-]{0,39}$/.test(found)
    }),
    { numRuns: 5000 },
  )
})

test('what claims to be a link is told from other arguments', () => {
  const args = ['/usr/bin/tierdesk', '--no-sandbox', '--x=tierdesk://case/1', 'tierdesk', 'TierDesk:anything']
  expect(args.filter(claimsToBeLink)).toEqual(['TierDesk:anything'])
})

// Catches: a copied link that cannot be followed, because the number of an imported case has signs that links do not take.
test('every case can be named by a link that leads to it', () => {
  for (const number of ['10311', '10311-0AZ9K', 'ABC/17', '№ 5', 'x'.repeat(40), '#12']) {
    const ref = refOfCase({ id, number })
    expect(caseOfAddress(`case/${ref}`)).toBe(ref)
  }
  expect(refOfCase({ id, number: '10311' })).toBe('10311')
})
