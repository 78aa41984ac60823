/** Everything that `npm run package` knows how to make. */
export const targetNames = ['dir', 'deb', 'rpm', 'appimage', 'nsis-user', 'nsis-machine', 'msi', 'dmg', 'pkg'] as const

/** One installer, or the packed folder itself. */
export type TargetName = (typeof targetNames)[number]

/** The user edition updates itself; the machine edition is put on computers by IT, and updated by them. */
export type Edition = 'user' | 'machine'

/** What a target is made for, what it is called by electron-builder, and whose it is. */
export interface Target {
  readonly platform: 'linux' | 'win32' | 'darwin'
  readonly edition: Edition
  readonly builderTargets: readonly string[]
}

export const targets: Readonly<Record<TargetName, Target>> = {
  dir: { platform: 'linux', edition: 'machine', builderTargets: ['dir'] },
  deb: { platform: 'linux', edition: 'machine', builderTargets: ['deb'] },
  rpm: { platform: 'linux', edition: 'machine', builderTargets: ['rpm'] },
  appimage: { platform: 'linux', edition: 'user', builderTargets: ['AppImage'] },
  'nsis-user': { platform: 'win32', edition: 'user', builderTargets: ['nsis'] },
  'nsis-machine': { platform: 'win32', edition: 'machine', builderTargets: ['nsis'] },
  msi: { platform: 'win32', edition: 'machine', builderTargets: ['msi'] },
  // A Mac updates itself from the zip, not from the image.
  dmg: { platform: 'darwin', edition: 'user', builderTargets: ['dmg', 'zip'] },
  pkg: { platform: 'darwin', edition: 'machine', builderTargets: ['pkg'] },
}
