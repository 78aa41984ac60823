import { expect, test } from 'vitest'
import { KeptFiles } from '#renderer/sync/kept-files.ts'
import { DeviceSeal, sealKey } from '#renderer/sync/seal/device-seal.ts'
import type { AttachmentCalls, Sent } from '#renderer/workspace/attachment-calls.ts'
import { AttachmentFiles } from '#renderer/workspace/attachment-files.ts'
import { mostAttachmentBytes } from '#shared/sync/attachments-protocol.ts'

const seal = new DeviceSeal(await sealKey(crypto.getRandomValues(new Uint8Array(32))))
const caseId = crypto.randomUUID()
const label = (text = 'On the label: fragile.'): File => new File([text], 'label.txt')

/** A service that answers as it is told to, and what it has been sent. */
function service(answer: Sent = 'here') {
  const state = { answer, came: [] as string[], gone: [] as readonly string[] | null, asked: 0 }
  const calls: AttachmentCalls = {
    upload: (_file, bytes, progress) => {
      progress(0.5)
      if (state.answer === 'here') state.came.push(new TextDecoder().decode(bytes))
      return Promise.resolve(state.answer)
    },
    download: () => Promise.resolve(new Blob(['From the service.'])),
    keep: () => {
      state.asked += 1
      return Promise.resolve(state.gone)
    },
  }
  return { state, calls }
}

/** The files of one window over the browser's real database. */
async function opened(agentId: string, calls: AttachmentCalls): Promise<AttachmentFiles> {
  const files = new AttachmentFiles({ kept: new KeptFiles(agentId, seal), calls, alone: (work) => work() })
  await files.begin()
  return files
}

async function attached(files: AttachmentFiles, file = label()) {
  const added = await files.add(caseId, file, false)
  if (typeof added === 'string') throw new Error(added)
  return added
}
const textOf = async (found: Blob | string): Promise<string> => (typeof found === 'string' ? found : found.text())

// Catches a file that waits for ever, is sent twice, or cannot be opened by its own agent while it waits.
test('a file that finds no connection is kept, opened from here, and sent by the next start of the window', async () => {
  const agentId = crypto.randomUUID()
  const { state, calls } = service('no-connection')
  const first = await opened(agentId, calls)
  const file = await attached(first)
  expect(file).toMatchObject({ name: 'label.txt', size: 22, type: 'text/plain' })
  await expect.poll(() => first.stateOf(file.id)).toEqual({ is: 'waiting' })
  expect(await textOf(await first.open(file))).toBe('On the label: fragile.')
  first.close()

  state.answer = 'here'
  const second = await opened(agentId, calls)
  await expect.poll(() => second.stateOf(file.id)).toBeUndefined()
  expect(state.came).toEqual(['On the label: fragile.'])
  expect(await textOf(await second.open(file))).toBe('From the service.')
  second.close()
  const third = await opened(agentId, calls)
  third.sendAgain()
  third.close()
  expect(state.came).toHaveLength(1)
})

// Catches a refusal that is tried for ever, or that nobody is told of.
test('a file that the service refuses says why, and goes when the agent takes it away', async () => {
  const agentId = crypto.randomUUID()
  const { calls } = service({ sentence: 'You have attached as much as a day allows.' })
  const files = await opened(agentId, calls)
  const file = await attached(files)
  await expect
    .poll(() => files.stateOf(file.id))
    .toEqual({ is: 'failed', sentence: 'You have attached as much as a day allows.' })
  await files.remove(file.id)
  expect(files.stateOf(file.id)).toBeUndefined()
  files.close()
  const later = await opened(agentId, service().calls)
  expect(later.stateOf(file.id)).toBeUndefined()
  later.close()
})

test('a file of nothing, one that is too large, and more than may wait here are refused in words', async () => {
  const files = await opened(crypto.randomUUID(), service('no-connection').calls)
  expect(await files.add(caseId, label(''), false)).toMatch(/label\.txt is empty/)
  const large = new File([new Uint8Array(mostAttachmentBytes + 1)], 'film.bin')
  expect(await files.add(caseId, large, false)).toMatch(/film\.bin/)
  files.close()
})

// Catches a draft that loses its file unsaid, and one that is told so of a file that only waits here, or because nobody could be asked.
test('a file that neither the service nor this computer has is said to be gone, by its name, and no other is', async () => {
  const agentId = crypto.randomUUID()
  const { state, calls } = service()
  const files = await opened(agentId, calls)
  const [lost, sent] = [await attached(files), await attached(files)]
  await expect.poll(() => state.came).toHaveLength(2)
  state.answer = 'no-connection'
  const waiting = await attached(files)
  state.gone = null
  await files.keep([lost, sent, waiting])
  expect(files.stateOf(lost.id)).toBeUndefined()
  state.gone = [lost.id, waiting.id]
  await files.keep([lost, sent, waiting])
  const said = files.stateOf(lost.id)
  expect(said?.is === 'gone' ? said.sentence : '').toMatch(/^label\.txt is gone: .*attach it again/)
  expect(files.stateOf(sent.id)).toBeUndefined()
  expect(files.stateOf(waiting.id)).toEqual({ is: 'waiting' })
  await files.remove(lost.id)
  expect(files.stateOf(lost.id)).toBeUndefined()
  files.close()
})

// Catches a file taken for lost because another window sent it between the question and the look.
test('a file that another window has just sent is not said to be gone', async () => {
  const { state, calls } = service()
  const files = await opened(crypto.randomUUID(), calls)
  const file = await attached(files)
  await expect.poll(() => files.stateOf(file.id)).toBeUndefined()
  state.gone = [file.id]
  const gone = await opened(crypto.randomUUID(), {
    ...calls,
    keep: async (ids) => {
      const answer = await calls.keep(ids)
      state.gone = []
      return answer
    },
  })
  await gone.keep([file])
  expect(state.asked).toBe(2)
  expect(gone.stateOf(file.id)).toBeUndefined()
  files.close()
  gone.close()
})
