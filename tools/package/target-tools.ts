import { join } from 'node:path'
import { appImageStandIn, fpmStandIn, nsisStandIn } from './stand-ins.ts'
import type { TargetName } from './targets.ts'

/** What decides whether genuine tools can be had. */
interface ToolsFacts {
  readonly folder: string
  readonly isTestBuild: boolean
  readonly canDownload: boolean
}

/** With what a target is made: variables for electron-builder, and how that is said in the table. */
export interface Tools {
  readonly environment: NodeJS.ProcessEnv
  readonly by: string
}

/** The tools of a target: genuine ones, or what stands for them where they cannot be had. */
export function toolsFor(name: TargetName, packing: ToolsFacts): Tools {
  const offline = packing.isTestBuild ? { ELECTRON_BUILDER_OFFLINE: 'true', USE_SYSTEM_OSSLSIGNCODE: 'true' } : {}

  const genuine = { environment: offline, by: 'electron-builder' }
  const folder = join(packing.folder, 'stand-ins')
  switch (name) {
    case 'deb':
    case 'rpm':
      if (packing.canDownload) return genuine
      return {
        environment: { ...offline, ...fpmStandIn(join(folder, 'fpm')) },
        by: 'electron-builder, own stand-in for fpm',
      }
    case 'appimage':
      if (!packing.isTestBuild) return genuine
      return {
        environment: { ...offline, ...appImageStandIn(join(folder, 'appimage')) },
        by: 'electron-builder, stand-in for the AppImage runtime',
      }
    case 'nsis-user':
    case 'nsis-machine':
      if (!packing.isTestBuild) return genuine
      return {
        environment: { ...offline, ...nsisStandIn(join(folder, 'nsis')) },
        by: 'electron-builder, script compiled with empty plugins around a stand-in program: DOES NOT INSTALL',
      }
    case 'dir':
    case 'msi':
    case 'dmg':
    case 'pkg':
      return genuine
  }
}
