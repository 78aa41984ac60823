import { expect, test } from 'vitest'
import { DeviceKeys, KeyLost, type Share } from '#renderer/sync/seal/device-keys.ts'
import { SealBroken } from '#renderer/sync/seal.ts'
import { MemorySpare, MemoryVault } from './memory-vault.ts'

const owner = { agentId: '0192f0c1-0000-7000-8000-00000000000a', deviceId: '0192f0c1-0000-7000-8000-00000000000d' }
const shareOf = (fill: number, generation = 1): Share => ({ bytes: new Uint8Array(32).fill(fill), generation })
const share = shareOf(7)
const text = new TextEncoder().encode('Written during the outage.')

function device() {
  const vault = new MemoryVault()
  const spare = new MemorySpare()
  return { vault, spare, keys: new DeviceKeys(owner, vault, spare), again: () => new DeviceKeys(owner, vault, spare) }
}

// Catches: a key that is made anew at each start, which would close the outbox.
test('what was sealed opens after a restart with the same share', async () => {
  const { keys, again } = device()
  expect(await keys.generation()).toBeNull()
  const sealed = await (await keys.unlock(share)).seal('outbox/1', text)
  expect(await again().generation()).toBe(1)
  expect(await (await again().unlock(share)).open('outbox/1', sealed)).toEqual(text)
})

// Catches: a key hierarchy in which one half is decoration.
test('neither the device without the share nor the share without the device opens anything', async () => {
  const { keys, vault, again } = device()
  await keys.unlock(share)
  await expect(again().unlock(shareOf(8))).rejects.toBeInstanceOf(KeyLost)
  vault.values.set(`secret.${owner.agentId}`, btoa('another secret of this very device'))
  await expect(again().unlock(share)).rejects.toBeInstanceOf(KeyLost)
  vault.values.delete(`secret.${owner.agentId}`)
  await expect(again().unlock(share)).rejects.toBeInstanceOf(KeyLost)
})

test('a profile that is copied to another device does not open there, even with that device’s share', async () => {
  const { keys, vault, spare } = device()
  await keys.unlock(share)
  const copied = new DeviceKeys({ ...owner, deviceId: '0192f0c1-0000-7000-8000-00000000000e' }, vault, spare)
  await expect(copied.unlock(share)).rejects.toBeInstanceOf(KeyLost)
})

// Catches: a lost vault, a cleared browser store or one damaged byte that takes what an agent wrote with it.
test('losing or damaging either copy of the key loses nothing, and the next start mends it', async () => {
  const name = `key.${owner.agentId}`
  for (const harm of ['lost', 'damaged'] as const) {
    for (const place of ['vault', 'spare'] as const) {
      const all = device()
      const sealed = await (await all.keys.unlock(share)).seal('outbox/1', text)
      const whole = all[place].values.get(name) ?? ''
      if (harm === 'lost') all[place].values.delete(name)
      else all[place].values.set(name, whole.replace(/"wrapped":"..../, '"wrapped":"AAAA'))
      expect(await (await all.again().unlock(share)).open('outbox/1', sealed), `${harm} in ${place}`).toEqual(text)
      expect(all[place].values.get(name)).toBe(whole)
    }
  }
})

// Catches: trouble with the service's secret that is "mended" by a new key, after which nothing opens for good.
test('a key that does not open is never written over', async () => {
  const { keys, vault, spare, again } = device()
  const sealed = await (await keys.unlock(share)).seal('outbox/1', text)
  await expect(again().unlock(shareOf(9))).rejects.toBeInstanceOf(KeyLost)
  expect(await (await again().unlock(share)).open('outbox/1', sealed)).toEqual(text)
  expect([vault.values.size, spare.values.size]).toEqual([2, 1])
})

test('starting anew puts the lost key aside, and opens nothing of before', async () => {
  const { keys, spare, again } = device()
  const sealed = await (await keys.unlock(share)).seal('outbox/1', text)
  const fresh = await again().startAnew(shareOf(9, 2))
  await expect(fresh.open('outbox/1', sealed)).rejects.toBeInstanceOf(SealBroken)
  expect(await again().generation()).toBe(2)
  await again().unlock(shareOf(9, 2))
  expect([...spare.values.keys()].some((name) => name.startsWith(`key.${owner.agentId}.lost.`))).toBe(true)
})
