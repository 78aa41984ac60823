import { expect, test } from 'vitest'
import { startOptions } from '#tools/start-options.mjs'

// Catches: an option that silently loses against the environment.
test('an option wins over the environment, which wins over the default', () => {
  expect(startOptions([], {})).toEqual({ port: 4510, opensWindow: true })
  expect(startOptions([], { TIERDESK_PORT: '5000' })).toEqual({ port: 5000, opensWindow: true })
  expect(startOptions(['--port', '6000', '--no-open'], { TIERDESK_PORT: '5000' })).toEqual({
    port: 6000,
    opensWindow: false,
  })
})

// Catches: a start on port NaN, or a mistyped option ignored.
test.each([
  [['--port', 'abc'], /"abc" is not a port/],
  [['--port', '70000'], /from 1 to 65535/],
  [['--prot', '1'], /Unknown option in "--prot 1"\. Known are/],
])('%j is refused with what is known', (args, sentence) => {
  expect(() => startOptions(args, {})).toThrow(sentence)
})
