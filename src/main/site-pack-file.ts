import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { PolicySource } from '#shared/policy/judge-policies.ts'
import { sitePackFile } from '#shared/policy/site-pack.ts'
import { type VerifiedSitePack, verifySitePack } from './verify-site-pack.ts'

/** The site pack that counts, if there is one, and a sentence for each that does not. */
export interface FoundSitePack {
  readonly site: string | null
  readonly sources: readonly PolicySource[]
  readonly refusals: readonly string[]
}

const mostBytes = 64 * 1024

/** Looks for a site pack in these folders; the first that is signed as it must be counts. Never rejects. */
export async function findSitePack(folders: readonly string[], trustedKeys: readonly string[]): Promise<FoundSitePack> {
  const refusals: string[] = []
  for (const folder of folders) {
    const where = join(folder, sitePackFile)
    const pack = await readSitePack(where, trustedKeys)
    if (pack === null) continue
    if ('payload' in pack) {
      const { site, policies } = pack.payload
      return { site, sources: [{ by: 'site-pack', where, values: policies }], refusals }
    }
    refusals.push(`${where} ${pack.refused}`)
  }
  return { site: null, sources: [], refusals }
}

/** Reads and checks one file; null where there is none. Never rejects. */
export async function readSitePack(path: string, trustedKeys: readonly string[]): Promise<VerifiedSitePack | null> {
  try {
    const found = await stat(path)
    if (!found.isFile() || found.size > mostBytes) return { refused: 'is no site pack: it is too large, or no file.' }
    return verifySitePack(await readFile(path, 'utf8'), trustedKeys)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    return { refused: `could not be read (${code}). Let every user read it.` }
  }
}
