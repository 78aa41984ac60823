import { expect, test } from 'vitest'
import { accountTable } from '#tools/account-table.mjs'

// Catches: columns that do not line up, so a password is read as part of a login.
test('the demo accounts are printed as one aligned table', () => {
  const accounts = [
    { name: 'Maria Santos', role: 'Tier 1 agent', site: 'Manila', login: 'maria', password: 'pearl-river' },
    { name: 'Jo', role: 'Administrator', site: 'Berlin', login: 'administrator', password: 'x' },
  ]
  expect(accountTable(accounts)).toEqual([
    '  Name          Role           Site    Sign in as     Password',
    '  Maria Santos  Tier 1 agent   Manila  maria          pearl-river',
    '  Jo            Administrator  Berlin  administrator  x',
  ])
})
