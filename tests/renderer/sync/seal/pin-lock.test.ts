import { expect, test } from 'vitest'
import { PinLock } from '#renderer/sync/seal/pin-lock.ts'
import { stretchPin } from '#renderer/sync/seal/stretch-pin.ts'
import { MemoryVault } from './memory-vault.ts'

const owner = { agentId: '0192f0c1-0000-7000-8000-00000000000a', deviceId: '0192f0c1-0000-7000-8000-00000000000d' }
const share = { bytes: new Uint8Array(32).fill(7), generation: 1 }
const hour = 3_600_000

/** A device with a clock that the test sets. A cheap stretch stands in for argon2id, which has a test of its own. */
function device() {
  const vault = new MemoryVault()
  const clock = { now: Date.UTC(2026, 10, 22, 8) }
  let queue: Promise<unknown> = Promise.resolve()
  const make = (secret: Uint8Array | null = new Uint8Array(32).fill(3)) =>
    new PinLock({
      owner,
      vault,
      secret: async () => secret,
      stretch: async ({ pin, salt }) =>
        new Uint8Array(
          await crypto.subtle.digest('SHA-256', new Uint8Array([...salt, ...new TextEncoder().encode(pin)])),
        ),
      now: () => clock.now,
      exclusive: async (work) => {
        const done = queue.then(work)
        queue = done.catch(() => undefined)
        return done
      },
    })
  return { vault, clock, make, lock: make() }
}

const wrong = async (lock: PinLock, times: number): Promise<unknown> => {
  let last: unknown
  for (let time = 0; time < times; time++) last = await lock.open('000001')
  return last
}

test('the PIN opens the share that it was chosen for, after a restart too', async () => {
  const { lock, make } = device()
  expect(await lock.isSettled()).toBe(false)
  await lock.choose('271828', share, 12 * hour)
  expect(await make().isSettled()).toBe(true)
  expect(await make().open('271828')).toMatchObject({ share, leaseMs: 12 * hour })
})

// Catches: a PIN that is guessed at a million times a second once the profile is copied.
test('the PIN opens nothing without the secret of this device', async () => {
  const { lock, make } = device()
  await lock.choose('271828', share, 12 * hour)
  expect(await make(new Uint8Array(32).fill(4)).open('271828')).toEqual({ can: 'try', triesLeft: 4 })
  expect(await make(null).open('271828')).toEqual({ can: 'try', triesLeft: 3 })
})

// Catches: a sixth guess.
test('after five wrong tries there is nothing left to guess at, and the right PIN opens nothing', async () => {
  const { lock, vault } = device()
  await lock.choose('271828', share, 12 * hour)
  expect(await wrong(lock, 4)).toEqual({ can: 'try', triesLeft: 1 })
  expect(await wrong(lock, 1)).toEqual({ can: 'not', why: 'spent' })
  expect(await lock.open('271828')).toEqual({ can: 'not', why: 'spent' })
  expect([...vault.values.values()].join()).not.toContain('sealedShare')
  expect(await lock.isSettled()).toBe(false)
})

// Catches: tries that are free for whoever ends the program before the answer comes.
test('a try counts before it is made', async () => {
  const { lock, vault, make } = device()
  await lock.choose('271828', share, 12 * hour)
  const counts: unknown[] = []
  const write = vault.write.bind(vault)
  vault.write = async (name, value) => {
    counts.push((JSON.parse(value ?? '{}') as { triesLeft?: number }).triesLeft)
    await write(name, value)
    if (counts.length % 2 === 1) throw new Error('the program ended here')
  }
  for (let time = 0; time < 5; time++) {
    counts.length = 0
    await expect(make().open('000001')).rejects.toThrow('ended here')
  }
  vault.write = write
  expect(await make().open('271828')).toEqual({ can: 'not', why: 'spent' })
  expect([...vault.values.values()].join()).not.toContain('sealedShare')
})

test('several guesses at once are several tries', async () => {
  const { lock, make } = device()
  await lock.choose('271828', share, 12 * hour)
  await Promise.all(Array.from({ length: 5 }, () => make().open('000001')))
  expect(await lock.standing()).toEqual({ can: 'not', why: 'spent' })
})

test('the right PIN, and the service, give back all tries', async () => {
  const { lock } = device()
  await lock.choose('271828', share, 12 * hour)
  await wrong(lock, 3)
  await lock.open('271828')
  expect(await lock.standing()).toEqual({ can: 'try', triesLeft: 5 })
  await wrong(lock, 3)
  await lock.renew(12 * hour)
  expect(await lock.standing()).toEqual({ can: 'try', triesLeft: 5 })
})

// Catches: a computer that is taken away from the site and opens for ever.
test('the lease runs out, and each contact with the service begins it anew', async () => {
  const { lock, clock } = device()
  await lock.choose('271828', share, 12 * hour)
  clock.now += 11 * hour
  await lock.renew(12 * hour)
  clock.now += 11 * hour
  expect(await lock.open('271828')).toMatchObject({ share })
  clock.now += hour
  expect(await lock.open('271828')).toEqual({ can: 'not', why: 'lease-over' })
})

// Catches: a lease that is made longer by setting the clock back.
test('a clock that was set back does not open, and the service forgives it', async () => {
  const { lock, clock } = device()
  await lock.choose('271828', share, 12 * hour)
  clock.now += 6 * hour
  await lock.noteTime()
  clock.now -= 2 * hour
  expect(await lock.open('271828')).toEqual({ can: 'not', why: 'clock-back' })
  await lock.noteTime()
  expect(await lock.standing()).toEqual({ can: 'not', why: 'clock-back' })
  await lock.renew(12 * hour)
  expect(await lock.standing()).toEqual({ can: 'try', triesLeft: 5 })
})

test('without a PIN there is nothing to try, and the agent is asked once', async () => {
  const { lock } = device()
  expect(await lock.standing()).toEqual({ can: 'not', why: 'none' })
  await lock.decline()
  expect(await lock.open('271828')).toEqual({ can: 'not', why: 'none' })
  expect(await lock.isSettled()).toBe(true)
})

// Catches: another function, or another cost, than what is written down with the PIN.
test('a PIN is stretched with argon2id at the cost it was kept with', () => {
  const request = { pin: 'password', salt: new TextEncoder().encode('somesalt'), cost: { memory: 256, passes: 2 } }
  const hex = Array.from(stretchPin(request), (byte) => byte.toString(16).padStart(2, '0')).join('')
  expect(hex).toBe('9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe')
})

// Catches: a computer that stands locked on its network, and may be guessed at five times a minute for as long as somebody likes.
test('a contact while the desk is locked begins the lease anew and gives no try back', async () => {
  const { lock, clock } = device()
  await lock.choose('271828', share, 12 * hour)
  await wrong(lock, 3)
  clock.now += 13 * hour
  expect(await lock.standing()).toEqual({ can: 'not', why: 'lease-over' })
  await lock.renewLease()
  expect(await lock.standing()).toEqual({ can: 'try', triesLeft: 2 })
  clock.now += 11 * hour
  expect(await lock.open('271828')).toMatchObject({ share, leaseMs: 12 * hour })
})
