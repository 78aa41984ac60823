import { copyFileSync, existsSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { isRoot } from '../project.mjs'
import { debNeeds } from './builder-configuration.ts'
import { type CleanRoot, inCleanRoot, mustRun } from './clean-root.ts'
import { addUser, asUser, leftOvers, mustRefuseOpen, profile, startConfined, user } from './installed-desk.ts'
import { product } from './product.ts'
import { type VerifyStep, mustHold } from './verify-step.ts'
import { onVirtualScreen } from './virtual-screen.ts'

const program = `/usr/bin/${product.program}`
const aCleanRoot = {
  needs: ['debootstrap', 'Xvfb', 'unshare', 'pivot_root', 'chroot'],
  whyNot: () => (isRoot ? null : 'needs root, for mount, pivot_root and chroot'),
}

/** Installs the deb in a clean Debian with everything it depends on, starts it as an ordinary user in its sandbox, and purges it. */
export const debSteps = (deb: string, folder: string): readonly VerifyStep[] => [
  {
    name: 'deb: installed, started as an ordinary user with the sandbox on, and purged in a clean Debian 12',
    ...aCleanRoot,
    run: () => inCleanRoot(join(folder, 'debian-root'), (root) => tryDeb(root, deb)),
  },
]

/** Starts the AppImage in a clean Debian, where an ordinary user puts it, in its sandbox. */
export const appImageInRootSteps = (file: string, folder: string): readonly VerifyStep[] => [
  {
    name: 'AppImage: started as an ordinary user with the sandbox on in a clean Debian 12',
    ...aCleanRoot,
    run: () => inCleanRoot(join(folder, 'debian-root'), (root) => tryAppImage(root, file)),
  },
]

/** Has rpm install its package in a Debian with the needs of the deb: no system of rpm, but its scripts and files are played. */
export const rpmInRootSteps = (file: string, folder: string): readonly VerifyStep[] => [
  {
    name: 'rpm: installed by rpm without its needs, started as an ordinary user with the sandbox on, and removed in a clean Debian 12',
    ...aCleanRoot,
    run: () => inCleanRoot(join(folder, 'debian-root'), (root) => tryRpm(root, file)),
  },
]

function copyInto(root: CleanRoot, file: string): string {
  const path = `/opt/${basename(file)}`
  copyFileSync(file, join(root.path, path))
  return path
}

async function tryDeb(root: CleanRoot, deb: string): Promise<string> {
  const file = `/root/${basename(deb)}`
  copyFileSync(deb, join(root.path, file))
  await root.must('apt-get', 'update', '-q')
  // Nothing that is only recommended: what it needs it has to ask for.
  await root.must('apt-get', 'install', '-y', '-q', '--no-install-recommends', file)
  const changed = await root.must('dpkg', '--verify', product.program)
  mustHold(changed.trim() === '' ? [] : [`dpkg --verify finds other files than were packed: ${changed}`])
  await addUser(root)
  const seen = await onVirtualScreen(async (display) => {
    await mustRefuseOpen(asUser(root, program))
    const [asInstalled, before] = [await startConfined(asUser(root, program), display), modeOfSandbox(root)]
    // Once more where nobody can make a namespace: the package has to see that, and the sandbox to be the one that belongs to root.
    await mustRun('chroot', [root.path, `/var/lib/dpkg/info/${product.program}.postinst`, 'configure'])
    const byRoot = ['chroot', '--userspec', `${user}:${user}`, root.path, program]
    const withoutNamespaces = await startConfined(byRoot, display)
    const mode = modeOfSandbox(root)
    mustHold(mode === '4755' ? [] : [`Without namespaces chrome-sandbox has the mode ${mode}.`])
    return `as installed (chrome-sandbox ${before}): ${asInstalled}; where nobody can make namespaces (${mode}): ${withoutNamespaces}`
  })
  await root.must('apt-get', 'purge', '-y', '-q', product.program)
  mustBeGone(root)
  return `refused with --no-sandbox; ${seen}; the purge left nothing but the profile in the home`
}

async function tryAppImage(root: CleanRoot, file: string): Promise<string> {
  await installNeeds(root, 'squashfs-tools')
  await addUser(root)
  const path = copyInto(root, file)
  return onVirtualScreen(async (display) => {
    await mustRefuseOpen(asUser(root, path))
    return `refused with --no-sandbox; ${await startConfined(asUser(root, path), display)}`
  })
}

async function tryRpm(root: CleanRoot, file: string): Promise<string> {
  await installNeeds(root, 'rpm')
  await addUser(root)
  // Debian's rpm knows none of Debian's packages, and asks to be sure.
  await root.must('rpm', '--install', '--nodeps', '--force-debian', copyInto(root, file))
  // The mode of the sandbox is what the script has set.
  const changed = await root.must('rpm', '--verify', '--nodeps', '--nomode', product.program)
  mustHold(changed.trim() === '' ? [] : [`rpm --verify finds other files than were packed: ${changed}`])
  const seen = await onVirtualScreen((display) => startConfined(asUser(root, program), display))
  const mode = modeOfSandbox(root)
  await root.must('rpm', '--erase', product.program)
  mustBeGone(root)
  return `chrome-sandbox ${mode}; ${seen}; removed but for the profile in the home`
}

async function installNeeds(root: CleanRoot, ...more: readonly string[]): Promise<void> {
  await root.must('apt-get', 'update', '-q')
  await root.must('apt-get', 'satisfy', '-y', '-q', '--no-install-recommends', [...debNeeds, ...more].join(', '))
}

function mustBeGone(root: CleanRoot): void {
  mustHold([
    ...leftOvers(root.path)
      .filter((path) => !/\.(rpm|AppImage)$/.test(path))
      .map((path) => `${path} is left after the removal.`),
    ...(existsSync(join(root.path, profile)) ? [] : [`The removal took what the agent keeps in ${profile}.`]),
  ])
}

const modeOfSandbox = (root: CleanRoot): string =>
  (statSync(join(root.path, 'opt', product.name, 'chrome-sandbox')).mode & 0o7777).toString(8)
