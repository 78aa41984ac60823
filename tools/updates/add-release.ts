import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { UpdateFolder } from '#service/updates/update-folder.ts'
import { type ReleaseFile, type ReleaseTarget, SignedRelease, releaseText } from '#shared/update/release.ts'
import { signText } from '../signing-key.ts'
import { Refused, tried } from './refused.ts'

/** What is to be published. `paths`: the installers. */
export interface NewRelease {
  readonly version: string
  readonly from: string | null
  readonly keyFile: string
  readonly paths: readonly string[]
}

/** Signs a release and puts it with its files where the service finds it, whole or not at all. Nobody gets it yet. */
export async function addRelease(
  folder: UpdateFolder,
  { version, from, keyFile, paths }: NewRelease,
  now: Date,
): Promise<SignedRelease> {
  if ((await folder.release(version)) !== null)
    throw new Refused(`${version} is published already, and what is published is never changed. Raise the version.`)
  const privatePem = await tried(() => readFile(keyFile, 'utf8'), `${keyFile} could not be read`)
  const files = await Promise.all(paths.map((path) => fileOf(path, version)))
  const twice = files.find(({ target }, at) => files.findIndex((one) => one.target === target) !== at)
  if (twice !== undefined) throw new Refused(`Two files are for ${twice.target}. Name one for each system.`)
  const content = { version, releasedAt: now.toISOString(), from, files }
  const signed = await tried(
    () => signText(releaseText(content), privatePem),
    `${keyFile} holds no private ed25519 key`,
  )
  const release = SignedRelease.parse({ format: 1, release: content, ...signed })
  const made = `${folder.releaseFolder(version)}.next`
  await rm(made, { recursive: true, force: true })
  await mkdir(made, { recursive: true })
  for (const path of paths) await tried(() => copyFile(path, join(made, basename(path))), `${path} could not be copied`)
  await writeFile(join(made, 'release.json'), `${JSON.stringify(release, null, 2)}\n`)
  await rename(made, folder.releaseFolder(version))
  return release
}

async function fileOf(path: string, version: string): Promise<ReleaseFile> {
  const name = basename(path)
  const target = targetOf(name)
  if (target === null) {
    throw new Refused(
      `${name} is none that a desk installs by itself: those are .exe (NSIS, for one user), .zip (macOS) and .AppImage. Roll out .msi, .deb, .rpm, .dmg and .pkg by the tools of your systems.`,
    )
  }
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/.test(name))
    throw new Refused(`${name} has letters that do not go into an address. Use letters, digits, dots and hyphens.`)
  const named = /\d+\.\d+\.\d+/.exec(name)?.[0]
  if (named !== undefined && named !== version)
    throw new Refused(`${name} is called ${named}, and the release ${version}. One of them is wrong.`)
  const { size } = await tried(() => stat(path), `${path} could not be read`)
  if (size === 0) throw new Refused(`${path} is empty.`)
  const hash = createHash('sha512')
  await tried(() => pipeline(createReadStream(path), hash), `${path} could not be read`)
  return { target, name, bytes: size, sha512: hash.digest('base64') }
}

/** Which desks an installer is for, by its name as electron-builder gives it; x64 where it names no processor. */
function targetOf(name: string): ReleaseTarget | null {
  const arch = /arm64|aarch64/i.test(name) ? 'arm64' : 'x64'
  if (/\.exe$/i.test(name)) return `win32-${arch}-nsis`
  if (/\.zip$/i.test(name)) return `darwin-${arch}-zip`
  return name.endsWith('.AppImage') ? `linux-${arch}-appimage` : null
}
