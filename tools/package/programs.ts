import { findProgram } from '../project.mjs'
import type { TargetName } from './targets.ts'

/** The Debian package that each program comes from, for whoever reads that it is missing. */
const debianPackages: Readonly<Record<string, string>> = {
  'dpkg-deb': 'dpkg',
  rpmbuild: 'rpm',
  mksquashfs: 'squashfs-tools',
  unsquashfs: 'squashfs-tools',
  'desktop-file-validate': 'desktop-file-utils',
  makensis: 'nsis',
  '7zz': '7zip',
  'x86_64-w64-mingw32-gcc': 'gcc-mingw-w64-x86-64-win32',
  'x86_64-w64-mingw32-windres': 'binutils-mingw-w64-x86-64',
  wixl: 'wixl',
  msiinfo: 'msitools',
  msiextract: 'msitools',
  osslsigncode: 'osslsigncode',
  debootstrap: 'debootstrap',
  rpm: 'rpm',
  readelf: 'binutils',
  wine: 'wine wine64',
  'xvfb-run': 'xvfb',
}

/** What a target needs on Linux where nothing can be downloaded, so that stand-ins take the place of fpm, NSIS and AppImage. */
const offlinePrograms: Readonly<Partial<Record<TargetName, readonly string[]>>> = {
  deb: ['dpkg-deb'],
  rpm: ['rpmbuild'],
  appimage: ['mksquashfs', 'unsquashfs', 'desktop-file-validate'],
  'nsis-user': ['makensis', '7zz', 'wine'],
  'nsis-machine': ['makensis', '7zz', 'wine'],
}

/** What a target needs besides what electron-builder downloads by itself. */
const ownPrograms: Readonly<Partial<Record<TargetName, readonly string[]>>> = {
  rpm: ['rpmbuild'],
  'nsis-user': ['wine'],
  'nsis-machine': ['wine'],
}

/** What is known of the machine that a package is made on. */
export interface Machine {
  readonly platform: NodeJS.Platform
  readonly canDownload: boolean
  readonly isTestBuild: boolean
  /** Whether the project's own Electron for this system lies here already. */
  readonly hasElectron: boolean
  readonly has: (program: string) => boolean
}

/** Why a target cannot be made here, as a sentence that says what to do; null where it can. */
export function whyNot(name: TargetName, machine: Machine): string | null {
  if (name === 'dmg' || name === 'pkg') {
    if (machine.platform !== 'darwin') return 'needs macOS: run `npm run package -- dmg pkg` on a Mac'
    return machine.isTestBuild ? 'the test runtime exists for Linux only' : null
  }
  if (machine.platform === 'win32') return windowsOnly(name)
  if (machine.platform === 'darwin' && machine.isTestBuild) return 'the test runtime exists for Linux only'
  const lacking = machine.isTestBuild || machine.canDownload ? null : notFetched(name, machine)
  if (lacking !== null)
    return `${lacking} from github.com, which cannot be reached: build where it can, or with --test-runtime`
  return missingSentence(needed(name, machine).filter((program) => !machine.has(program)))
}

/** What a release of this target cannot do without and nobody has fetched; null where it is all here. */
function notFetched(name: TargetName, { hasElectron }: Machine): string | null {
  if (isWindowsTarget(name)) return 'Electron for Windows and NSIS come'
  if (!hasElectron) return 'Electron comes'
  return name === 'appimage' ? 'the AppImage runtime comes' : null
}

const isWindowsTarget = (name: TargetName): boolean => ['nsis-user', 'nsis-machine', 'msi'].includes(name)

function windowsOnly(name: TargetName): string | null {
  return isWindowsTarget(name) ? null : 'needs Linux: run `npm run package` there'
}

function needed(name: TargetName, { canDownload, isTestBuild }: Machine): readonly string[] {
  const standIn = isTestBuild && isWindowsTarget(name) ? ['x86_64-w64-mingw32-gcc', 'x86_64-w64-mingw32-windres'] : []
  if (name === 'msi') return ['wixl', ...standIn]
  return [...(isTestBuild || !canDownload ? (offlinePrograms[name] ?? []) : (ownPrograms[name] ?? [])), ...standIn]
}

/** Names what is missing and where Debian has it; null where nothing is. */
export function missingSentence(programs: readonly string[]): string | null {
  if (programs.length === 0) return null
  const packages = new Set(programs.map((program) => debianPackages[program] ?? program))
  return `${programs.join(', ')} missing: apt-get install ${[...packages].join(' ')}`
}

/** Whether a program is in PATH. */
export const isInstalled = (program: string): boolean => findProgram(program) !== undefined
