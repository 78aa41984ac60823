import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mustRun } from './clean-root.ts'
import { type PackedFolder, packedFaults } from './packed-folder.ts'
import { product } from './product.ts'
import { type VerifyStep, mustHold } from './verify-step.ts'

/** Reads back what was set in each packed folder: fuses, size, content, and who updates it. */
export const packedSteps = (folders: readonly PackedFolder[]): readonly VerifyStep[] =>
  folders.map((packed) => ({
    name: `${packed.platform} ${packed.edition}: fuses, content and size of the app, who updates it and by whose signature`,
    needs: [],
    run: async () => {
      mustHold(await packedFaults(packed))
      return packed.isTestBuild
        ? 'as in the code; this Electron or its stand-in may have fewer fuses'
        : 'as in the code'
    },
  }))

/** Compares the sums, and the hashes by which an edition that updates itself checks what it fetched. */
export const sumSteps = (release: string): readonly VerifyStep[] => [
  {
    name: 'SHA256SUMS: every file is as it was made',
    needs: ['sha256sum'],
    run: async () => {
      const said = await mustRun('sha256sum', ['-c', 'SHA256SUMS'], release)
      return `${said.trim().split('\n').length} files`
    },
  },
  ...readdirSync(release)
    .filter((name) => /^latest.*\.yml$/.test(name))
    .map((name) => ({
      name: `${name}: names a file that is there, by its hash`,
      needs: [],
      run: () => compareFeed(release, name),
    })),
]

async function compareFeed(release: string, name: string): Promise<string> {
  const text = readFileSync(join(release, name), 'utf8')
  const pairs = [...text.matchAll(/- url: (\S+)\s+sha512: (\S+)/g)]
  if (pairs.length === 0) throw new Error(`${name} names no file.`)
  const faults: string[] = []
  for (const [, file = '', sha512] of pairs) {
    if (!existsSync(join(release, file))) faults.push(`${file} is not there.`)
    else if ((await sha512Of(join(release, file))) !== sha512)
      faults.push(`${file} is not the file that ${name} means.`)
  }
  mustHold(faults)
  return pairs.map(([, file]) => file).join(', ')
}

async function sha512Of(path: string): Promise<string> {
  const hash = createHash('sha512')
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk)
  return hash.digest('base64')
}

/** Signs with a certificate made for this one trial, and reads back who signed: by that name updates are judged. */
export const signingSteps = (msi: string): readonly VerifyStep[] => [
  {
    name: 'signing: osslsigncode signs and the publisher is read back (a self-made certificate, of a copy)',
    needs: ['osslsigncode', 'openssl'],
    run: async () => {
      const folder = mkdtempSync(join(tmpdir(), 'tierdesk-sign-'))
      try {
        const [key, certificate, pack, signed] = ['key.pem', 'certificate.pem', 'both.pfx', 'signed.msi'].map((name) =>
          join(folder, name),
        ) as [string, string, string, string]
        const made = [
          'req',
          '-x509',
          '-newkey',
          'rsa:2048',
          '-nodes',
          '-days',
          '1',
          '-keyout',
          key,
          '-out',
          certificate,
        ]
        await mustRun('openssl', [
          ...made,
          '-subj',
          `/CN=${product.publisher}`,
          '-addext',
          'extendedKeyUsage=codeSigning',
        ])
        const packed = ['pkcs12', '-export', '-inkey', key, '-in', certificate, '-out', pack, '-passout', 'pass:trial']
        await mustRun('openssl', packed)
        await mustRun('osslsigncode', [
          'sign',
          '-pkcs12',
          pack,
          '-pass',
          'trial',
          '-h',
          'sha256',
          '-in',
          msi,
          '-out',
          signed,
        ])
        const said = await mustRun('osslsigncode', ['verify', '-CAfile', certificate, '-in', signed])
        mustHold([
          ...(said.includes('Signature verification: ok') ? [] : ['The signature does not hold.']),
          ...(new RegExp(`Subject: .*CN ?= ?${product.publisher}$`, 'm').test(said)
            ? []
            : ['Somebody else has signed.']),
        ])
        return `CN=${product.publisher}`
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    },
  },
]
