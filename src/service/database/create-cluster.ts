import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { PostgresAccount } from './postgres-account.ts'
import { postgresFailure } from './postgres-failure.ts'
import { StartRefused } from './start-refused.ts'
import { orWhenAbsent } from './system-errors.ts'

/** The name of the database user that owns everything; its password is made once per data folder. */
export const DATABASE_USER = 'tierdesk'

const MAJOR = '18'

/** Where a cluster is made and by whom. `fast` gives up durability for tests. */
export type ClusterPlace = { folder: string; initdb: string; account: PostgresAccount | undefined; fast: boolean }

/** The PostgreSQL cluster of a data folder, created the first time, and the password of its user. */
export async function openCluster(place: ClusterPlace): Promise<{ cluster: string; password: string }> {
  const cluster = join(place.folder, 'pg')
  const password = await clusterPassword(place)
  const version = await orWhenAbsent(readFile(join(cluster, 'PG_VERSION'), 'utf8'), undefined)
  if (version === undefined) await createCluster(place, cluster)
  else if (version.trim() !== MAJOR) {
    throw new StartRefused(
      `The data in ${cluster} belongs to PostgreSQL ${version.trim()} and this Tierdesk brings PostgreSQL ${MAJOR}. Start the version that wrote it, or set TIERDESK_DATA to another folder.`,
    )
  }
  return { cluster, password }
}

async function clusterPassword(place: ClusterPlace): Promise<string> {
  const path = join(place.folder, 'pg-password')
  const existing = await orWhenAbsent(readFile(path, 'utf8'), undefined)
  if (existing !== undefined && existing !== '') return existing
  const password = randomBytes(24).toString('base64url')
  await writeFile(path, password, { mode: 0o600 })
  // initdb reads the password file itself, as the user it runs as.
  if (place.account !== undefined) await chown(path, place.account.uid, place.account.gid)
  return password
}

/** initdb into a folder of another name first: only a finished cluster is ever called `pg`. */
async function createCluster(place: ClusterPlace, cluster: string): Promise<void> {
  const partial = `${cluster}.partial`
  await rm(partial, { recursive: true, force: true })
  await mkdir(partial, { mode: 0o700 })
  if (place.account !== undefined) await chown(partial, place.account.uid, place.account.gid)
  const options = [
    `--pgdata=${partial}`,
    `--username=${DATABASE_USER}`,
    `--pwfile=${join(place.folder, 'pg-password')}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // PostgreSQL's own C.UTF-8 sorts and folds case alike on every machine, whatever its libc knows.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    ...(place.fast ? ['--no-sync'] : []),
  ]
  try {
    await promisify(execFile)(place.initdb, options, {
      cwd: place.folder,
      env: postgresEnvironment(),
      ...place.account,
    })
  } catch (error) {
    throw postgresFailure(error instanceof Error ? error.message : String(error), place.folder)
  }
  await rename(partial, cluster)
}

/** The least PostgreSQL needs, in English: its messages are read by `postgresFailure`. */
export function postgresEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP } = process.env
  return { PATH, SystemRoot, TEMP, LC_ALL: 'C', TZ: 'UTC' }
}
