import { spawn } from 'node:child_process'
import { ROOT } from './project.mjs'

/**
 * @typedef {object} RunOptions
 * @property {NodeJS.ProcessEnv} [env]
 * @property {boolean} [quiet] keep the output instead of showing it
 * @property {boolean} [kept] show the output and keep it as well
 * @property {number} [timeoutMs] end the program after this long
 * @property {string} [cwd]
 * @property {boolean} [hears] the program reads what is piped in here
 */

/**
 * Runs a program to its end. Never rejects: a program that cannot be started has the code 127 and says why in its output.
 * @param {string} program
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(
  program,
  args,
  { env = process.env, quiet = false, kept = false, timeoutMs, cwd = ROOT, hears = false } = {},
) {
  return new Promise((resolve) => {
    let output = ''
    const shown = quiet || kept ? 'pipe' : 'inherit'
    const child = spawn(program, args, {
      cwd,
      env,
      stdio: [hears ? 'inherit' : 'ignore', shown, shown],
      ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    })
    for (const name of /** @type {const} */ (['stdout', 'stderr'])) {
      child[name]?.setEncoding('utf8').on('data', (text) => {
        output += text
        if (kept) process[name].write(text)
      })
    }
    child.once('error', (error) => resolve({ code: 127, output: error.message }))
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/**
 * Runs npm by the Node that npm itself runs on: the project's own Node may be what `npm ci` is about to replace.
 * @param {string[]} args
 * @param {RunOptions} [options]
 */
export function runNpm(args, options) {
  const npm = process.env['npm_execpath']
  if (npm !== undefined && npm.endsWith('.js')) {
    return run(process.env['npm_node_execpath'] ?? process.execPath, [npm, ...args], options)
  }
  return process.platform === 'win32' ? run('cmd.exe', ['/c', 'npm', ...args], options) : run('npm', args, options)
}
