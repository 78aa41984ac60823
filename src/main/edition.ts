import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ReleaseTarget } from '#shared/update/release.ts'

/**
 * Who looks after this installation: `user` updates itself, `machine` is IT's, `none` was not installed at all.
 * `target`: the installer that goes over it.
 */
export type Edition =
  | { readonly kind: 'user'; readonly target: ReleaseTarget }
  | { readonly kind: 'machine' }
  | { readonly kind: 'none' }

/** Where Tierdesk runs. */
export interface InstalledAt {
  readonly isPackaged: boolean
  /** Of process: `platform`, `arch`, `resourcesPath`. */
  readonly platform: string
  readonly arch: string
  readonly resources: string
  readonly program: string
  /** The AppImage that it was started from, if it was. */
  readonly appImage: string | undefined
  readonly home: string
}

/** An installer for the whole computer puts a file of this name beside app.asar: wherever it lies, its updates are IT's. */
export const machineMarker = 'machine-edition'

/**
 * Tells the editions apart by where they lie. A user's own is: of Windows whatever is not below Program Files, where NSIS puts it
 * for one user; of macOS what lies in the user's Applications; of Linux an AppImage. Whatever bears the marker is the machine's.
 */
export function editionOf({ isPackaged, platform, arch, resources, program, appImage, home }: InstalledAt): Edition {
  if (!isPackaged) return { kind: 'none' }
  if (existsSync(join(resources, machineMarker))) return { kind: 'machine' }
  const target = (form: string): Edition => {
    const known = ReleaseTarget.safeParse(`${platform}-${arch}-${form}`)
    return known.success ? { kind: 'user', target: known.data } : { kind: 'machine' }
  }
  switch (platform) {
    case 'win32':
      return /^[a-z]:\\program files( \(x86\))?\\/i.test(program) ? { kind: 'machine' } : target('nsis')
    case 'darwin':
      return program.startsWith(join(home, 'Applications') + '/') ? target('zip') : { kind: 'machine' }
    case 'linux':
      // What a package put below /opt or /usr is replaced by the package, by whoever is root.
      return appImage !== undefined && existsSync(dirname(appImage)) ? target('appimage') : { kind: 'machine' }
    default:
      return { kind: 'machine' }
  }
}
