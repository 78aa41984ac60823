import { join } from 'node:path'
import { nsisStandIn } from './nsis-stand-in.ts'
import { appImageStandIn, fpmStandIn } from './stand-ins.ts'
import type { TargetName } from './targets.ts'

/** What decides whether genuine tools can be had. */
interface ToolsFacts {
  readonly folder: string
  readonly isTestBuild: boolean
  readonly canDownload: boolean
}

/** With what a target is made: how that is said in the table, and variables for electron-builder, for which stand-ins are made. */
export interface Tools {
  readonly by: string
  readonly environment: () => NodeJS.ProcessEnv
}

/** The tools of a target: genuine ones, or what stands for them where they cannot be had. */
export function toolsFor(name: TargetName, packing: ToolsFacts): Tools {
  const offline = packing.isTestBuild ? { ELECTRON_BUILDER_OFFLINE: 'true', USE_SYSTEM_OSSLSIGNCODE: 'true' } : {}
  const { by, standIn } = standInFor(name, packing)
  return { by, environment: () => ({ ...offline, ...standIn?.(join(packing.folder, 'stand-ins')) }) }
}

/** `standIn` makes what takes a tool's place in a folder, and answers the variables that name it; null for a genuine tool. */
interface StandIn {
  readonly by: string
  readonly standIn: ((folder: string) => NodeJS.ProcessEnv) | null
}

function standInFor(name: TargetName, { isTestBuild, canDownload }: ToolsFacts): StandIn {
  const genuine = { by: 'electron-builder', standIn: null }
  switch (name) {
    case 'deb':
    case 'rpm':
      if (canDownload) return genuine
      return { by: 'electron-builder, own stand-in for fpm', standIn: fpmStandIn }
    case 'appimage':
      if (!isTestBuild) return genuine
      return { by: 'electron-builder, stand-in for the AppImage runtime', standIn: appImageStandIn }
    case 'nsis-user':
    case 'nsis-machine':
      if (!isTestBuild) return genuine
      return {
        by: 'electron-builder, of 64 bits with stand-ins for the plugins, around a stand-in program: INSTALLS UNDER WINE ONLY',
        standIn: nsisStandIn,
      }
    case 'dir':
    case 'msi':
    case 'dmg':
    case 'pkg':
      return genuine
  }
}
