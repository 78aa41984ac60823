import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../run.mjs'
import { product } from './product.ts'

const timestamps = 'http://timestamp.digicert.com'

/**
 * Signs an MSI with the certificate that the environment names, by osslsigncode. `isOffline`: without the time of somebody else, as
 * in a test build. Resolves to why it failed, or null.
 */
export async function signMsi(path: string, isOffline: boolean): Promise<string | null> {
  const certificate = process.env['WIN_CSC_LINK'] ?? process.env['CSC_LINK'] ?? ''
  if (!existsSync(certificate)) return 'the certificate for the MSI has to be a file (WIN_CSC_LINK names none)'
  const folder = mkdtempSync(join(tmpdir(), 'tierdesk-sign-'))
  try {
    // A password among the words of a program could be read by everybody on this computer.
    const password = join(folder, 'password')
    writeFileSync(password, process.env['WIN_CSC_KEY_PASSWORD'] ?? process.env['CSC_KEY_PASSWORD'] ?? '', {
      mode: 0o600,
    })
    const words = ['sign', '-pkcs12', certificate, '-readpass', password, '-h', 'sha256', '-n', product.name]
    const time = isOffline ? [] : ['-ts', timestamps]
    const signed = join(folder, 'signed.msi')
    const { code, output } = await run('osslsigncode', [...words, ...time, '-in', path, '-out', signed], {
      quiet: true,
    })
    if (code !== 0) return `osslsigncode: ${output.trim().split('\n').at(-1) ?? `code ${code}`}`
    renameSync(signed, path)
    return null
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
