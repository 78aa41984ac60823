import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { projectNode, ROOT } from './project.mjs'

/**
 * @typedef {{ login: string, password: string, role: string, site: string, name: string }} DemoAccount
 * @typedef {{ url: string, accounts: DemoAccount[], inboundToken?: string }} ServiceReady
 * @typedef {{ ready: Promise<ServiceReady>, ended: Promise<void>, stop: () => Promise<void> }} ServiceProcess
 */

const READY = 'TIERDESK READY '
const FAILED = 'TIERDESK FAILED '
const STOP_WITHIN_MS = 30_000

/**
 * Starts the central service. `ready` rejects with the service's own sentence where it refuses to start.
 * @param {{ env: NodeJS.ProcessEnv, program?: string, args?: string[] }} options
 * @returns {ServiceProcess}
 */
export function startService({ env, program = projectNode(), args = ['src/service/index.ts'] }) {
  const child = spawn(program, args, {
    cwd: ROOT,
    env,
    // The open input ties the service to this program: it ends when this program does, however that happens.
    stdio: ['pipe', 'pipe', 'pipe'],
    // Ctrl+C in a terminal goes to a whole group: only this program may hear it, so the order of stopping is its own.
    detached: process.platform !== 'win32',
    windowsHide: true,
  })
  const ended = once(child, 'close').then(
    () => undefined,
    () => undefined,
  )
  // The service may be gone before its input is closed.
  child.stdin.on('error', () => undefined)
  return {
    ended,
    ready: readiness(child),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.stdin.end()
      if (process.platform !== 'win32') child.kill('SIGTERM')
      const forced = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS)
      await ended
      clearTimeout(forced)
    },
  }
}

/** @param {import('node:child_process').ChildProcessWithoutNullStreams} child @returns {Promise<ServiceReady>} */
function readiness(child) {
  return new Promise((resolve, reject) => {
    let reason = 'The service ended before it was ready.'
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith(READY)) resolve(JSON.parse(line.slice(READY.length)))
    })
    createInterface({ input: child.stderr }).on('line', (line) => {
      if (line.startsWith(FAILED)) reason = line.slice(FAILED.length)
      else process.stderr.write(`${line}\n`)
    })
    child.once('error', (error) => reject(new Error(`The service could not be started: ${error.message}`)))
    child.once('close', () => reject(new Error(reason)))
  })
}
