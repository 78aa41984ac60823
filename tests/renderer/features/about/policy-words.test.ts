import { expect, test } from 'vitest'
import { type PolicyEntry, usualReport } from '#shared/policy/policy-report.ts'
import { asShown, decidedFirst, valueWords } from '#renderer/features/about/policy-words.ts'

const settings = {
  theme: 'dark',
  textSize: 125,
  language: 'own',
  locale: 'th-TH',
  chosen: ['theme', 'language'],
} as const
const entry = (id: PolicyEntry['id'], value: PolicyEntry['value']): PolicyEntry => ({
  id,
  value,
  by: 'default',
  where: 'a.json',
})

// Catches: About Tierdesk saying that IT's colours hold where the agent has chosen others.
test('what the agent has chosen is shown in place of what IT begins with, and nothing else is', () => {
  const shown = [entry('Theme', 'light'), entry('Language', 'vi'), entry('TextSize', '110')].map((one) =>
    asShown(one, settings),
  )
  expect(shown).toEqual([
    { id: 'Theme', value: 'dark', by: 'own', where: '' },
    { id: 'Language', value: 'agent', by: 'own', where: '' },
    entry('TextSize', '110'),
  ])
  expect(asShown(entry('PinMinimumLength', 8), settings)).toEqual(entry('PinMinimumLength', 8))
})

test('values are said in words, and addresses and hosts as IT wrote them', () => {
  const said = (id: PolicyEntry['id'], value: PolicyEntry['value']) => valueWords(entry(id, value), settings)
  expect([
    said('FileSavingAllowed', false),
    said('ExternalLinkHosts', ['*']),
    said('ExternalLinkHosts', []),
    said('ExternalLinkHosts', ['a.example', '*.b.example']),
    said('Theme', 'contrast'),
    said('TextSize', '110'),
    said('Language', 'vi'),
    said('Language', 'agent'),
    said('OfflineLeaseHours', 4),
    said('CacheLimitMb', 500),
    // No room at all is what a 0 would say.
    said('CacheLimitMb', 0),
    said('Market', 'PH'),
  ]).toEqual([
    { words: 'No' },
    { words: 'All' },
    { words: 'None' },
    { written: 'a.example, *.b.example' },
    { words: 'High contrast' },
    { words: '110 %' },
    { words: 'Vietnamese' },
    { words: 'Yours: Thai' },
    { words: '4' },
    { words: '500' },
    { words: 'No limit' },
    { written: 'PH' },
  ])
})

test('what somebody has decided stands first', () => {
  const entries = [...usualReport.entries, entry('Theme', 'dark')]
  expect(decidedFirst(entries)[0]).toEqual(entry('Theme', 'dark'))
  expect(decidedFirst(entries)).toHaveLength(entries.length)
})
