import { expect, test } from 'vitest'
import { DeviceSeal, sealBytes, sealKey } from '#renderer/sync/seal/device-seal.ts'
import { SealBroken } from '#renderer/sync/seal.ts'

const place = 'outbox/entries/0192f0c1'
const text = new TextEncoder().encode('Dear Marisol, your parcel…')

const freshSeal = async (): Promise<DeviceSeal> =>
  new DeviceSeal(await sealKey(crypto.getRandomValues(new Uint8Array(32))))

test('what was sealed opens at its own place, and nothing of it can be read before', async () => {
  const seal = await freshSeal()
  const sealed = await seal.seal(place, text)
  expect(sealed).toHaveLength(text.length + sealBytes)
  expect(new TextDecoder().decode(sealed)).not.toContain('Marisol')
  expect(await seal.open(place, sealed)).toEqual(text)
})

test('an empty value has a seal of its own', async () => {
  const seal = await freshSeal()
  expect(await seal.open(place, await seal.seal(place, new Uint8Array()))).toHaveLength(0)
})

// Catches a seal without additional data: an old entry put in the place of a newer one would open.
test('bytes that were moved to another place do not open', async () => {
  const seal = await freshSeal()
  const sealed = await seal.seal(place, text)
  const opened = seal.open('outbox/entries/0192f0c2', sealed)
  await expect(opened).rejects.toBeInstanceOf(SealBroken)
  await expect(opened).rejects.toThrow('outbox/entries/0192f0c2')
})

// Every byte, so that the form, the IV, the text and the tag are all covered.
test('no byte can change unnoticed, and none can be missing', async () => {
  const seal = await freshSeal()
  const sealed = await seal.seal(place, text)
  for (const [at, byte] of sealed.entries()) {
    const damaged = sealed.with(at, byte ^ 1)
    await expect(seal.open(place, damaged), `byte ${at}`).rejects.toBeInstanceOf(SealBroken)
  }
  for (const length of [0, 1, sealBytes - 1, sealed.length - 1]) {
    await expect(seal.open(place, sealed.slice(0, length)), `${length} bytes`).rejects.toBeInstanceOf(SealBroken)
  }
})

test('another key does not open it', async () => {
  const sealed = await (await freshSeal()).seal(place, text)
  await expect((await freshSeal()).open(place, sealed)).rejects.toBeInstanceOf(SealBroken)
})

// Catches a fixed IV: with AES-GCM, two values under one IV give their key stream away.
test('the same value sealed twice is not the same bytes', async () => {
  const seal = await freshSeal()
  expect(await seal.seal(place, text)).not.toEqual(await seal.seal(place, text))
})

test('the key is used and never read', async () => {
  const { key } = await freshSeal()
  await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow('not extractable')
})
