import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findSitePack } from '#main/site-pack-file.ts'
import { verifySitePack } from '#main/verify-site-pack.ts'
import { makeKey } from '#tools/signing-key.ts'
import { signSitePack } from '#tools/site-pack/sign-site-pack.ts'

const { privatePem, publicKey } = makeKey()
const payload = {
  site: 'Manila',
  issuedAt: '2026-11-23T03:00:00.000Z',
  policies: { ServiceUrl: 'https://desk.example.com', Language: 'fil', ExternalLinkHosts: ['*.example.com'] },
}
const pack = signSitePack(payload, privatePem)
const text = JSON.stringify(pack)
const reason = (written: string, keys: readonly string[] = [publicKey]): string => {
  const verified = verifySitePack(written, keys)
  return 'refused' in verified ? verified.refused : `taken for ${verified.payload.site}`
}

test('a pack counts by its content, whoever wrote the file anew and in whatever order', () => {
  expect(verifySitePack(text, ['other', publicKey])).toEqual({ payload })
  const turned = { signature: pack.signature, key: pack.key, payload: { ...payload }, format: 1 }
  const { site, ...rest } = payload
  expect(reason(JSON.stringify({ ...turned, payload: { ...rest, site } }, null, 4))).toBe('taken for Manila')
})

// Catches: a desk that is pointed at somebody else's service by a file that anyone can write.
test('a pack that was changed, cut off, or signed by another key is refused, and says which', () => {
  const changed = { ...pack, payload: { ...payload, policies: { ServiceUrl: 'https://evil.example' } } }
  expect(reason(JSON.stringify(changed))).toContain('was changed after it was signed')
  expect(reason(JSON.stringify({ ...pack, payload: { ...payload, site: 'Cebu' } }))).toContain('was changed')
  expect(reason(text.slice(0, -20))).toContain('is no site pack, or is cut off')
  expect(reason('')).toContain('is cut off')
  const other = makeKey()
  const foreign = signSitePack(payload, other.privatePem)
  expect(reason(JSON.stringify(foreign))).toContain(`signed by a key that is not trusted here (${other.publicKey})`)
  // Somebody else's pack under the trusted name.
  expect(reason(JSON.stringify({ ...foreign, key: publicKey }))).toContain('was changed')
  expect(reason(text, [])).toContain('no key of a site pack is known here')
  expect(reason(JSON.stringify({ ...pack, format: 2 }))).toContain('no site pack that this version')
  expect(reason(JSON.stringify({ ...pack, more: 1 }))).toContain('no site pack that this version')
})

// Catches: a letter anywhere in the file that may be another without anybody noticing.
test('whatever one letter is changed to, the pack is refused or says the same', () => {
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.constantFrom(...Array.from('aZ09"{}[]:,/+= \\u')), (at, letter) => {
      const verified = verifySitePack(text.slice(0, at) + letter + text.slice(at + 1), [publicKey])
      expect('refused' in verified ? payload : verified.payload).toEqual(payload)
    }),
    { numRuns: 500 },
  )
})

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tierdesk-pack-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

// Catches: a broken file beside the program that hides the good one, or the other way round an imported one that wins over IT's.
test('the first pack that counts is used, those before it are said, and no pack is no fault', async () => {
  const [beside, profile, empty] = ['beside', 'profile', 'empty'].map((name) => join(folder, name))
  if (beside === undefined || profile === undefined || empty === undefined) throw new Error('three folders')
  await mkdir(beside)
  await mkdir(profile)
  const there = (at: string): string => join(at, 'tierdesk.sitepack')
  await writeFile(there(profile), text)
  const source = (at: string) => ({ by: 'site-pack', where: there(at), values: payload.policies })
  expect(await findSitePack([empty, profile], [publicKey])).toEqual({
    site: 'Manila',
    sources: [source(profile)],
    refusals: [],
  })
  await writeFile(there(beside), text.slice(0, 50))
  expect(await findSitePack([beside, profile], [publicKey])).toEqual({
    site: 'Manila',
    sources: [source(profile)],
    refusals: [`${there(beside)} is no site pack, or is cut off. Copy it here again.`],
  })
  await writeFile(there(beside), text)
  expect((await findSitePack([beside, profile], [publicKey])).sources).toEqual([source(beside)])
  await writeFile(there(beside), 'x'.repeat(100_000))
  expect((await findSitePack([beside], [publicKey])).refusals).toEqual([
    `${there(beside)} is no site pack: it is too large, or no file.`,
  ])
})
