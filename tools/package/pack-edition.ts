import { join } from 'node:path'
import { builderConfiguration } from './builder-configuration.ts'
import { runElectronBuilder } from './electron-builder.ts'
import { type PackedFolder, packedFaults } from './packed-folder.ts'
import type { Signing } from './signing.ts'
import { windowsProgramStandIn } from './stand-ins.ts'
import { toolsFor } from './target-tools.ts'
import { type Target, type TargetName, targets } from './targets.ts'

/** What all targets of one command share. */
export interface Packing {
  readonly folder: string
  readonly release: string
  readonly version: string
  readonly isTestBuild: boolean
  readonly canDownload: boolean
  readonly electronVersion: string
  readonly electronDist: string | null
  readonly signing: Signing
  /** What is packed already, by platform and edition: several installers are made of one folder. */
  readonly packed: Map<string, PackedFolder | { readonly failed: string }>
}

const folderNames = { linux: 'linux-unpacked', win32: 'win-unpacked', darwin: 'mac' } as const

/** The configuration of electron-builder for a target, writing to a folder of its own. */
export function configurationFor(target: Target, packing: Packing, output: string) {
  return builderConfiguration({ ...packing, edition: target.edition, electronDist: distFor(target, packing), output })
}

function distFor({ platform }: Target, { electronDist, isTestBuild, folder, electronVersion }: Packing): string | null {
  if (platform === 'linux') return electronDist
  if (!isTestBuild) return null
  return windowsProgramStandIn(join(folder, 'stand-ins', 'windows'), electronVersion)
}

/** The packed app that a target is made of; or why there is none. What is packed is checked before anything is made of it. */
export async function packedEdition(
  name: TargetName,
  packing: Packing,
): Promise<PackedFolder | { readonly failed: string }> {
  const key = `${targets[name].platform}-${targets[name].edition}`
  const made = packing.packed.get(key) ?? (await pack(key, name, packing))
  packing.packed.set(key, made)
  return made
}

async function pack(
  key: string,
  name: TargetName,
  packing: Packing,
): Promise<PackedFolder | { readonly failed: string }> {
  const { platform, edition, builderTargets } = targets[name]
  const output = join(packing.folder, 'work', key)
  const fault = await runElectronBuilder({
    name: `pack-${key}`,
    platform,
    // electron-builder writes app-update.yml only where it makes the installer in the same run; the machine edition has none.
    builderTargets: edition === 'user' ? builderTargets : ['dir'],
    configuration: configurationFor(targets[name], packing, output),
    prepackaged: null,
    environment: toolsFor(edition === 'user' ? name : 'dir', packing).environment(),
    folder: packing.folder,
  })
  if (fault !== null) return { failed: fault }
  const packed = { folder: join(output, folderNames[platform]), platform, edition, isTestBuild: packing.isTestBuild }
  const faults = await packedFaults(packed)
  return faults.length === 0 ? packed : { failed: faults.join(' ') }
}
