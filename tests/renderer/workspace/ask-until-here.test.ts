import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type FileSource, askUntilHere } from '#renderer/workspace/ask-until-here.ts'
import { idOf } from '../../builders.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

type Connection = FileSource['sync']['connection']
const file = { id: idOf(1), type: 'image/png' }

/** A file that comes when `has` is called, and a connection that goes and comes. */
function source(begin: Connection = 'online') {
  const listeners = new Set<() => void>()
  const state = { connection: begin, found: 'not here' as Blob | string, asked: 0 }
  const workspace: FileSource = {
    sync: {
      get connection() {
        return state.connection
      },
    },
    files: {
      open: async () => {
        state.asked += 1
        return state.found
      },
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  const turn = (connection: Connection): void => {
    state.connection = connection
    for (const listener of listeners) listener()
  }
  return { state, workspace, turn, listeners }
}

// Catches: a picture that came a moment after its text, and that nobody who reads is ever shown.
test('a file that is not there yet is asked for again, less and less often, until it is', async () => {
  const { state, workspace, listeners } = source()
  const heard: (Blob | string)[] = []
  askUntilHere(workspace, file, (found) => heard.push(found))
  const asked: number[] = []
  for (const seconds of [0, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]) {
    await vi.advanceTimersByTimeAsync(seconds * 1000)
    asked.push(state.asked)
  }
  expect(asked).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  const bytes = new Blob(['picture'])
  state.found = bytes
  await vi.advanceTimersByTimeAsync(300_000)
  expect(heard.at(-1)).toBe(bytes)
  await vi.advanceTimersByTimeAsync(3_600_000)
  expect([state.asked, listeners.size, vi.getTimerCount()]).toEqual([12, 0, 0])
})

// Catches: a picture that was opened without a network and stays a sentence for minutes after it is back.
test('it is asked for at once when the connection is back', async () => {
  const { state, workspace, turn } = source('offline')
  const heard: (Blob | string)[] = []
  askUntilHere(workspace, file, (found) => heard.push(found))
  await vi.advanceTimersByTimeAsync(100_000)
  const before = state.asked
  state.found = new Blob(['picture'])
  turn('offline')
  await vi.advanceTimersByTimeAsync(0)
  expect(state.asked).toBe(before)
  turn('online')
  await vi.advanceTimersByTimeAsync(0)
  expect([state.asked, heard.at(-1)]).toEqual([before + 1, state.found])
})

// Catches: asking on for a thread that nobody looks at any more, and an answer that reaches one that is gone.
test('who does not look any more hears nothing, and nothing is asked', async () => {
  const { state, workspace, turn, listeners } = source()
  const heard: (Blob | string)[] = []
  const stop = askUntilHere(workspace, file, (found) => heard.push(found))
  stop()
  turn('offline')
  turn('online')
  await vi.advanceTimersByTimeAsync(3_600_000)
  expect([heard, state.asked, listeners.size, vi.getTimerCount()]).toEqual([[], 1, 0, 0])
})
