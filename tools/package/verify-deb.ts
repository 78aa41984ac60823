import { copyFileSync, existsSync, lstatSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { findProgram, isRoot } from '../project.mjs'
import { run } from '../run.mjs'
import { type CleanRoot, inCleanRoot, mustRun, wordsInside } from './clean-root.ts'
import { product } from './product.ts'
import { startProgram } from './started-program.ts'
import { type VerifyStep, mustHold } from './verify-step.ts'
import { onVirtualScreen } from './virtual-screen.ts'

const user = 'agent'
const program = `/usr/bin/${product.program}`
const profile = `/home/${user}/.config/${product.name}`

/** Installs the deb in a clean Debian with everything it depends on, starts it as an ordinary user in its sandbox, and purges it. */
export const debSteps = (deb: string, folder: string): readonly VerifyStep[] => [
  {
    name: 'deb: installed, started as an ordinary user with the sandbox on, and purged in a clean Debian 12',
    needs: ['debootstrap', 'Xvfb', 'unshare', 'pivot_root', 'chroot'],
    whyNot: () => (isRoot ? null : 'needs root, for mount, pivot_root and chroot'),
    run: () => inCleanRoot(join(folder, 'debian-root'), (root) => tryDeb(root, deb)),
  },
]

async function tryDeb(root: CleanRoot, deb: string): Promise<string> {
  const file = `/root/${basename(deb)}`
  copyFileSync(deb, join(root.path, file))
  await root.must('apt-get', 'update', '-q')
  // Nothing that is only recommended: what it needs it has to ask for.
  await root.must('apt-get', 'install', '-y', '-q', '--no-install-recommends', file)
  const changed = await root.must('dpkg', '--verify', product.program)
  mustHold(changed.trim() === '' ? [] : [`dpkg --verify finds other files than were packed: ${changed}`])
  await root.must('useradd', '--create-home', user)
  const seen = await onVirtualScreen(async (display) => {
    const started = wordsInside(root.path, 'setpriv', '--reuid', user, '--regid', user, '--init-groups', program)
    await mustRefuseOpen(started)
    const asInstalled = await startInside(root, ['unshare', ...started], display)
    // Once more where nobody can make a namespace: the package has to see that, and the sandbox to be the one that belongs to root.
    await mustRun('chroot', [root.path, `/var/lib/dpkg/info/${product.program}.postinst`, 'configure'])
    const byRoot = ['chroot', '--userspec', `${user}:${user}`, root.path, program]
    const withoutNamespaces = await startInside(root, byRoot, display)
    const mode = modeOfSandbox(root)
    mustHold(mode === 0o4755 ? [] : [`Without namespaces chrome-sandbox has the mode ${mode.toString(8)}.`])
    return `as installed: ${asInstalled}; where nobody can make namespaces: ${withoutNamespaces}`
  })
  await root.must('apt-get', 'purge', '-y', '-q', product.program)
  mustHold([
    ...leftOvers(root.path).map((path) => `${path} is left after the purge.`),
    ...(existsSync(join(root.path, profile)) ? [] : [`The purge took what the agent keeps in ${profile}.`]),
  ])
  return `refused with --no-sandbox; ${seen}; the purge left nothing but the profile in the home`
}

/** Nobody but root gets it to run without its sandbox. There is no screen, so that no dialog waits. */
async function mustRefuseOpen(started: readonly string[]): Promise<void> {
  const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: `/home/${user}`, LANG: 'C.UTF-8' }
  const asked = { env, quiet: true, timeoutMs: 60_000 }
  const { code, output } = await run('unshare', [...started, '--no-sandbox'], asked)
  mustHold(
    code === 1 && output.includes('it would run without its sandbox')
      ? []
      : [`With --no-sandbox it ended with ${code}: ${output.trim().slice(-500)}`],
  )
}

const modeOfSandbox = (root: CleanRoot): number =>
  statSync(join(root.path, 'opt', product.name, 'chrome-sandbox')).mode & 0o7777

/** Starts it by a program and its words, looks at the sandbox, and ends it. */
async function startInside(
  root: CleanRoot,
  [starter = '', ...words]: readonly string[],
  display: string,
): Promise<string> {
  const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: `/home/${user}`, LANG: 'C.UTF-8', DISPLAY: display }
  const desk = await startProgram(findProgram(starter) ?? starter, words, env)
  try {
    const renderers = sandboxOf(`/opt/${product.name}/${product.program}`, '--type=renderer')
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
    return `it showed "${desk.text.split('\n')[0]}", chrome-sandbox ${modeOfSandbox(root).toString(8)}; renderers: uid not 0, Seccomp 2, NoNewPrivs 1, a namespace of processes of their own`
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

/** How the processes of a program that have a word among theirs are confined, as the kernel tells. By their words: the sandbox gives them a root of their own. */
function sandboxOf(program: string, word: string): readonly Confinement[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      const folder = join('/proc', pid)
      const words = textOf(join(folder, 'cmdline'))
      if (!words.startsWith(program) || !words.includes(word)) return []
      const isOpen = words.split('\0').includes('--no-sandbox')
      const status = textOf(join(folder, 'status'))
      const number = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? -1)
      // Its own number in each namespace from ours inwards: only one where it has none of its own.
      const isApart = (/^NSpid:\s+(.+)$/m.exec(status)?.[1] ?? '').split(/\s+/).length > 1
      return [
        { uid: number('Uid'), seccomp: number('Seccomp'), noNewPrivileges: number('NoNewPrivs'), isApart, isOpen },
      ]
    })
}

/** A process may end while it is looked at: it has no text then. */
function textOf(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

/** What the package brought and a purge has to take: every path with its name, and every list of the system that tells of it. */
function leftOvers(root: string): readonly string[] {
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
