import { expect, test } from 'vitest'
import { startService } from '#tools/service-process.mjs'

const start = (program: string) =>
  startService({ env: process.env, program: process.execPath, args: ['--eval', program] })

const READY = `console.log('warming up'); console.log('TIERDESK READY ' + JSON.stringify({ url: 'http://x', accounts: [] }))`

// Catches: a service that is left running, or killed before it could finish its writes.
test('a ready service is asked to stop and is waited for', async () => {
  const service = start(
    `${READY}; process.stdin.resume().on('end', () => process.exit(0)); process.on('SIGTERM', () => {})`,
  )
  expect(await service.ready).toEqual({ url: 'http://x', accounts: [] })
  await service.stop()
  await service.stop()
  await service.ended
})

// Catches: a stack trace, or silence, where the service gave its reason in a sentence.
test('a refused start rejects with the sentence of the service', async () => {
  const service = start(`console.error('TIERDESK FAILED The folder is in use.'); process.exitCode = 1`)
  await expect(service.ready).rejects.toThrow(/^The folder is in use\.$/)
})

// Catches: waiting for ever for a service that died without a word.
test('a service that ends before it is ready is reported', async () => {
  await expect(start('process.exitCode = 3').ready).rejects.toThrow('The service ended before it was ready.')
})

// Catches: a missing Node reported as a crash of the start script.
test('a program that cannot be started is reported', async () => {
  const service = startService({ env: process.env, program: '/absent/node', args: [] })
  await expect(service.ready).rejects.toThrow(/could not be started: .*ENOENT/)
})
