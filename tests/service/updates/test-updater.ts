import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { type RequestOptions, request } from 'node:http'
import { join } from 'node:path'
import type { AppAdapter } from 'electron-updater/out/AppAdapter.js'
import { ElectronHttpExecutor } from 'electron-updater/out/electronHttpExecutor.js'
import { type LoaderParts, type UpdateLoader, openUpdateLoader } from '#main/update-loader.ts'
import type { OfferedDesk } from '#shared/update/judge-release.ts'
import type { OfferQuery } from '#shared/update/rollout.ts'

/** electron-updater as it is, with Node's requests in place of Electron's. */
class NodeExecutor extends ElectronHttpExecutor {
  override createRequest(...[options, callback]: Parameters<ElectronHttpExecutor['createRequest']>) {
    return request({ ...options, agent: false } as RequestOptions, callback as never) as unknown as ReturnType<
      ElectronHttpExecutor['createRequest']
    >
  }
  override addRedirectHandlers(): void {
    // Node tells of a redirect by its status; the service makes none.
  }
}

export interface TestDesk {
  readonly loader: UpdateLoader
  /** Names of installers, whole or not, that lie in its cache. */
  readonly installers: () => string[]
  readonly folder: string
}

interface Asked extends Partial<OfferQuery>, Partial<Omit<OfferedDesk, 'version'>> {
  readonly keys: readonly string[]
  readonly serviceUrl: string
  /** The id of its seat; left out: electron-updater makes one. */
  readonly seat?: string
  /** What it is in truth, where it tells the service something else. */
  readonly desk?: Partial<OfferedDesk>
}

/** A desk's updater in a folder of its own below `scratch`. */
export async function testDesk(scratch: string, asked: Asked): Promise<TestDesk> {
  const { keys, serviceUrl, seat, ring = 'broad', site = '', version = '1.2.0', minimum = null, maximum = null } = asked
  const target = asked.target ?? 'win32-x64-nsis'
  const folder = mkdtempSync(join(scratch, 'desk-'))
  if (seat !== undefined) writeFileSync(join(folder, '.updaterId'), seat)
  writeFileSync(join(folder, 'app-update.yml'), 'updaterCacheDirName: tierdesk-updater\n')
  const app: AppAdapter = {
    version: asked.desk?.version ?? version,
    name: 'tierdesk',
    isPackaged: true,
    appUpdateConfigPath: join(folder, 'app-update.yml'),
    userDataPath: folder,
    baseCachePath: join(folder, 'cache'),
    whenReady: async () => undefined,
    relaunch: () => undefined,
    quit: () => undefined,
    onQuit: () => undefined,
  }
  const parts: LoaderParts = {
    target,
    serviceUrl,
    keys,
    query: { ring, site, version },
    desk: { version, target, minimum, maximum, ...asked.desk },
    app,
    executor: new NodeExecutor(),
  }
  const names = (): string[] => readdirSync(folder, { recursive: true }).map(String)
  return {
    loader: await openUpdateLoader(parts),
    folder,
    installers: () => names().filter((name) => /\.(exe|AppImage)$/.test(name)),
  }
}
