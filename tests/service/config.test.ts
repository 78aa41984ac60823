import { expect, test } from 'vitest'
import { readConfig } from '#service/config.ts'

// Catches: a service that starts with half of what was meant, or says "NaN".
test('a setting that is wrong is named in one sentence that says what it must be', () => {
  const refusal = (environment: Record<string, string>): string => {
    try {
      readConfig(environment)
      return ''
    } catch (error) {
      return (error as Error).message
    }
  }
  expect(refusal({ TIERDESK_PORT: 'many' })).toBe('TIERDESK_PORT must be a port from 0 to 65535.')
  expect(refusal({ TIERDESK_PORT: '70000' })).toBe('TIERDESK_PORT must be a port from 0 to 65535.')
  expect(refusal({ DATABASE_URL: 'mysql://x' })).toMatch(/^DATABASE_URL must be an address such as postgres:/)
  expect(refusal({ TIERDESK_DEMO: 'yes' })).toBe('TIERDESK_DEMO must be 1 for the demo workspace, or 0.')
  expect(refusal({ TIERDESK_LOG: 'loud' })).toBe('TIERDESK_LOG must be file or stderr.')
  expect(refusal({ TIERDESK_INBOUND_TOKEN: 'short' })).toBe('TIERDESK_INBOUND_TOKEN must be at least 20 characters.')
})

// Catches: a service that listens to the whole network because nobody said otherwise.
test('without any setting it listens on this machine only, with its own database and no demo', () => {
  expect(readConfig({ TIERDESK_DATA: '/data' })).toMatchObject({
    host: '127.0.0.1',
    port: 4510,
    databaseUrl: null,
    dataFolder: '/data',
    isDemo: false,
    inboundToken: null,
    shareSecret: null,
  })
})
