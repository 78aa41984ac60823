import { expect, test } from 'vitest'
import { ProxySignIn } from '#main/proxy-sign-in.ts'
import type { ProxyAnswer, ProxyQuestion } from '#shared/proxy-question.ts'

const asker = { isProxy: true, host: 'proxy.example.com', port: 8080, realm: 'Floor 3' }
const right = { name: 'ana', password: 'right' }

function desk() {
  const shown: (ProxyQuestion | null)[] = []
  const answers: (string | undefined)[][] = []
  const clock = { now: 0 }
  const tried: ProxyAnswer[] = []
  const signIn = new ProxySignIn({
    isAccepted: async (answer) => {
      tried.push(answer)
      return answer.password === 'right'
    },
    changed: (question) => shown.push(question),
    now: () => clock.now,
  })
  const ask = (more: Partial<typeof asker> = {}): void =>
    signIn.ask({ ...asker, ...more }, (...said) => answers.push(said))
  const id = (): number => signIn.question?.id ?? -1
  const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))
  return { signIn, shown, answers, clock, tried, ask, id, settled }
}

// Catches: five dialogs for five requests, and requests that go on with what was never tried.
test('all requests that are held up share one question, and go on once the proxy has accepted the answer', async () => {
  const { signIn, answers, ask, id, settled } = desk()
  ask()
  ask()
  expect(signIn.question).toMatchObject({ host: 'proxy.example.com:8080', realm: 'Floor 3', isAgain: false })
  signIn.answer(id(), { name: 'ana', password: 'wrong' })
  expect(signIn.question).toMatchObject({ isTrying: true })
  await settled()
  expect([signIn.question?.isAgain, signIn.question?.isTrying, answers]).toEqual([true, false, []])
  ask()
  signIn.answer(id(), right)
  await settled()
  expect([signIn.question, answers]).toEqual([
    null,
    [
      ['ana', 'right'],
      ['ana', 'right'],
      ['ana', 'right'],
    ],
  ])
})

// Catches: a person who is asked anew for every download of an update, and a password that is offered for ever although it no longer holds.
test('what was accepted is tried before anybody is asked again', async () => {
  const { signIn, answers, tried, ask, id, settled } = desk()
  ask()
  signIn.answer(id(), right)
  await settled()
  ask()
  expect(signIn.question?.isTrying).toBe(true)
  await settled()
  expect([signIn.question, answers.length, tried.length]).toEqual([null, 2, 2])
})

// Catches: a dialog that is back the moment it is closed, because the sync tries again.
test('whoever does not want to say is left alone for a minute', async () => {
  const { signIn, answers, clock, ask, id } = desk()
  ask()
  signIn.answer(id(), null)
  ask()
  expect([signIn.question, answers]).toEqual([null, [[], []]])
  clock.now = 60_001
  ask()
  expect(signIn.question).not.toBeNull()
})

// Catches: the person's own password typed into what a server, or a question of a moment ago, asks for.
test('servers are told nothing, and an answer counts for its own question alone', () => {
  const { signIn, answers, tried, ask, id } = desk()
  ask({ isProxy: false })
  expect([signIn.question, answers]).toEqual([null, [[]]])
  ask()
  signIn.answer(id() - 1, right)
  expect([tried, signIn.question?.isTrying]).toEqual([[], false])
})
