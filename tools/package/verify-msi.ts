import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildMsi } from './build-msi.ts'
import { mustRun } from './clean-root.ts'
import { msiVersion } from './msi-source.ts'
import { product } from './product.ts'
import { type VerifyStep, mustHold } from './verify-step.ts'
import { type Wine, asWindows, underWine } from './wine.ts'

/** An MSI, the folder that it was made of, and the version in it. */
export interface MadeMsi {
  readonly msi: string
  readonly packed: string
  readonly version: string
}

/** Reads the tables of the MSI and what is packed in it, then has Windows Installer under wine install, replace and remove it. */
export const msiSteps = (made: MadeMsi): readonly VerifyStep[] => [
  {
    name: 'msi: upgrade code, scope, folder, link and version in its tables',
    needs: ['msiinfo'],
    run: () => readTables(made),
  },
  { name: 'msi: what is packed in it is what was packed', needs: ['msiextract'], run: () => compareContent(made) },
  {
    name: 'msi: installed into a folder of choice, replaced by a newer one, not by an older one, and removed, under wine',
    needs: ['wine', 'wixl', 'x86_64-w64-mingw32-gcc'],
    run: () => underWine((wine) => installUnderWine(wine, made)),
  },
]

async function readTables({ msi, version }: MadeMsi): Promise<string> {
  const table = (name: string): Promise<string> => mustRun('msiinfo', ['export', msi, name])
  const [properties, folders, values, upgrades, files] = await Promise.all(
    ['Property', 'Directory', 'Registry', 'Upgrade', 'File'].map(table),
  )
  const has = (text: string | undefined, wanted: string, fault: string): readonly string[] =>
    (text ?? '').replaceAll('\r', '').includes(wanted) ? [] : [fault]
  mustHold([
    ...has(properties, `UpgradeCode\t{${product.upgradeCode}}`, 'It has another upgrade code.'),
    ...has(properties, 'ALLUSERS\t1', 'It is not for all users.'),
    ...has(properties, `ProductVersion\t${msiVersion(version)}`, 'It has another version.'),
    ...has(properties, `ProductName\t${product.name}`, 'It has another name.'),
    ...has(
      folders,
      'APPLICATIONFOLDER\tProgramFiles64Folder',
      'APPLICATIONFOLDER does not lie in the programs folder.',
    ),
    ...has(values, `Software\\Classes\\${product.scheme}\\shell\\open\\command`, 'It does not register links.'),
    ...has(upgrades, `{${product.upgradeCode}}`, 'It replaces no other version.'),
    ...has(files, `${product.name}.exe`, 'The program is not in it.'),
  ])
  return `${(files ?? '').trim().split('\n').length - 3} files, upgrade code ${product.upgradeCode}`
}

async function compareContent({ msi, packed }: MadeMsi): Promise<string> {
  return inTemporaryFolder(async (folder) => {
    await mustRun('msiextract', ['-C', folder, msi])
    const inside = ['Program Files', 'ProgramFiles64Folder', '.']
      .map((name) => join(folder, name, product.name))
      .find(existsSync)
    if (inside === undefined) throw new Error(`There is no folder ${product.name} in it.`)
    const names = [`${product.name}.exe`, join('resources', 'app.asar')]
    mustHold(
      names
        .filter((name) => hashOf(join(inside, name)) !== hashOf(join(packed, name)))
        .map((name) => `${name} differs.`),
    )
    return `${names.join(' and ')} are the same`
  })
}

const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')

async function installUnderWine(wine: Wine, { msi, packed, version }: MadeMsi): Promise<string> {
  const newer = join(wine.folder, 'newer.msi')
  const fault = await buildMsi(packed, versionAfter(version), newer)
  if (fault !== null) throw new Error(fault)
  const program = join(wine.drive, 'Apps', product.name, `${product.name}.exe`)
  const msiexec = async (verb: '/i' | '/x', path: string, ...properties: readonly string[]): Promise<number> =>
    (await wine.run('msiexec', verb, asWindows(path), '/qn', ...properties)).code
  const must = async (...words: Parameters<typeof msiexec>): Promise<void> => {
    const code = await msiexec(...words)
    if (code !== 0) throw new Error(`msiexec ${words[0]} ended with ${code}.`)
  }
  await must('/i', msi, 'ALLUSERS=1', String.raw`APPLICATIONFOLDER=C:\Apps\Tierdesk`)
  mustHold(existsSync(program) ? [] : ['It was not installed into APPLICATIONFOLDER.'])
  const link = await wine.registry(`HKLM\\Software\\Classes\\${product.scheme}\\shell\\open\\command`, '/ve')
  mustHold(
    link.includes(String.raw`C:\Apps\Tierdesk\Tierdesk.exe`) ? [] : [`Links are not opened by it: ${link.trim()}`],
  )
  await must('/i', newer, 'ALLUSERS=1')
  mustHold(existsSync(program) ? [] : ['The newer version is not in the folder that was chosen for the one before.'])
  const refused = await msiexec('/i', msi, 'ALLUSERS=1')
  mustHold(refused === 0 ? ['It replaced a newer version.'] : [])
  await must('/x', newer)
  mustHold(existsSync(program) ? ['The program is left after it was removed.'] : [])
  return `msiexec of wine: installed, ${version} replaced by ${versionAfter(version)}, then refused with code ${refused}, removed`
}

/** The next version, for an MSI that has to replace this one. */
function versionAfter(version: string): string {
  const [major = '0', minor = '0', patch = '0'] = msiVersion(version).split('.')
  return `${major}.${minor}.${Number(patch) + 1}`
}

async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'tierdesk-msi-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
