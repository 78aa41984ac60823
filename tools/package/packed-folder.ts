import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { getRawHeader } from '@electron/asar'
import { machineMarker } from '#main/edition.ts'
import { packedProgram } from './after-pack.ts'
import { fuseFaults, readFuses } from './fuses.ts'
import { product } from './product.ts'
import type { Edition } from './targets.ts'

/** The largest app that may be delivered, in bytes: it is read from disk at every start, and fetched by every update. */
export const mostAsarBytes = 8 * 1024 * 1024

/** A packed app, before it goes into an installer. */
export interface PackedFolder {
  readonly folder: string
  readonly platform: 'linux' | 'win32' | 'darwin'
  readonly edition: Edition
  readonly isTestBuild: boolean
}

/** Where the app's own files lie in a packed folder. */
export const resourcesOf = ({ folder, platform }: Pick<PackedFolder, 'folder' | 'platform'>): string =>
  platform === 'darwin' ? join(folder, `${product.name}.app`, 'Contents', 'Resources') : join(folder, 'resources')

/** A sentence for everything in a packed folder that is not as this project means to deliver it. */
export async function packedFaults(packed: PackedFolder): Promise<readonly string[]> {
  const resources = resourcesOf(packed)
  const asar = join(resources, 'app.asar')
  if (!existsSync(asar)) return ['The app is not packed: there is no app.asar.']
  const readings = await readFuses(packedProgram(packed.folder, packed.platform))
  const updates = join(resources, 'app-update.yml')
  return [
    ...fuseFaults(readings, { mayLackFuses: packed.isTestBuild }),
    ...asarFaults(statSync(asar).size, asarPaths(asar)),
    ...updateFaults(existsSync(updates) ? readFileSync(updates, 'utf8') : null, packed),
    ...markerFaults(existsSync(join(resources, machineMarker)), packed),
    ...(existsSync(join(resources, 'default_app.asar')) ? ["Electron's own example of an app is in it."] : []),
  ]
}

/** What is wrong with the size and the content of an asar. */
export function asarFaults(size: number, paths: readonly string[]): readonly string[] {
  const strange = paths.filter(
    (path) => !/^(package\.json$|out\/(main|preload|renderer)\/|resources\/icons\/icon\.png$)/.test(path),
  )
  return [
    ...(size > mostAsarBytes ? [`app.asar has ${size} bytes, more than the ${mostAsarBytes} it may have.`] : []),
    ...(strange.length > 0 ? [`app.asar holds what it does not need: ${strange.slice(0, 5).join(', ')}.`] : []),
    ...(paths.includes('out/main/index.cjs') ? [] : ['app.asar has no out/main/index.cjs to start.']),
  ]
}

/**
 * What is wrong with app-update.yml, by which an edition updates itself: the user edition has to have one, which on Windows names the
 * one publisher whose updates it takes; the machine edition must have none.
 */
export function updateFaults(
  text: string | null,
  { edition, platform }: Pick<PackedFolder, 'edition' | 'platform'>,
): readonly string[] {
  if (edition === 'machine')
    return text === null ? [] : ['The machine edition would update itself: it has an app-update.yml.']
  if (text === null) return ['The user edition cannot update itself: it has no app-update.yml.']
  if (platform !== 'win32') return []
  const [, listed = ''] = /publisherName:\s*\n((?:\s+-\s+.*\n?)+)/.exec(text) ?? []
  const names = [...listed.matchAll(/-\s+(.+)/g)].map(([, name = '']) => name.trim().replaceAll(/^['"]|['"]$/g, ''))
  return names.length === 1 && names[0] === product.publisher
    ? []
    : [`Updates are taken from "${names.join(', ')}", and have to be taken from "${product.publisher}" alone.`]
}

/** What is wrong with the mark of the machine edition: the app updates itself where it does not find it. */
export function markerFaults(isMarked: boolean, { edition }: Pick<PackedFolder, 'edition'>): readonly string[] {
  if (isMarked === (edition === 'machine')) return []
  return [
    isMarked
      ? `The user edition would never update itself: it has the file ${machineMarker}.`
      : `The machine edition would update itself where IT installs it to a folder of its own: it lacks the file ${machineMarker}.`,
  ]
}

interface AsarEntry {
  readonly files?: Readonly<Record<string, AsarEntry>>
}

/** The paths of the files in an asar, by its header. */
export function asarPaths(asar: string): readonly string[] {
  const within = (entry: AsarEntry, path: string): readonly string[] =>
    entry.files === undefined
      ? [path]
      : Object.entries(entry.files).flatMap(([name, inner]) => within(inner, path === '' ? name : `${path}/${name}`))
  return within(getRawHeader(asar).header as AsarEntry, '')
}
