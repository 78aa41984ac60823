// Tries out what `npm run package` made last: `npm run package:verify`. Each step says passed, failed, or not run and why.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { ROOT } from '../project.mjs'
import { releaseFolder } from './make-packages.ts'
import type { PackedFolder } from './packed-folder.ts'
import { product } from './product.ts'
import { type Edition, targetNames } from './targets.ts'
import { appImageInRootSteps, debSteps, rpmInRootSteps } from './verify-deb.ts'
import { appImageSteps, folderSteps, rpmSteps } from './verify-linux.ts'
import { msiSteps } from './verify-msi.ts'
import { nsisSteps } from './verify-nsis.ts'
import { packedSteps, signingSteps, sumSteps } from './verify-release.ts'
import { type StepOutcome, type VerifyStep, closing, outcomeLine, verified } from './verify-step.ts'

const work = join(ROOT, 'out', 'package', 'work')

const Manifest = z.object({
  version: z.string(),
  electronVersion: z.string(),
  isTestBuild: z.boolean(),
  targets: z.array(z.object({ target: z.enum(targetNames), outcome: z.string(), file: z.string().optional() })),
})

type MadeFile = (target: (typeof targetNames)[number]) => string | null

/** The folder of the last build, a test build or a release. */
function lastRelease(): string {
  const made = [releaseFolder(true), releaseFolder(false)].filter((folder) => existsSync(join(folder, 'release.json')))
  const [last] = made.sort(
    (a, b) => statSync(join(b, 'release.json')).mtimeMs - statSync(join(a, 'release.json')).mtimeMs,
  )
  if (last === undefined) throw new Error('Nothing was packaged yet. Run `npm run package` first.')
  return last
}

function packedFolders(isTestBuild: boolean): readonly PackedFolder[] {
  const names = { linux: 'linux-unpacked', win32: 'win-unpacked', darwin: 'mac' } as const
  return (['linux', 'win32', 'darwin'] as const)
    .flatMap((platform) => (['machine', 'user'] as const).map((edition) => ({ platform, edition })))
    .map(({ platform, edition }) => ({
      folder: join(work, `${platform}-${edition}`, names[platform]),
      platform,
      edition,
      isTestBuild,
    }))
    .filter(({ folder }) => existsSync(folder))
}

function stepsFor(
  release: string,
  { version, isTestBuild }: z.infer<typeof Manifest>,
  made: MadeFile,
): readonly VerifyStep[] {
  const steps = (
    target: Parameters<MadeFile>[0],
    of: (file: string) => readonly VerifyStep[],
  ): readonly VerifyStep[] => {
    const file = made(target)
    return file === null
      ? [{ name: target, needs: [], whyNot: () => 'not built', run: () => Promise.resolve('') }]
      : of(file)
  }
  const windows = join(work, 'win32-machine', 'win-unpacked')
  const nsis = (edition: Edition) => (setup: string) =>
    nsisSteps({ setup, edition, version, isTestBuild, packed: join(work, `win32-${edition}`, 'win-unpacked') })
  return [
    ...packedSteps(packedFolders(isTestBuild)),
    ...sumSteps(release),
    ...steps('dir', () => folderSteps(join(work, 'linux-machine', 'linux-unpacked'))),
    ...steps('deb', (file) => debSteps(file, work)),
    ...steps('rpm', (file) => [
      ...rpmSteps(file, join(work, 'linux-machine', 'linux-unpacked', product.program)),
      ...rpmInRootSteps(file, work),
    ]),
    ...steps('appimage', (file) => [...appImageSteps(file), ...appImageInRootSteps(file, work)]),
    ...steps('nsis-user', nsis('user')),
    ...steps('nsis-machine', nsis('machine')),
    ...steps('msi', (msi) => [...msiSteps({ msi, packed: windows, version }), ...signingSteps(msi)]),
    ...steps('dmg', () => []),
    ...steps('pkg', () => []),
  ]
}

async function main(): Promise<number> {
  const release = lastRelease()
  const manifest = Manifest.parse(JSON.parse(readFileSync(join(release, 'release.json'), 'utf8')))
  const kind = manifest.isTestBuild ? 'TEST BUILD' : 'release'
  console.log(`${kind} ${manifest.version} with Electron ${manifest.electronVersion}, on ${process.platform}`)
  const made: MadeFile = (target) => {
    const file = manifest.targets.find((result) => result.target === target && result.outcome === 'built')?.file
    return file === undefined ? null : join(release, file)
  }
  const outcomes: StepOutcome[] = []
  for (const step of stepsFor(release, manifest, made)) {
    const outcome = await verified(step)
    outcomes.push(outcome)
    console.log(outcomeLine(outcome))
  }
  const { line, code } = closing(outcomes)
  console.log(line)
  return code
}

try {
  process.exitCode = await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
