import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findProgram, projectNode, ROOT } from '../project.mjs'

/** Where the sources of stand-ins lie that are not TypeScript. */
export const standInSources = join(ROOT, 'tools', 'package', 'stand-ins')

/** Writes a program of shell. */
export function shellScript(path: string, lines: readonly string[]): void {
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
