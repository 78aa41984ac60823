import { execFile } from 'node:child_process'
import { chmod, readFile, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { promisify } from 'node:util'
import { StartRefused } from './start-refused.ts'

/** The system user PostgreSQL runs as, by number. */
export type PostgresAccount = { uid: number; gid: number }

const NAME = 'postgres'

/** The user to run PostgreSQL as: undefined (this one) unless this is root, which PostgreSQL refuses; created when missing. */
export async function postgresAccount(): Promise<PostgresAccount | undefined> {
  if (process.getuid?.() !== 0) return undefined
  if (process.platform !== 'linux') {
    throw new StartRefused('PostgreSQL cannot run as root. Start Tierdesk as an ordinary user.')
  }
  const existing = await accountInPasswd()
  if (existing !== undefined) return existing
  try {
    await promisify(execFile)('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/bin/false',
      NAME,
    ])
  } catch {
    throw new StartRefused(
      `PostgreSQL cannot run as root, and the system user "${NAME}" could not be created. Create it, or start Tierdesk as an ordinary user.`,
    )
  }
  const created = await accountInPasswd()
  if (created === undefined) throw new StartRefused(`The system user "${NAME}" is missing from /etc/passwd.`)
  return created
}

async function accountInPasswd(): Promise<PostgresAccount | undefined> {
  const line = (await readFile('/etc/passwd', 'utf8')).split('\n').find((entry) => entry.startsWith(`${NAME}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) }
}

/** Whether `account` may walk down to `path`: search permission on every folder above it. */
export async function canReach(account: PostgresAccount, path: string): Promise<boolean> {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const { mode, uid, gid } = await stat(folder)
    const searchBit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001
    if ((mode & searchBit) === 0) return false
    if (folder === dirname(folder)) return true
  }
}

/** Opens the data folder itself to be walked through by `account`; throws StartRefused where a folder above it is closed. */
export async function openPath(account: PostgresAccount, folder: string): Promise<void> {
  await chmod(folder, (await stat(folder)).mode | 0o011)
  if (await canReach(account, folder)) return
  throw new StartRefused(
    `Started as root, PostgreSQL runs as the user "${NAME}", which cannot reach ${folder}. Set TIERDESK_DATA to a folder every user can reach, such as /var/lib/tierdesk, or start as an ordinary user.`,
  )
}
