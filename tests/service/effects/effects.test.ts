import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { select } from '#service/database/pool.ts'
import { waitAfter } from '#service/effects/effect-loop.ts'
import { PostgresEffects } from '#service/effects/postgres-effects.ts'
import { Desk } from '../desk.ts'
import { startTestService } from '../test-service.ts'
import { TestWindow } from '../test-window.ts'
import { idOf, messageRow, note, reply } from '../world.ts'
import { Receiver } from './receiver.ts'

interface Stored {
  readonly id: string
  readonly op_id: string
  readonly state: string
  readonly attempts: number
  readonly last_error: string | null
}

const stored = (desk: Desk): Promise<Stored[]> =>
  select(desk.pool, 'select id, op_id, state, attempts, last_error from effects order by place')

// Catches: a reply that nobody delivers, one that is delivered for each time it was sent, and notes that reach a party.
test('[S24] each public reply of an agent becomes one effect with its mutation, and nothing else does', async () => {
  const desk = await Desk.open()
  const client = randomUUID()
  const answer = reply(1, 'M1', null)
  await desk.send('ana', client, answer, note(2, 'M1'))
  await desk.send('ana', randomUUID(), { ...answer, mid: 1 })
  // Refused: the thread has moved.
  await desk.send('ana', client, reply(3, 'M1', null))
  await desk.write([{ table: 'messages', row: { ...messageRow('imported', 'M1'), kind: 'reply' } }])
  const effects = await stored(desk)
  expect(effects.map(({ op_id: opId }) => opId)).toEqual([answer.opId])
  const [{ payload } = { payload: null }] = await select<{ payload: unknown }>(desk.pool, 'select payload from effects')
  expect(payload).toMatchObject({ caseId: idOf('cases', 'M1'), caseNumber: 'M1', text: 'We will look into it' })
  await desk.close()
})

// Catches: an effect that two services carry out at the same time, and a second reply that overtakes the first.
test('[S24] an effect is taken by one service only, and those of one case in their order', async () => {
  const desk = await Desk.open()
  const first = reply(1, 'M1', null)
  const messageId = (first.args as { messageId: string }).messageId
  await desk.send('ana', randomUUID(), first, reply(2, 'M1', messageId), reply(3, 'M2', null))
  const store = new PostgresEffects(desk.pool)
  const at = new Date(Date.now() + 1000)
  const until = new Date(at.getTime() + 1000)
  const taken = await Promise.all([
    store.take(at, until, 8, ['deliver-reply']),
    store.take(at, until, 8, ['deliver-reply']),
  ])
  const ids = taken.flat().map(({ id }) => id)
  const [one, two, three] = await stored(desk)
  expect(new Set(ids)).toEqual(new Set([one?.id, three?.id]))
  expect(ids).toHaveLength(2)
  await store.done(one?.id ?? '', at)
  expect((await store.take(at, until, 8, ['deliver-reply'])).map(({ id }) => id)).toEqual([two?.id])
  // Whoever took it died: it is due again once the hold is over.
  expect((await store.take(new Date(until.getTime() + 1), until, 8, ['deliver-reply'])).map(({ id }) => id)).toContain(
    three?.id,
  )
  await desk.close()
})

