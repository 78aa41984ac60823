import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findProgram, ROOT } from '../project.mjs'
import { shellScript, standInSources } from './stand-ins.ts'

const templates = join(ROOT, 'node_modules', 'app-builder-lib', 'templates', 'nsis')
const pluginHeader = join(standInSources, 'nsis-plugins.h')
const compiler = 'x86_64-w64-mingw32-gcc'

/**
 * NSIS from Debian, of 64 bits as wine is, with own plugins that do what a silent installation asks for: electron-builder's script and our
 * configuration compile, and what comes of it installs under wine. The genuine ones come from github.com and have 32 bits. Only for test
 * builds: on Windows these plugins end the installer.
 */
export function nsisStandIn(standIns: string): NodeJS.ProcessEnv {
  const folder = join(standIns, 'nsis')
  const [dist, resources, programs] = [join(folder, 'nsis'), join(folder, 'nsis-resources'), join(folder, 'plugins')]
  // The genuine resources have this folder, and electron-builder names it.
  for (const path of [join(dist, 'linux'), programs, join(resources, 'plugins', 'x86-unicode')])
    mkdirSync(path, { recursive: true })
  // Where everything has 64 bits the question whether it has is answered while it compiles, and a label of LogicLib stays unused (6012).
  const before = ['Target amd64-unicode', `!addplugindir /amd64-unicode "${programs}"`, '!pragma warning disable 6012']
  const first = before.map((line) => `-X'${line}'`).join(' ')
  shellScript(join(dist, 'linux', 'makensis'), [
    `NSISDIR=/usr/share/nsis exec "${findProgram('makensis') ?? 'makensis'}" ${first} "$@"`,
  ])
  const idle = join(folder, 'idle.c')
  writeFileSync(idle, 'int WinMainCRTStartup(void) { return 0; }\n')
  execFileSync(compiler, ['-nostdlib', '-Os', '-s', '-o', join(dist, 'elevate.exe'), idle])
  for (const [plugin, functions] of pluginFunctions()) {
    const source = join(folder, `${plugin}.c`)
    writeFileSync(source, pluginSource(plugin, functions))
    execFileSync(compiler, ['-shared', '-Os', '-s', '-o', join(programs, `${plugin}.dll`), source])
  }
  return {
    ELECTRON_BUILDER_NSIS_DIR: dist,
    ELECTRON_BUILDER_NSIS_RESOURCES_DIR: resources,
    ELECTRON_BUILDER_7ZIP_PATH: findProgram('7zz'),
    USE_SYSTEM_OSSLSIGNCODE: 'true',
    // electron-builder has wine run an installer to get the uninstaller out of it.
    WINEPREFIX: join(folder, 'wine'),
    WINEARCH: 'win64',
  }
}

const plugins = ['Nsis7z', 'SpiderBanner', 'StdUtils', 'UAC', 'WinShell', 'inetc', 'nsProcess', 'nsisunz']

/** The functions of each plugin that electron-builder's scripts call, and those that they put together from parts. */
function pluginFunctions(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map(plugins.map((plugin) => [plugin, new Set<string>()]))
  const scripts = readdirSync(templates, { recursive: true, encoding: 'utf8' }).filter((path) => /\.ns[hi]$/.test(path))
  for (const path of scripts)
    for (const [, plugin = '', name = ''] of readFileSync(join(templates, path), 'utf8').matchAll(/\b(\w+)::(\w+)/g))
      found.get(plugin)?.add(name)
  for (const name of ['_FindProcess', '_KillProcess', '_CloseProcess', '_Unload']) found.get('nsProcess')?.add(name)
  for (const name of ['ExtractWithDetails', 'ExtractWithCallback']) found.get('Nsis7z')?.add(name)
  return found
}

/** A plugin: what the header can do, and an end with a sentence for everything else. */
function pluginSource(plugin: string, functions: ReadonlySet<string>): string {
  const header = readFileSync(pluginHeader, 'utf8')
  const can = (name: string): boolean => header.includes(`static void ${plugin}_${name}(void)`)
  return [
    `#include "${pluginHeader}"`,
    ...[...functions].map((name) =>
      can(name) ? `PLUGIN(${name}, ${plugin}_${name}())` : `PLUGIN(${name}, refuse("${plugin}::${name}"))`,
    ),
    '',
  ].join('\n')
}
