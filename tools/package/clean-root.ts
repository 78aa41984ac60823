import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { CACHE } from '../project.mjs'
import { run } from '../run.mjs'

const BASE = join(CACHE, 'debian-12')
const ARCHIVES = join(CACHE, 'debian-12-archives')
const MIRROR = 'http://deb.debian.org/debian'

/** A Debian 12 with nothing installed but the least, of which every change is thrown away at the end. */
export interface CleanRoot {
  readonly path: string
  /** Runs a program inside, as root. Rejects with its output where it fails. */
  readonly must: (...words: readonly string[]) => Promise<string>
}

/** What starts a program inside as on a computer of its own: where users may make namespaces they may there, which no chroot allows. */
export const wordsInside = (path: string, ...words: readonly string[]): readonly string[] => [
  '--mount',
  'sh',
  '-c',
  'cd "$0" && pivot_root . mnt && cd / && umount -l /mnt && exec "$@"',
  path,
  ...words,
]

/** Makes the root (by debootstrap, once), gives it to `work` and takes it away again. */
export async function inCleanRoot<T>(folder: string, work: (root: CleanRoot) => Promise<T>): Promise<T> {
  await ensureBase()
  const [upper, scratch, path] = [join(folder, 'upper'), join(folder, 'scratch'), join(folder, 'root')]
  await removeRoot(folder)
  for (const each of [upper, scratch, path, ARCHIVES]) mkdirSync(each, { recursive: true })
  const mount = async (words: readonly string[], at: string): Promise<void> => {
    mkdirSync(at, { recursive: true })
    await mustRun('mount', [...words, at])
  }
  try {
    await mount(['-t', 'overlay', 'overlay', '-o', `lowerdir=${BASE},upperdir=${upper},workdir=${scratch}`], path)
    for (const name of ['dev', 'dev/shm', 'dev/pts', 'sys', 'tmp/.X11-unix'])
      await mount(['--bind', `/${name}`], join(path, name))
    await mount(['-t', 'proc', 'proc'], join(path, 'proc'))
    await mount(['--bind', ARCHIVES], join(path, 'var/cache/apt/archives'))
    return await work({ path, must: (...words) => mustRun('unshare', wordsInside(path, ...words)) })
  } finally {
    await removeRoot(folder)
  }
}

/** Takes a root away, of this run or of one that was cut off. What is still mounted in it belongs to this computer: first that is let go. */
async function removeRoot(folder: string): Promise<void> {
  const mounted = (): readonly string[] =>
    readFileSync('/proc/self/mounts', 'utf8')
      .split('\n')
      .map((line) => line.split(' ')[1] ?? '')
      .filter((at) => at.startsWith(`${folder}/`))
  for (const at of [...mounted()].reverse()) await mustRun('umount', [at])
  if (mounted().length > 0) throw new Error(`Something is still mounted below ${folder}. Unmount it, then try again.`)
  rmSync(folder, { recursive: true, force: true })
}

async function ensureBase(): Promise<void> {
  if (existsSync(BASE)) return
  console.log('Making a clean Debian 12 (once, some minutes) ...')
  const partial = `${BASE}.partial`
  rmSync(partial, { recursive: true, force: true })
  mkdirSync(CACHE, { recursive: true })
  await mustRun('debootstrap', ['--variant=minbase', 'bookworm', partial, MIRROR])
  renameSync(partial, BASE)
}

/** Runs a program, with English words whatever this computer speaks. Rejects with the end of its output where it fails. */
export async function mustRun(program: string, words: readonly string[], cwd?: string): Promise<string> {
  const env = { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' }
  const { code, output } = await run(program, [...words], { env, quiet: true, ...(cwd === undefined ? {} : { cwd }) })
  if (code !== 0) throw new Error(`${program} ${words.join(' ')} ended with ${code}: ${output.trim().slice(-1500)}`)
  return output
}
