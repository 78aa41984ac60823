import { expect, test } from 'vitest'
import { saveRefused } from '#renderer/workspace/save-refused.ts'

/** A workspace with something that the disk refuses for so many rounds, and time that passes when told. */
function refusing(rounds: number, what: { unsafe: number; isBehind: boolean } = { unsafe: 1, isBehind: false }) {
  let { unsafe, isBehind } = what
  let offered = 0
  let due: (() => void) | null = null
  const stop = saveRefused(
    {
      get keeping() {
        return { incidents: [], isTwice: true, isCrowded: false, unsafe, isBehind }
      },
      saveAgain: () => {
        offered += 1
        if (offered < rounds) return Promise.reject(new Error('disk-full'))
        unsafe = 0
        isBehind = false
        return Promise.resolve()
      },
      subscribe: () => () => undefined,
    },
    {
      after: (_ms, work) => {
        due = work
        return () => (due = null)
      },
    },
  )
  const pass = async (): Promise<void> => {
    const work = due
    due = null
    work?.()
    for (let turn = 0; turn < 5; turn++) await Promise.resolve()
  }
  return { pass, stop, offered: () => offered, isWaiting: () => due !== null }
}

// Would catch: a step that waits in memory alone until somebody happens to write another one.
test('what the disk refused is offered to it until it takes it, and no longer', async () => {
  const { pass, offered, isWaiting } = refusing(3)
  for (let round = 0; round < 3; round++) await pass()
  expect([offered(), isWaiting()]).toEqual([3, false])
})

// Would catch: a copy of the service's rows that stays older than the screen until the next change happens to come in.
test('so are the rows of the service', async () => {
  const { pass, offered, isWaiting } = refusing(2, { unsafe: 0, isBehind: true })
  for (let round = 0; round < 2; round++) await pass()
  expect([offered(), isWaiting()]).toEqual([2, false])
})

// Would catch: a desk that was closed and goes on writing.
test('nothing is offered any more after the desk was closed', async () => {
  const { pass, stop, offered, isWaiting } = refusing(3)
  await pass()
  stop()
  await pass()
  expect([offered(), isWaiting()]).toEqual([1, false])
})
