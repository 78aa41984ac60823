import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, expect, test } from 'vitest'
import { endProcess } from '#main/end-process.ts'

const started: ChildProcess[] = []
afterEach(() => started.splice(0).forEach((child) => child.kill('SIGKILL')))

/** A process of its own that does this, once it has said that it runs. How it ended: its code, or the signal that ended it. */
async function running(script: string): Promise<{ pid: number; ended: Promise<number | string | null> }> {
  const child = spawn(process.execPath, ['-e', `process.stdout.write('runs'); ${script}`])
  started.push(child)
  const ended = once(child, 'exit').then(() => child.exitCode ?? child.signalCode)
  await once(child.stdout, 'data')
  return { pid: child.pid ?? 0, ended }
}

// Catches: a process with cases in its memory that goes on because it was only asked.
test('a process that does not end by itself is ended', async () => {
  const { pid, ended } = await running(`process.on('SIGTERM', () => undefined); setInterval(() => undefined, 1000)`)
  await endProcess(pid, 50)
  expect(await ended).toBe('SIGKILL')
  expect(() => process.kill(pid, 0)).toThrow('ESRCH')
})

// Catches: a process that is cut off while it puts down what it has.
test('a process that ends by itself is left to do so', async () => {
  const { pid, ended } = await running(`setTimeout(() => process.exit(7), 100)`)
  await endProcess(pid, 10_000)
  expect(await ended).toBe(7)
})

// Catches: a number that stands for no process and means a whole group of them to the system, that of this one among them.
test.each([0, -1])('for %i there is nothing to end', async (pid) => {
  await endProcess(pid, 10)
  expect(process.kill(process.pid, 0)).toBe(true)
})
