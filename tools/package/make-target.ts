import { copyFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../project.mjs'
import { buildMsi } from './build-msi.ts'
import { runElectronBuilder } from './electron-builder.ts'
import { type Packing, configurationFor, packedEdition } from './pack-edition.ts'
import { product } from './product.ts'
import type { TargetResult } from './release-files.ts'
import { signMsi } from './sign-msi.ts'
import { signingSentence } from './signing.ts'
import { toolsFor } from './target-tools.ts'
import { type TargetName, targets } from './targets.ts'

/** Makes one target and puts its files among the others; what became of it. Rejects only where this program itself is wrong. */
export async function makeTarget(name: TargetName, packing: Packing): Promise<TargetResult> {
  const target = targets[name]
  const packed = await packedEdition(name, packing)
  if ('failed' in packed) return { target: name, outcome: 'failed', why: packed.failed }
  const signed = signingSentence(target.platform, packing.signing)
  if (name === 'dir')
    return { target: name, outcome: 'built', file: packed.folder.slice(ROOT.length), by: 'electron-builder', signed }
  if (name === 'msi' && process.platform !== 'win32') return makeMsi(packed.folder, packing)
  const { environment, by } = toolsFor(name, packing)
  // The one installer of a user edition was made together with what is packed in it.
  const output = join(packing.folder, 'work', target.edition === 'user' ? `${target.platform}-user` : name)
  const fault =
    target.edition === 'user'
      ? null
      : await wrap(name, { folder: packed.folder, output, environment: environment() }, packing)
  if (fault !== null) return { target: name, outcome: 'failed', why: fault }
  const file = deliver(output, packing.release)
  return file === null
    ? { target: name, outcome: 'failed', why: 'electron-builder said that all is well and made no file' }
    : { target: name, outcome: 'built', file, by, signed }
}

interface Wrapping {
  readonly folder: string
  readonly output: string
  readonly environment: NodeJS.ProcessEnv
}

function wrap(name: TargetName, { folder, output, environment }: Wrapping, packing: Packing): Promise<string | null> {
  const { platform, builderTargets } = targets[name]
  const configuration = configurationFor(targets[name], packing, output)
  const run = {
    name,
    platform,
    builderTargets,
    configuration,
    prepackaged: folder,
    environment,
    folder: packing.folder,
  }
  return runElectronBuilder(run)
}

async function makeMsi(folder: string, packing: Packing): Promise<TargetResult> {
  const file = `${product.name}-${packing.version}-x64.msi`
  const path = join(packing.release, file)
  const fault = await buildMsi(folder, packing.version, path)
  if (fault !== null) return { target: 'msi', outcome: 'failed', why: fault }
  const refused = packing.signing.windows ? await signMsi(path, packing.isTestBuild) : null
  if (refused !== null) return { target: 'msi', outcome: 'failed', why: refused }
  const by = packing.isTestBuild ? 'wixl, around a stand-in program' : 'wixl'
  return { target: 'msi', outcome: 'built', file, by, signed: signingSentence('win32', packing.signing) }
}

const installers = /\.(deb|rpm|AppImage|exe|msi|dmg|pkg)$/
const besides = /(^latest.*\.yml|\.blockmap|-mac\.zip|\.zip)$/

/** Puts what was made among what is delivered; the name of the installer, or null where there is none. */
function deliver(output: string, release: string): string | null {
  const names = readdirSync(output).filter((name) => installers.test(name) || besides.test(name))
  for (const name of names) copyFileSync(join(output, name), join(release, name))
  return names.find((name) => installers.test(name)) ?? null
}
