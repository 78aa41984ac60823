import { createHash } from 'node:crypto'
import { basename, dirname } from 'node:path'
import { escaped } from '../policy/escaped.ts'
import { product } from './product.ts'

/** What an MSI is made of: a version of three numbers, and the files of the packed folder by their paths within it. */
export interface MsiContent {
  readonly version: string
  readonly files: readonly string[]
  /** The path of an `.ico`, from the packed folder. */
  readonly icon: string
}

/**
 * The WiX 3 source of the machine-wide MSI, in the words that wixl and WiX both read. One component for each file, with an id that
 * follows from its path: repairs and upgrades find the files of other versions by them. An upgrade stays in the folder that was
 * chosen for the version before, unless it is told another.
 */
export function msiSource({ version, files, icon }: MsiContent): string {
  const name = escaped(product.name)
  const key = `Software\\${product.publisher}\\${product.name}`
  return `<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
  <Product Id="*" Name="${name}" Manufacturer="${escaped(product.publisher)}" Version="${msiVersion(version)}" Language="1033" UpgradeCode="${product.upgradeCode}">
    <Package InstallerVersion="500" Compressed="yes" InstallScope="perMachine"/>
    <MajorUpgrade DowngradeErrorMessage="A newer version of ${name} is already installed."/>
    <Media Id="1" Cabinet="app.cab" EmbedCab="yes"/>
    <Icon Id="ProgramIcon" SourceFile="${escaped(icon)}"/>
    <Property Id="ARPPRODUCTICON" Value="ProgramIcon"/>
    <Property Id="ARPURLINFOABOUT" Value="${escaped(product.homepage)}"/>
    <Property Id="FOLDERBEFORE">
      <RegistrySearch Id="FolderBefore" Root="HKLM" Key="${key}" Name="InstallLocation" Type="raw" Win64="yes"/>
    </Property>
    <CustomAction Id="KeepFolder" Property="APPLICATIONFOLDER" Value="[FOLDERBEFORE]" Execute="immediate"/>
    <InstallExecuteSequence>
      <Custom Action="KeepFolder" Sequence="51">FOLDERBEFORE AND NOT APPLICATIONFOLDER</Custom>
    </InstallExecuteSequence>
    <Directory Id="TARGETDIR" Name="SourceDir">
      <Directory Id="ProgramFiles64Folder">
        <Directory Id="APPLICATIONFOLDER" Name="${name}">
${tree(files)}
        </Directory>
      </Directory>
      <Directory Id="ProgramMenuFolder"/>
    </Directory>
    <DirectoryRef Id="APPLICATIONFOLDER">
      <Component Id="Registration" Guid="${guidOf('registration')}" Win64="yes">
        <RegistryKey Root="HKLM" Key="${key}">
          <RegistryValue Name="InstallLocation" Type="string" Value="[APPLICATIONFOLDER]" KeyPath="yes"/>
        </RegistryKey>
        <RegistryKey Root="HKLM" Key="Software\\Classes\\${product.scheme}">
          <RegistryValue Type="string" Value="URL:${name}"/>
          <RegistryValue Name="URL Protocol" Type="string" Value=""/>
        </RegistryKey>
        <RegistryKey Root="HKLM" Key="Software\\Classes\\${product.scheme}\\shell\\open\\command">
          <RegistryValue Type="string" Value="&quot;[APPLICATIONFOLDER]${name}.exe&quot; &quot;%1&quot;"/>
        </RegistryKey>
      </Component>
    </DirectoryRef>
    <DirectoryRef Id="ProgramMenuFolder">
      <Component Id="StartMenu" Guid="${guidOf('start-menu')}" Win64="yes">
        <Shortcut Id="StartMenuShortcut" Name="${name}" Description="${escaped(product.summary)}" Target="[APPLICATIONFOLDER]${name}.exe" WorkingDirectory="APPLICATIONFOLDER"/>
        <RegistryValue Root="HKLM" Key="${key}" Name="StartMenu" Type="integer" Value="1" KeyPath="yes"/>
      </Component>
    </DirectoryRef>
    <Feature Id="Main" Level="1">
      <ComponentRef Id="Registration"/>
      <ComponentRef Id="StartMenu"/>
${files.map((path) => `      <ComponentRef Id="${idOf('c', path)}"/>`).join('\n')}
    </Feature>
  </Product>
</Wix>
`
}

/** Windows Installer compares three numbers and nothing behind them. Throws where a version has another form. */
export function msiVersion(version: string): string {
  const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)(?:-[\w.]+)?$/.exec(version) ?? []
  if (major === undefined || minor === undefined || patch === undefined)
    throw new Error(`An MSI needs a version such as 1.2.3, not ${version}.`)
  if (Number(major) > 255 || Number(minor) > 255 || Number(patch) > 65_535)
    throw new Error(`Windows Installer cannot count to ${version}: 255.255.65535 is the highest version it knows.`)
  return `${major}.${minor}.${patch}`
}

/** The files of one folder and, each inside a directory of its own, those of the folders in it. */
function tree(files: readonly string[], folder = '.'): string {
  const within = (path: string): string => (folder === '.' ? path : path.slice(folder.length + 1))
  const here = files.filter((path) => dirname(path) === folder)
  const names = new Set(files.flatMap((path) => (within(path).includes('/') ? [within(path).split('/')[0] ?? ''] : [])))
  const folders = [...names].map((name) => {
    const path = folder === '.' ? name : `${folder}/${name}`
    const inner = files.filter((file) => file.startsWith(`${path}/`))
    return `<Directory Id="${idOf('d', path)}" Name="${escaped(name)}">\n${tree(inner, path)}\n</Directory>`
  })
  return [...here.map(component), ...folders].join('\n')
}

function component(path: string): string {
  const file = `<File Id="${idOf('f', path)}" Name="${escaped(basename(path))}" KeyPath="yes" Source="${escaped(path)}"/>`
  return `          <Component Id="${idOf('c', path)}" Guid="${guidOf(path)}" Win64="yes">${file}</Component>`
}

const hash = (text: string): string => createHash('sha1').update(`${product.upgradeCode}${text}`).digest('hex')
const idOf = (kind: string, path: string): string => `${kind}${hash(path)}`

/** A name-based UUID in the form of version 5 (RFC 9562), in capitals as Windows Installer wants it. */
function guidOf(path: string): string {
  const x = hash(path).toUpperCase()
  return `${x.slice(0, 8)}-${x.slice(8, 12)}-5${x.slice(13, 16)}-A${x.slice(17, 20)}-${x.slice(20, 32)}`
}
