import { createHash } from 'node:crypto'
import { realpathSync, unlinkSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StartRefused } from './start-refused.ts'
import { codeOf } from './system-errors.ts'

// A listening socket is a lock the operating system lets go of however its holder dies, so no stale lock can refuse a start.
function lockAddress(folder: string): string {
  const name = `tierdesk-${createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 24)}`
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`
  if (process.platform === 'linux') return `\0${name}`
  return join(tmpdir(), `${name}.sock`)
}

function listen(address: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', reject)
    server.listen(address, () => resolve(server.unref()))
  })
}

function isAnswered(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

/** Takes the one lock of an existing folder until `release()` or the end of the process; throws StartRefused where another holds it. */
export async function lockFolder(folder: string): Promise<{ release(): Promise<void> }> {
  const address = lockAddress(folder)
  let server: Server
  try {
    server = await listen(address)
  } catch (error) {
    if (codeOf(error) !== 'EADDRINUSE') throw error
    if (await isAnswered(address)) {
      throw new StartRefused(
        `Another Tierdesk service is already running on the data folder ${folder}. Stop it first, or set TIERDESK_DATA to another folder.`,
      )
    }
    // Only macOS keeps the socket as a file, which outlives a killed holder.
    unlinkSync(address)
    server = await listen(address)
  }
  return { release: () => new Promise((resolve) => server.close(() => resolve())) }
}
