import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isRoot } from '../project.mjs'
import { mustRun } from './clean-root.ts'
import { product } from './product.ts'
import { type StartedProgram, startProgram } from './started-program.ts'
import { type VerifyStep, mustHold } from './verify-step.ts'
import { onVirtualScreen } from './virtual-screen.ts'

/** Starts a program on a screen of its own, with a profile that is thrown away, and looks at it. */
async function started<T>(
  program: string,
  more: NodeJS.ProcessEnv,
  look: (desk: StartedProgram) => Promise<T> | T,
): Promise<T> {
  const profile = mkdtempSync(join(tmpdir(), 'tierdesk-profile-'))
  try {
    return await onVirtualScreen(async (display) => {
      const env = { ...process.env, ...more, DISPLAY: display, TIERDESK_USER_DATA: profile }
      const desk = await startProgram(program, isRoot ? ['--no-sandbox'] : [], env)
      try {
        return await look(desk)
      } finally {
        await desk.close()
      }
    })
  } finally {
    rmSync(profile, { recursive: true, force: true })
  }
}

/** Starts the packed folder with everything that a fuse has to have ignored. */
export const folderSteps = (folder: string): readonly VerifyStep[] => [
  {
    name: 'folder: the desk starts, and ELECTRON_RUN_AS_NODE, NODE_OPTIONS and --inspect are ignored',
    needs: ['Xvfb'],
    run: () => {
      const ignored = { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '--require /nonexistent.cjs --inspect=127.0.0.1:0' }
      return started(join(folder, product.program), ignored, ({ url, text, stderr }) => {
        mustHold([
          ...(url.startsWith('app://workspace/') ? [] : [`It shows ${url} instead of the desk.`]),
          ...(stderr().includes('Debugger listening') ? ['It lets itself be debugged by --inspect.'] : []),
        ])
        return `it showed "${text.split('\n')[0]}" at ${url}`
      })
    },
  },
]

/** Starts the AppImage as a file. */
export const appImageSteps = (file: string): readonly VerifyStep[] => [
  {
    name: 'AppImage: its entry for a menu starts it in its sandbox',
    needs: ['unsquashfs'],
    run: async () => {
      const offset = (await mustRun(file, ['--appimage-offset'])).trim()
      const entry = await mustRun('unsquashfs', ['-o', offset, '-cat', file, product.desktopFile])
      mustHold([
        ...(/^MimeType=x-scheme-handler\/tierdesk;$/m.test(entry) ? [] : ['Its entry knows no links.']),
        ...(/^Exec=AppRun %U$/m.test(entry)
          ? []
          : [`Its entry starts something else: ${/^Exec=.*$/m.exec(entry)?.[0]}`]),
      ])
      return 'AppRun %U'
    },
  },
  {
    name: 'AppImage: the desk starts from the one file',
    needs: ['Xvfb', 'unsquashfs'],
    run: () =>
      started(file, {}, ({ url, text }) => {
        mustHold(url.startsWith('app://workspace/') ? [] : [`It shows ${url} instead of the desk.`])
        return `it showed "${text.split('\n')[0]}"`
      }),
  },
]

/** Looks into the rpm. `program`: what was packed in it, whose libraries it has to ask for. */
export const rpmSteps = (file: string, program: string): readonly VerifyStep[] => [
  {
    name: 'rpm: what it says, needs, holds and runs',
    needs: ['rpm', 'readelf'],
    run: async () => {
      const [about = '', needs = '', files = '', scripts = ''] = await Promise.all(
        ['-qip', '-qpR', '-qlp', '-qp --scripts'].map((words) => mustRun('rpm', [...words.split(' '), file])),
      )
      const linked = (await mustRun('readelf', ['-d', program])).matchAll(/\(NEEDED\).*\[(.+)\]/g)
      const libraries = [...linked]
        .map(([, name = '']) => name)
        .filter((name) => !alwaysThere.test(name))
        .concat(loadedByItself)
      const paths = files.trim().split('\n')
      const wanted = [`/opt/${product.name}/${product.program}`, `/opt/${product.name}/resources/app.asar`]
      mustHold([
        ...(new RegExp(`^Name\\s+: ${product.program}$`, 'm').test(about) ? [] : ['It has another name.']),
        ...(/^Architecture: x86_64$/m.test(about) ? [] : ['It is for another kind of computer.']),
        ...libraries.filter((name) => !needs.includes(`${name}()`)).map((name) => `It does not ask for ${name}.`),
        ...wanted.filter((path) => !paths.includes(path)).map((path) => `${path} is not in it.`),
        ...(/postinstall[\s\S]*chrome-sandbox/.test(scripts) ? [] : ['Nothing sets the sandbox up.']),
      ])
      return `${paths.length} files; every library that the program is linked to or cannot start without is asked for`
    },
  },
]

/** What the program opens at its start without being linked to it, and does not live without. */
const loadedByItself = ['libX11-xcb.so.1']

/** Libraries of the C runtime, which no Linux of this kind is without, and the one that Electron brings. */
const alwaysThere = /^(libffmpeg|libdl|libpthread|libm|libc|libgcc_s|ld-linux-x86-64)\.so/