// Catches: replies that are given up while the channel is down, or sent again although it took them.
test('[S24] a channel that is down or refuses gets the reply later, with the same key', async () => {
  const receiver = await Receiver.open()
  receiver.answer = 503
  const on = await startTestService({ deliveryUrl: receiver.url })
  const ana = await TestWindow.open(on, 'ana')
  const answer = reply(1, 'M1', null)
  await ana.push(answer)
  await receiver.until(1)
  receiver.answer = 204
  await receiver.until(2)
  await expect.poll(async () => (await stored(on.desk)).map(({ state }) => state)).toEqual(['done'])
  const [effect] = await stored(on.desk)
  expect(receiver.received.map(({ key }) => key)).toEqual([effect?.id, effect?.id])
  expect(receiver.received[0]?.body).toMatchObject({ kind: 'deliver-reply', payload: { text: 'We will look into it' } })

  const { port } = receiver
  await receiver.close()
  await ana.push(reply(2, 'M2', null))
  await expect.poll(async () => (await stored(on.desk))[1]?.last_error).toBe('not reached')
  const back = await Receiver.open(port)
  await back.until(1)
  expect(back.received[0]?.body.payload).toMatchObject({ caseNumber: 'M2' })
  const metrics = await (await fetch(`${on.service.url}/metrics`)).text()
  expect(metrics).toMatch(/tierdesk_effect_failures_total\{kind="deliver-reply"\} [2-9]/)
  ana.close()
  await on.close()
  await back.close()
})

// Catches: replies that vanish, or that are tried for ever, where nobody said where they go.
test('[S24] without a channel replies wait, are counted, and go out once there is one', async () => {
  const on = await startTestService()
  const ana = await TestWindow.open(on, 'ana')
  await ana.push(reply(1, 'M1', null))
  await expect.poll(async () => (await stored(on.desk))[0]).toMatchObject({ state: 'no-channel', attempts: 0 })
  const metrics = await (await fetch(`${on.service.url}/metrics`)).text()
  expect(metrics).toContain('tierdesk_effects{state="no-channel"} 1')
  ana.close()
  await on.service.stop()
  const receiver = await Receiver.open()
  const again = await startTestService({ databaseUrl: on.desk.url, deliveryUrl: receiver.url })
  await receiver.until(1)
  expect(receiver.received).toHaveLength(1)
  await again.close()
  await receiver.close()
  await on.desk.close()
})

/** The service as a process of its own, so that it can be killed. */
async function spawnService(env: NodeJS.ProcessEnv): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ['src/service/index.ts'], {
    env: { ...process.env, TIERDESK_PORT: '0', ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('TIERDESK READY ')) continue
    return { child, url: (JSON.parse(line.slice('TIERDESK READY '.length)) as { url: string }).url }
  }
  throw new Error('The service did not start.')
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

// Catches: a reply that is lost, or that reaches the party twice, when the service dies between sending it and noting that it did.
test('[S24] a service that is killed between effect and mark delivers again under the same key: one effect by key', async () => {
  const receiver = await Receiver.open()
  receiver.answer = 'never'
  const desk = await Desk.open()
  const env = {
    DATABASE_URL: desk.url,
    TIERDESK_DATA: await mkdtemp(join(tmpdir(), 'tierdesk-effects-')),
    TIERDESK_DELIVERY_URL: receiver.url,
  }
  const first = await spawnService(env)
  await desk.send('ana', randomUUID(), reply(1, 'M1', null))
  await receiver.until(1)
  await kill(first.child)
  receiver.answer = 204
  expect((await stored(desk))[0]).toMatchObject({ state: 'waiting', attempts: 1 })
  // The hold of the dead service is over, as it is by itself after half a minute.
  await desk.pool.query('update effects set next_at = now()')
  const second = await spawnService(env)
  await receiver.until(2)
  await expect.poll(async () => (await stored(desk))[0]?.state).toBe('done')
  expect(new Set(receiver.received.map(({ key }) => key)).size).toBe(1)
  expect(receiver.received).toHaveLength(2)
  await kill(second.child)
  await rm(env.TIERDESK_DATA, { recursive: true, force: true })
  await desk.close()
  await receiver.close()
})

// Catches: attempts that come all at once, or so late that nobody waits for them any more.
test('waits are spread, double with each attempt, and never pass an hour', () => {
  expect([waitAfter(1, 0.999), waitAfter(2, 0.5), waitAfter(3, 0)]).toEqual([1998, 2000, 0])
  expect(waitAfter(40, 1)).toBe(60 * 60 * 1000)
})
