import { copyFileSync, existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { findProgram, isRoot } from '../project.mjs'
import { type CleanRoot, inCleanRoot } from './clean-root.ts'
import { product } from './product.ts'
import { startProgram } from './started-program.ts'
import { type VerifyStep, mustHold } from './verify-step.ts'
import { onVirtualScreen } from './virtual-screen.ts'

const user = 'agent'

/** Installs the deb in a clean Debian with everything it depends on, starts it as an ordinary user in its sandbox, and purges it. */
export const debSteps = (deb: string, folder: string): readonly VerifyStep[] => [
  {
    name: 'deb: installed, started as an ordinary user with the sandbox on, and purged in a clean Debian 12',
    needs: ['debootstrap', 'Xvfb', 'chroot'],
    whyNot: () => (isRoot ? null : 'needs root, for chroot and mount'),
    run: () => inCleanRoot(join(folder, 'debian-root'), (root) => tryDeb(root, deb)),
  },
]

async function tryDeb(root: CleanRoot, deb: string): Promise<string> {
  const file = `/root/${basename(deb)}`
  copyFileSync(deb, join(root.path, file))
  await root.must('apt-get', 'update', '-q')
  // As apt does it by itself, with what the needed packages recommend.
  await root.must('apt-get', 'install', '-y', '-q', file)
  const changed = await root.must('dpkg', '--verify', product.program)
  mustHold(changed.trim() === '' ? [] : [`dpkg --verify finds other files than were packed: ${changed}`])
  await root.must('useradd', '--create-home', user)
  const seen = await onVirtualScreen((display) => startInside(root, display))
  await root.must('apt-get', 'purge', '-y', '-q', product.program)
  mustHold(leftOvers(root.path).map((path) => `${path} is left after the purge.`))
  return `${seen}; nothing was left`
}

async function startInside(root: CleanRoot, display: string): Promise<string> {
  const words = ['--userspec', `${user}:${user}`, root.path, `/usr/bin/${product.program}`]
  const env = { PATH: '/usr/bin:/bin', HOME: `/home/${user}`, LANG: 'C.UTF-8', DISPLAY: display }
  const desk = await startProgram(findProgram('chroot') ?? 'chroot', words, env)
  try {
    const renderers = sandboxOf(`/opt/${product.name}/${product.program}`, '--type=renderer')
    mustHold([
      ...(desk.url.startsWith('app://workspace/') ? [] : [`It shows ${desk.url} instead of the desk.`]),
      ...(renderers.length > 0 ? [] : ['No renderer was found to look at.']),
      ...renderers.flatMap(({ uid, seccomp, noNewPrivileges }) => [
        ...(uid === 0 ? ['A renderer runs as root.'] : []),
        ...(seccomp === 2 && noNewPrivileges === 1
          ? []
          : [`A renderer runs without its sandbox (Seccomp ${seccomp}).`]),
      ]),
    ])
    const mode = statSync(join(root.path, 'opt', product.name, 'chrome-sandbox')).mode & 0o7777
    return `it showed "${desk.text.split('\n')[0]}"; renderers: uid not 0, Seccomp 2, NoNewPrivs 1; chrome-sandbox ${mode.toString(8)}`
  } finally {
    await desk.close()
  }
}

interface Confinement {
  readonly uid: number
  readonly seccomp: number
  readonly noNewPrivileges: number
}

/** How the processes of a program that have a word among theirs are confined, as the kernel tells. By their words: the sandbox gives them a root of their own. */
function sandboxOf(program: string, word: string): readonly Confinement[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      const folder = join('/proc', pid)
      const words = textOf(join(folder, 'cmdline'))
      if (!words.startsWith(program) || !words.includes(word)) return []
      const status = textOf(join(folder, 'status'))
      const number = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? -1)
      return [{ uid: number('Uid'), seccomp: number('Seccomp'), noNewPrivileges: number('NoNewPrivs') }]
    })
}

/** A process may end while it is looked at: it has no text then. */
function textOf(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

/** What the package brought and a purge has to take: everything in the system with its name, apart from records of what was done. */
function leftOvers(root: string): readonly string[] {
  const folders = ['opt', 'etc', 'usr', 'var/lib/dpkg/info', 'var/lib/dpkg/alternatives']
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => `/${folder}/${path}`),
    )
    .filter((path) => basename(path).toLowerCase().startsWith(product.program))
}
