import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { mustRun } from './clean-root.ts'
import { product } from './product.ts'
import type { Edition } from './targets.ts'
import { type VerifyStep, mustHold } from './verify-step.ts'
import { type Wine, asWindows, underWine } from './wine.ts'

/** An NSIS installer, the folder that it was made of, and the version in it. */
export interface MadeSetup {
  readonly setup: string
  readonly packed: string
  readonly edition: Edition
  readonly version: string
  readonly isTestBuild: boolean
}

/** Looks into an NSIS installer, and has one of a test build install, replace and remove under wine. */
export const nsisSteps = (made: MadeSetup): readonly VerifyStep[] => [
  {
    name: `nsis ${made.edition}: the script compiled and the app is in it`,
    needs: ['7zz'],
    run: () => lookInto(made),
  },
  {
    name: `nsis ${made.edition}: installed without a word, over itself, and removed, under wine (plugins are stand-ins)`,
    needs: ['wine', '7zz', 'x86_64-w64-mingw32-gcc'],
    whyNot: () => (made.isTestBuild ? null : 'needs Windows: the genuine installer has 32 bits'),
    run: () => underWine((wine) => play(wine, made)),
  },
]

async function lookInto({ setup }: MadeSetup): Promise<string> {
  const listed = await mustRun('7zz', ['l', setup])
  mustHold([
    ...(/Type = Nsis/i.test(listed) ? [] : ['It is no NSIS installer.']),
    ...(/app-64\.7z/.test(listed) ? [] : ['The app is not in it.']),
  ])
  return /SubType = (.+)/.exec(listed)?.[1] ?? 'NSIS'
}

const uninstallKey = String.raw`Software\Microsoft\Windows\CurrentVersion\Uninstall`

/** What each edition is told, and where it has to come to. `hive`: whose registry it writes. */
function placeOf(edition: Edition, drive: string) {
  const [person = ''] = readdirSync(join(drive, 'users')).filter((name) => name !== 'Public')
  const home = join(drive, 'users', person, 'AppData')
  const menu = join('Microsoft', 'Windows', 'Start Menu', 'Programs', `${product.name}.lnk`)
  const copy = relative(drive, join(home, 'Local', `${product.program}-updater`))
  return edition === 'machine'
    ? {
        words: ['/S', '/allusers', String.raw`/D=C:\Apps\Tierdesk`],
        removal: ['/allusers', '/S'],
        folder: join(drive, 'Apps', product.name),
        menu: join(drive, 'ProgramData', menu),
        hive: 'HKLM',
        other: 'HKCU',
        copy,
      }
    : {
        words: ['/S'],
        removal: ['/currentuser', '/S'],
        folder: join(home, 'Local', 'Programs', product.program),
        menu: join(home, 'Roaming', menu),
        hive: 'HKCU',
        other: 'HKLM',
        copy,
      }
}

async function play(wine: Wine, made: MadeSetup): Promise<string> {
  const place = placeOf(made.edition, wine.drive)
  const { folder, words, hive } = place
  const install = async (...told: readonly string[]): Promise<void> => {
    const { code, output } = await wine.run(asWindows(made.setup), ...told)
    if (code !== 0) throw new Error(`The installer ended with ${code}: ${output.trim().slice(-500)}`)
  }
  await install(...words)
  mustHold(await installedFaults(wine, made, place))
  // The next version may lack a file of this one: an installer has to take the old folder away, not lay itself over it.
  const old = join(folder, 'resources', 'of-the-version-before.txt')
  writeFileSync(old, 'old')
  await install('/S')
  mustHold([
    ...(await installedFaults(wine, made, place)),
    ...(existsSync(old) ? ['What was installed before is not taken away by the next installation.'] : []),
  ])
  const removed = await wine.run(`${inside(wine, folder)}\\Uninstall ${product.name}.exe`, ...place.removal)
  // It goes on in a copy of itself.
  await wine.untilIdle()
  mustHold([
    ...(removed.code === 0 ? [] : [`The removal ended with ${removed.code}.`]),
    ...(await leftOvers(wine, place.copy)),
  ])
  return `${words.join(' ')}: in ${inside(wine, folder)} and ${hive}, again without a folder to the same place, removed; left: the copy of the installer in ${place.copy}`
}

const inside = ({ drive }: Wine, path: string): string => `C:\\${relative(drive, path).replaceAll('/', '\\')}`

async function installedFaults(
  wine: Wine,
  { packed, version, edition }: MadeSetup,
  { folder, menu, hive, other, removal }: ReturnType<typeof placeOf>,
): Promise<readonly string[]> {
  const about = edition === 'machine' ? 'machine-edition' : 'app-update.yml'
  const names = [`${product.name}.exe`, 'resources/app.asar', `resources/${about}`]
  const [own, others] = [
    await wine.registry(`${hive}\\${uninstallKey}`, '/s'),
    await wine.registry(`${other}\\${uninstallKey}`, '/s'),
  ]
  const says = (name: string, value: string): boolean =>
    own.split(/\r?\n/).some((line) => line.trim().replaceAll(/\s+/g, ' ').startsWith(`${name} REG_SZ ${value}`))
  return [
    ...names
      .filter((name) => hashOf(join(folder, name)) !== hashOf(join(packed, name)))
      .map((name) => `${name} is not what was packed.`),
    ...(existsSync(menu) ? [] : ['It is not in the start menu.']),
    ...(says('DisplayVersion', version) ? [] : ['The list of programs has another version, or none.']),
    ...(says('QuietUninstallString', `"${inside(wine, folder)}\\Uninstall ${product.name}.exe" ${removal.join(' ')}`)
      ? []
      : ['The list of programs does not say how to remove it.']),
    ...(others.includes(product.name) ? [`It is in ${other}, too.`] : []),
  ]
}

const hashOf = (path: string): string | null =>
  existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('hex') : null

/** What is left after the removal, apart from the copy of the installer, by which the next update is made smaller. */
async function leftOvers(wine: Wine, copy: string): Promise<readonly string[]> {
  const paths = readdirSync(wine.drive, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.toLowerCase().includes(product.program))
    .filter((path) => path !== copy && !path.startsWith(`${copy}/`))
  const keys = await Promise.all(['HKLM', 'HKCU'].map((hive) => wine.registry(`${hive}\\Software`, '/s')))
  return [
    ...paths.map((path) => `${path} is left.`),
    ...(keys.join('\n').toLowerCase().includes(`\\${product.program}`) ? ['The registry still knows it.'] : []),
  ]
}
