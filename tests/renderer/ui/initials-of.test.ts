import { expect, test } from 'vitest'
import { initialsAmong, initialsOf } from '#renderer/ui/initials-of.ts'

test('two letters stand for a name, in any script', () => {
  expect(['Ana Reyes', 'Late delivery PH', 'refunds', '退款', '–'].map(initialsOf)).toEqual([
    'AR',
    'LD',
    'R',
    '退',
    '–',
  ])
})

// Catches three queues beside one another that are all called "T2".
test('names of one list that begin alike are told apart by a later word, and others stay as they are', () => {
  const names = ['Tier 2 Disputes', 'Returns PH', 'Tier 2 Payments and refunds', 'Tier 2 Fraud']
  expect(initialsAmong(names)).toEqual(['TD', 'RP', 'TP', 'TF'])
  expect(initialsAmong(['VIP', 'VIP', 'Mine'])).toEqual(['V', 'V', 'M'])
  expect(initialsAmong([])).toEqual([])
})
