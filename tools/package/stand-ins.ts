import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findProgram, projectNode, ROOT } from '../project.mjs'

const templates = join(ROOT, 'node_modules', 'app-builder-lib', 'templates', 'nsis')
const standInSources = join(ROOT, 'tools', 'package', 'stand-ins')

function shellScript(path: string, lines: readonly string[]): void {
  writeFileSync(path, ['#!/bin/sh', ...lines, ''].join('\n'))
  chmodSync(path, 0o755)
}

/** What has electron-builder make a deb or rpm by the stand-in for fpm: variables for its environment. */
export function fpmStandIn(standIns: string): NodeJS.ProcessEnv {
  const folder = join(standIns, 'fpm')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'fpm')
  shellScript(path, [`exec "${projectNode()}" "${join(ROOT, 'tools', 'package', 'fpm-stand-in.ts')}" "$@"`])
  return { CUSTOM_FPM_PATH: path }
}

/** An AppImage runtime of a few lines of shell, which unpacks and starts. Only for test builds: it needs unsquashfs where it runs. */
export function appImageStandIn(standIns: string): NodeJS.ProcessEnv {
  const folder = join(standIns, 'appimage')
  const programs = join(folder, 'linux-x64')
  mkdirSync(programs, { recursive: true })
  mkdirSync(join(folder, 'lib', 'x64'), { recursive: true })
  // A test build is packed fast rather than small.
  for (const [name, more] of [
    ['mksquashfs', ' -Xcompression-level 1'],
    ['desktop-file-validate', ''],
  ] as const)
    shellScript(join(programs, name), [`exec "${findProgram(name) ?? name}" "$@"${more}`])
  // What follows the runtime begins at its length, which it has to know of itself.
  const runtime = Buffer.alloc(4096, '\n')
  readFileSync(join(standInSources, 'appimage-runtime.sh')).copy(runtime)
  writeFileSync(join(folder, 'runtime-x64'), runtime)
  return { APPIMAGE_TOOLS_PATH: folder }
}

/**
 * NSIS from Debian with plugins that have the right names in them and do nothing: electron-builder's script and ours compile, and
 * what comes of it installs nothing. Only for test builds.
 */
export function nsisStandIn(standIns: string): NodeJS.ProcessEnv {
  const folder = join(standIns, 'nsis')
  const [dist, resources, programs] = [join(folder, 'nsis'), join(folder, 'nsis-resources'), join(folder, 'bin')]
  const kinds = ['x86-unicode', 'x86-ansi'].map((kind) => join(resources, 'plugins', kind))
  for (const path of [join(dist, 'linux'), programs, ...kinds]) mkdirSync(path, { recursive: true })
  shellScript(join(dist, 'linux', 'makensis'), [
    `NSISDIR=/usr/share/nsis exec "${findProgram('makensis') ?? 'makensis'}" "$@"`,
  ])
  const idle = join(folder, 'idle.c')
  writeFileSync(idle, 'int WinMainCRTStartup(void) { return 0; }\n')
  execFileSync('i686-w64-mingw32-gcc', ['-nostdlib', '-Os', '-s', '-o', join(dist, 'elevate.exe'), idle])
  for (const [plugin, functions] of pluginFunctions()) {
    const source = join(folder, `${plugin}.c`)
    writeFileSync(source, pluginSource(functions))
    const compiled = join(folder, `${plugin}.dll`)
    execFileSync('i686-w64-mingw32-gcc', ['-shared', '-Os', '-s', '-o', compiled, source])
    for (const kind of kinds) copyFileSync(compiled, join(kind, `${plugin}.dll`))
  }
  // electron-builder has wine run the installer to get the uninstaller out of it.
  shellScript(join(programs, 'wine'), [`exec cp "${join(dist, 'elevate.exe')}" "\${1%exe}__uninstaller.exe"`])
  return {
    ELECTRON_BUILDER_NSIS_DIR: dist,
    ELECTRON_BUILDER_NSIS_RESOURCES_DIR: resources,
    ELECTRON_BUILDER_7ZIP_PATH: findProgram('7zz'),
    USE_SYSTEM_OSSLSIGNCODE: 'true',
    PATH: `${programs}:${process.env['PATH'] ?? ''}`,
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

const pluginSource = (functions: ReadonlySet<string>): string =>
  [
    '#include <windows.h>',
    'BOOL WINAPI DllMain(HINSTANCE module, DWORD reason, LPVOID reserved) { return TRUE; }',
    ...[...functions].map(
      (name) => `__declspec(dllexport) void __cdecl ${name}(HWND a, int b, void *c, void **d, void *e) {}`,
    ),
    '',
  ].join('\n')

/**
 * A Windows program with a version, an icon's place and fuses, that does nothing but end: stands for Electron where that cannot be
 * downloaded, so that what surrounds it can be packed, signed and installed. Only for test builds.
 */
export function windowsProgramStandIn(folder: string, version: string): string {
  mkdirSync(join(folder, 'resources'), { recursive: true })
  const resource = join(folder, '..', 'electron-stand-in.res')
  const inputs = ['windows-program.rc', 'windows-program.c'].map((name) => join(standInSources, name))
  const [script = '', source = ''] = inputs
  execFileSync('x86_64-w64-mingw32-windres', ['-O', 'coff', '-o', resource, script])
  execFileSync('x86_64-w64-mingw32-gcc', [
    '-Os',
    '-s',
    '-mwindows',
    '-o',
    join(folder, 'electron.exe'),
    source,
    resource,
  ])
  writeFileSync(join(folder, 'version'), version)
  return folder
}
