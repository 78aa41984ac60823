import { existsSync, lstatSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { findProgram } from '../project.mjs'
import { run } from '../run.mjs'
import { type CleanRoot, wordsInside } from './clean-root.ts'
import { product } from './product.ts'
import { startProgram } from './started-program.ts'
import { mustHold } from './verify-step.ts'

/** Who starts the desk in a clean root: somebody without any rights. */
export const user = 'agent'
/** Where that one's profile lies. */
export const profile = `/home/${user}/.config/${product.name}`

const environment = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: `/home/${user}`, LANG: 'C.UTF-8' }

/** Makes the ordinary user. */
export const addUser = (root: CleanRoot): Promise<string> => root.must('useradd', '--create-home', user)

/** A program and its words, started inside by the ordinary user. */
export const asUser = (root: CleanRoot, ...words: readonly string[]): readonly string[] => [
  'unshare',
  ...wordsInside(root.path, 'setpriv', '--reuid', user, '--regid', user, '--init-groups', ...words),
]

/** Nobody but root gets it to run without its sandbox. There is no screen, so that no dialog waits. */
export async function mustRefuseOpen([starter = '', ...words]: readonly string[]): Promise<void> {
  const asked = { env: environment, quiet: true, timeoutMs: 60_000 }
  const { code, output } = await run(findProgram(starter) ?? starter, [...words, '--no-sandbox'], asked)
  mustHold(
    code === 1 && output.includes('it would run without its sandbox')
      ? []
      : [`With --no-sandbox it ended with ${code}: ${output.trim().slice(-500)}`],
  )
}

/** Starts the desk by a program and its words, looks at the sandbox of its window, and ends it; what was seen. */
export async function startConfined([starter = '', ...words]: readonly string[], display: string): Promise<string> {
  const desk = await startProgram(findProgram(starter) ?? starter, words, { ...environment, DISPLAY: display })
  try {
    const renderers = confinementsBelow(desk.child.pid ?? -1, '--type=renderer')
    mustHold([
      ...(desk.url.startsWith('app://workspace/') ? [] : [`It shows ${desk.url} instead of the desk.`]),
      ...(renderers.length > 0 ? [] : ['No renderer was found to look at.']),
      ...renderers.flatMap(({ uid, seccomp, noNewPrivileges, isApart, isOpen }) => [
        ...(uid === 0 ? ['A renderer runs as root.'] : []),
        ...(isOpen ? ['A renderer was told --no-sandbox.'] : []),
        ...(isApart ? [] : ['A renderer sees the processes of everybody: it has no namespace of its own.']),
        ...(seccomp === 2 && noNewPrivileges === 1
          ? []
          : [`A renderer runs without its sandbox (Seccomp ${seccomp}).`]),
      ]),
    ])
    return `it showed "${desk.text.split('\n')[0]}"; renderers: uid not 0, Seccomp 2, NoNewPrivs 1, a namespace of processes of their own`
  } finally {
    await desk.close()
  }
}

interface Confinement {
  readonly uid: number
  readonly seccomp: number
  readonly noNewPrivileges: number
  /** Whether it sees other processes than this one does, by user and pid namespaces or the sandbox that belongs to root. */
  readonly isApart: boolean
  /** Whether it was told to do without a sandbox. */
  readonly isOpen: boolean
}

/** How the processes that a process has started are confined, as the kernel tells: those that have a word among theirs. */
function confinementsBelow(ancestor: number, word: string): readonly Confinement[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each)))
    parents.set(Number(name), numberOf(textOf(join('/proc', name, 'status')), 'PPid'))
  const isBelow = (pid: number | undefined): boolean =>
    pid !== undefined && (pid === ancestor || isBelow(parents.get(pid)))
  return [...parents.keys()].filter(isBelow).flatMap((pid) => {
    // Chromium names the processes of its zygote anew, with spaces between the words.
    const words = textOf(join('/proc', String(pid), 'cmdline')).split(/[\0 ]/)
    if (!words.includes(word)) return []
    const status = textOf(join('/proc', String(pid), 'status'))
    // Its own number in each namespace from ours inwards: only one where it has none of its own.
    const isApart = (/^NSpid:\s+(.+)$/m.exec(status)?.[1] ?? '').split(/\s+/).length > 1
    const [uid, seccomp, noNewPrivileges] = ['Uid', 'Seccomp', 'NoNewPrivs'].map((name) => numberOf(status, name))
    return [
      {
        uid: uid ?? -1,
        seccomp: seccomp ?? -1,
        noNewPrivileges: noNewPrivileges ?? -1,
        isApart,
        isOpen: words.includes('--no-sandbox'),
      },
    ]
  })
}

const numberOf = (status: string, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? -1)

/** A process may end while it is looked at: it has no text then. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // it is gone
  }
}

/** What a package brought and its removal has to take: every path with its name, and every list of the system that tells of it. */
export function leftOvers(root: string): readonly string[] {
  const named = ['opt', 'etc', 'usr', 'var/lib', 'var/cache'].flatMap((folder) =>
    pathsBelow(root, folder).filter((path) => basename(path).toLowerCase().includes(product.program)),
  )
  const lists = ['etc', 'usr/share/applications', 'usr/share/mime', 'var/lib/dpkg/status', 'var/lib/dpkg/alternatives']
  const telling = lists
    .flatMap((place) => [`/${place}`, ...pathsBelow(root, place)])
    // Not what a link leads to, which is outside of this root: /etc/mtab.
    .filter((path) => lstatSync(join(root, path), { throwIfNoEntry: false })?.isFile() ?? false)
    .filter((path) => readFileSync(join(root, path), 'latin1').toLowerCase().includes(product.program))
  return [...new Set([...named, ...telling])]
}

function pathsBelow(root: string, folder: string): readonly string[] {
  const path = join(root, folder)
  if (!existsSync(path) || !statSync(path).isDirectory()) return []
  return readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => `/${folder}/${name}`)
}
