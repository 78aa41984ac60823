import { expect, test } from 'vitest'
import type { FeedAnswer } from '#main/signed-feed.ts'
import { Updates } from '#main/updates.ts'
import type { UpdateState } from '#shared/update/update-state.ts'

/** Updates on a service that answers, and files that come, as a test says. */
function desk(answers: (FeedAnswer | 'unreachable')[], { stays = false, download = async () => undefined } = {}) {
  const seen: UpdateState[] = []
  const done: string[] = []
  const clock = { at: Date.parse('2026-11-23T06:00:00.000Z') }
  const updates = new Updates({
    off: null,
    open: async () => ({
      async check() {
        const answer = answers.shift() ?? 'unreachable'
        if (answer === 'unreachable') throw new Error('no answer')
        return answer
      },
      download: async () => {
        await download()
        done.push('fetched')
      },
      install: () => void done.push('installed'),
    }),
    leave: async (closed) => {
      if (!stays) closed()
      return !stays
    },
    failedToInstall: () => void done.push('failed'),
    changed: (state) => void seen.push(state),
    now: () => new Date(clock.at),
  })
  const minutesPass = (minutes: number): void => void (clock.at += minutes * 60_000)
  return { updates, seen, done, minutesPass }
}

const newer: FeedAnswer = { version: '1.3.0' }

test('what is offered is fetched once, and then waits for a restart', async () => {
  const { updates, seen, done } = desk([newer, newer])
  await updates.check()
  expect(seen.map(({ is }) => is)).toEqual(['loading', 'ready'])
  await updates.check()
  expect(done).toEqual(['fetched'])
  expect(updates.state).toEqual({ is: 'ready', version: '1.3.0' })
  expect(done).not.toContain('installed')
})

// Catches two checks that fetch the same file over one another.
test('two who look at once share one look', async () => {
  const { updates, done } = desk([newer])
  await Promise.all([updates.check(), updates.check()])
  expect(done).toEqual(['fetched'])
})

// Catches a version that is put in place after everybody was told to hold it back: it lies on a thousand disks by then.
test('what was halted after it was fetched is not put in place by a restart', async () => {
  const { updates, done } = desk([newer, { nothing: 'halted' }])
  await updates.check()
  expect(await updates.restart()).toEqual({ refused: 'withdrawn' })
  expect(updates.state).toMatchObject({ is: 'nothing', why: 'halted' })
  expect(done).toEqual(['fetched'])
})

test('without the service there is no restart, for it may have been halted', async () => {
  const { updates, done, minutesPass } = desk([newer, 'unreachable', newer])
  await updates.check()
  minutesPass(5)
  expect(await updates.restart()).toEqual({ refused: 'unreachable' })
  expect(updates.state.is).toBe('ready')
  expect(await updates.restart()).toEqual({ refused: null })
  expect(done).toEqual(['fetched', 'installed'])
})

test('whoever stays in the window keeps it, and nothing is put in place', async () => {
  const { updates, done } = desk([newer, newer], { stays: true })
  expect(await updates.restart()).toEqual({ refused: 'not-ready' })
  await updates.check()
  expect(await updates.restart()).toEqual({ refused: 'stayed' })
  expect(done).toEqual(['fetched'])
})

// Catches an end of the day that installs over what was not sent, or what the service has not been asked about for hours.
test('at the end it is put in place only where nothing waits, and it was offered within the hour', async () => {
  const { updates, minutesPass } = desk([newer, 'unreachable', newer])
  updates.settle(true)
  expect(updates.mayInstallAtEnd).toBe(false)
  await updates.check()
  expect(updates.mayInstallAtEnd).toBe(true)
  updates.settle(false)
  expect(updates.mayInstallAtEnd).toBe(false)
  updates.settle(true)
  minutesPass(61)
  await updates.check()
  expect(updates.mayInstallAtEnd).toBe(false)
  await updates.check()
  expect(updates.mayInstallAtEnd).toBe(true)
})

test.each([
  [{ code: 'ERR_CHECKSUM_MISMATCH' }, 'damaged'],
  [{ code: 'ERR_UPDATER_INVALID_SIGNATURE' }, 'damaged'],
  [{ code: 'ENOSPC' }, 'disk'],
  [{ code: 'ECONNRESET' }, 'unreachable'],
  [{}, 'unreachable'],
])('a file that does not come with %o is told as %s, and looked for again', async (fault, why) => {
  const faults = [Object.assign(new Error('no'), fault)]
  const download = async (): Promise<undefined> => {
    const one = faults.shift()
    if (one !== undefined) throw one
    return undefined
  }
  const { updates } = desk([newer, newer], { download })
  await updates.check()
  expect(updates.state).toMatchObject({ is: 'failed', why })
  await updates.check()
  expect(updates.state).toEqual({ is: 'ready', version: '1.3.0' })
})

test('a desk that does not update itself asks nobody', async () => {
  const updates = new Updates({
    off: 'machine',
    open: () => Promise.reject(new Error('opened')),
    leave: () => Promise.reject(new Error('left')),
    failedToInstall: () => undefined,
    changed: () => undefined,
    now: () => new Date(),
  })
  await updates.check()
  expect(updates.state).toEqual({ is: 'off', why: 'machine' })
  expect(await updates.restart()).toEqual({ refused: 'not-ready' })
})
