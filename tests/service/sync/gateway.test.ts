import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { limits } from '#shared/sync/protocol.ts'
import { type TestService, post, startTestService } from '../test-service.ts'
import { TestWindow } from '../test-window.ts'
import { agentOf, idOf, note, sent, wholeCase } from '../world.ts'

let on: TestService
beforeAll(async () => {
  on = await startTestService()
})
afterAll(() => on.close())

// Catches: a change that others see only when they ask.
test('what one window writes reaches another as a patch that follows its cursor, and the writer with its result', async () => {
  const [ana, siti] = await Promise.all([TestWindow.open(on, 'ana'), TestWindow.open(on, 'siti')])
  const mutation = note(1, 'M1', { text: 'From Ana' })
  expect(await ana.push(mutation)).toEqual({ ok: true, last: 1 })
  await Promise.all([ana.until(() => ana.patches.length > 0), siti.until(() => siti.patches.length > 0)])
  expect(siti.patches[0]).toMatchObject({ base: siti.cursor, isLast: true, results: [] })
  expect(siti.patches[0]?.changes.map(({ t }) => t).sort()).toEqual(['cases', 'messages'])
  expect(ana.patches[0]).toMatchObject({
    base: ana.cursor,
    results: [{ opId: mutation.opId, outcome: { applied: true } }],
  })
  const after = await siti.pull(siti.patches[0]?.to)
  expect(after).toMatchObject({ isLast: true, changes: [] })
  ana.close()
  siti.close()
})

// Catches: a patch or a hint to someone who may not even know that there was one.
test('[S16] a window of another site is told nothing, and its next patch still follows its cursor', async () => {
  const [ana, farid] = await Promise.all([TestWindow.open(on, 'ana'), TestWindow.open(on, 'farid')])
  await ana.push(note(1, 'M1'))
  await ana.until(() => ana.patches.length === 1)
  await farid.push(note(1, 'L1'))
  await farid.until(() => farid.patches.length > 0)
  expect(farid.patches).toHaveLength(1)
  expect(farid.patches[0]?.base).toBe(farid.cursor)
  expect(JSON.stringify(farid.patches)).not.toContain(idOf('cases', 'M1'))
  expect(farid.hints).toEqual([])
  ana.close()
  farid.close()
})

// Catches: a page that is sent to all windows of an audience at once although they do not stand at the same place.
test('[S6] windows of one audience get the same changes, each from its own cursor on', async () => {
  const [first, farid] = await Promise.all([TestWindow.open(on, 'ana'), TestWindow.open(on, 'farid')])
  await farid.push(note(1, 'L1'))
  await farid.until(() => farid.patches.length > 0)
  const [second, third] = await Promise.all([TestWindow.open(on, 'ana'), TestWindow.open(on, 'ana')])
  expect(second.cursor).not.toBe(first.cursor)
  const siti = await TestWindow.open(on, 'siti')
  await siti.push(note(1, 'M1', { text: 'From Siti' }))
  for (const window of [first, second, third]) {
    await window.until(() => window.patches.length > 0)
    expect(window.patches).toMatchObject([{ base: window.cursor, to: first.patches[0]?.to, results: [] }])
    expect(window.patches[0]?.changes).toEqual(first.patches[0]?.changes)
  }
  for (const window of [first, second, third, farid, siti]) window.close()
})

// Catches: live changes sent to a window that lacks what came before them.
test('[S6] a window that has not caught up gets hints only', async () => {
  const siti = await TestWindow.open(on, 'siti')
  const { cursor } = await on.desk.snapshot('ana', randomUUID())
  const deviceId = randomUUID()
  const handshake = { token: await on.signIn('ana', deviceId), deviceId, clientId: randomUUID() }
  const fresh = new TestWindow(on.service.url, handshake, cursor)
  await fresh.until(() => fresh.hello !== null)
  await siti.push(note(1, 'M1'))
  await fresh.until(() => fresh.hints.length > 0)
  expect(fresh.patches).toEqual([])
  await fresh.catchUp()
  await siti.push(note(2, 'M1'))
  await fresh.until(() => fresh.patches.length > 0)
  expect(fresh.patches[0]?.base).toBe(fresh.cursor)
  fresh.close()
  siti.close()
})

// Catches: a case that arrives at a site without its thread.
test('[S17] a case that moves is gone for one window; the other is told to pull and gets the thread', async () => {
  const [ana, farid] = await Promise.all([TestWindow.open(on, 'ana'), TestWindow.open(on, 'farid')])
  await ana.push(sent(1, 'case.move', { caseId: idOf('cases', 'M2'), queueId: idOf('queues', 'lumpur') }))
  await Promise.all([ana.until(() => ana.patches.length > 0), farid.until(() => farid.hints.length > 0)])
  expect(ana.patches[0]?.changes).toContainEqual(expect.objectContaining({ id: idOf('cases', 'M2'), gone: true }))
  await farid.catchUp()
  expect(farid.copy.has(`messages/${idOf('messages', 'M2-1')}`)).toBe(true)
  expect(farid.copy.has(`parties/${idOf('parties', 'M2')}`)).toBe(true)
  ana.close()
  farid.close()
})

// Catches: commits of an importer that no window hears of, and agents whose new rights wait for a restart.
test('[S12][S17] what another process wrote is noticed: new cases by a hint, new rights by a cursor that is no longer good', async () => {
  const ana = await TestWindow.open(on, 'ana')
  await on.desk.write(wholeCase('imported', 'manila'))
  await ana.until(() => ana.hints.length > 0)
  await ana.catchUp()
  expect(ana.copy.has(`cases/${idOf('cases', 'imported')}`)).toBe(true)
  const wider = { ...agentOf('ana'), queueIds: [idOf('queues', 'lumpur')] }
  await on.desk.write([{ table: 'agents', row: wider }])
  const own = ana.cursor.split('.').at(-1) ?? ''
  await ana.until(() => ana.hints.some((cursor) => !cursor.endsWith(own)))
  expect(await ana.pull()).toMatchObject({ reset: 'audience-changed' })
  await on.desk.write([{ table: 'agents', row: agentOf('ana') }])
  ana.close()
})

// Catches: an agent who left and still reads along.
test('[S16] whoever is no longer active, or signs out, is sent away at once and let in no more', async () => {
  const farid = await TestWindow.open(on, 'farid')
  await on.desk.write([{ table: 'agents', row: { ...agentOf('farid'), active: false } }])
  await farid.until(() => farid.leaves.length > 0 && farid.socket.disconnected)
  expect(farid.leaves).toEqual([{ reason: 'account-closed' }])
  const refused = await post(on.service.url, '/api/sign-in', {
    login: 'farid',
    password: 'correct horse',
    deviceId: randomUUID(),
  })
  expect(refused.status).toBe(401)
  await on.desk.write([{ table: 'agents', row: agentOf('farid') }])

  const deviceId = randomUUID()
  const token = await on.signIn('ana', deviceId)
  const window = new TestWindow(on.service.url, { token, deviceId, clientId: randomUUID() })
  await window.until(() => window.hello !== null)
  const out = await post(on.service.url, '/api/sign-out', '{}', { authorization: `Bearer ${token}` })
  expect(out.status).toBe(204)
  await window.until(() => window.socket.disconnected)
  expect(window.leaves).toEqual([{ reason: 'revoked' }])
})

// Catches: two sockets of one window that both believe they are it.
test('[S20] a newer connection of the same window replaces the older one', async () => {
  const clientId = randomUUID()
  const older = await TestWindow.open(on, 'ana', clientId)
  const newer = await TestWindow.open(on, 'ana', clientId)
  await older.until(() => older.socket.disconnected)
  expect(older.leaves).toEqual([{ reason: 'replaced' }])
  expect(newer.hello?.nonce).not.toBe(older.hello?.nonce)
  newer.close()
})

// Catches: a door that opens to a wrong token, a token carried to another device, or an unknown protocol.
test('a handshake that is not in order is refused with its reason', async () => {
  const deviceId = randomUUID()
  const token = await on.signIn('ana', deviceId)
  const clientId = randomUUID()
  const refusal = async (handshake: Record<string, unknown>): Promise<unknown> => {
    const window = new TestWindow(on.service.url, handshake as never)
    const error = await new Promise<Error & { data?: unknown }>((resolve) => window.socket.on('connect_error', resolve))
    return error.data
  }
  expect(await refusal({ token: 'x'.repeat(43), deviceId, clientId })).toEqual({ reason: 'not-signed-in' })
  expect(await refusal({ token, deviceId: randomUUID(), clientId })).toEqual({ reason: 'not-signed-in' })
  expect(await refusal({ token, deviceId, clientId, protocol: 0 })).toEqual({ reason: 'protocol-too-old' })
  expect(await refusal({ token, deviceId, clientId, protocol: 99 })).toMatchObject({ reason: 'protocol-too-new' })
  expect(await refusal({ token, deviceId, clientId: 'me' })).toEqual({ reason: 'bad-frame' })
})

// Catches: a frame that crashes the service, that is half carried out, or that gets no answer.
test('malformed frames get a named answer, store nothing and leave the connection as it was', async () => {
  const ana = await TestWindow.open(on, 'ana')
  const head = await on.desk.head()
  const good = note(1, 'M1')
  const bent = fc.oneof(
    fc
      .anything({ maxDepth: 2, withNullPrototype: false, withBigInt: false })
      .map((value) => JSON.parse(JSON.stringify(value) ?? 'null') as unknown),
    fc.record({
      clientId: fc.constant(ana.clientId),
      mutations: fc.array(fc.jsonValue(), { minLength: 0, maxLength: 3 }),
    }),
    fc.record({ clientId: fc.uuid(), mutations: fc.constant([good]) }),
    fc.constantFrom(
      { clientId: ana.clientId, mutations: [{ ...good, opId: 'x' }] },
      { clientId: ana.clientId, mutations: [{ ...good, mid: 0 }] },
      { clientId: ana.clientId, mutations: [{ ...good, actor: 'siti' }] },
      { clientId: ana.clientId, mutations: Array.from({ length: 101 }, () => good) },
      { clientId: ana.clientId, mutations: [good], held: ['*'] },
    ),
  )
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('push', 'pull', 'thread', 'no-such'), bent, async (name, frame) => {
      const answer = (await ana.ask(name, frame)) as { reason?: string; failed?: string }
      expect(['bad-frame', 'busy']).toContain(answer.reason ?? answer.failed)
    }),
    { numRuns: 120 },
  )
  ana.socket.emit('push', { clientId: ana.clientId, mutations: [good] })
  ana.socket.emit('push')
  ana.socket.emit('push', { clientId: ana.clientId, mutations: [good] }, 'not a function')
  expect(await on.desk.head()).toBe(head)
  expect(ana.socket.connected).toBe(true)
  ana.close()
})

// Catches: text without a bound, and a batch that would be too much at once.
test('[S21] what is too large is refused by name; a frame over the bound ends the connection, not the service', async () => {
  const ana = await TestWindow.open(on, 'ana')
  const large = (mid: number, size: number) => sent(mid, 'case.note', { text: 'x'.repeat(size) })
  expect(await ana.push(large(1, limits.mutationBytes))).toEqual({ ok: true, last: 1 })
  await ana.until(() => ana.patches.length + ana.hints.length > 0)
  expect(await ana.pull()).toMatchObject({ results: [{ outcome: { refused: 'too-large' } }] })
  const many = Array.from({ length: 5 }, (_, index) => large(index + 2, 60_000))
  expect(await ana.push(...many)).toEqual({ ok: false, reason: 'too-large' })
  ana.socket.emit('push', 'x'.repeat(600 * 1024))
  await ana.until(() => ana.socket.disconnected)
  const again = await TestWindow.open(on, 'ana')
  const nested = '['.repeat(100_000) + ']'.repeat(100_000)
  const frame = JSON.stringify({ clientId: again.clientId, mutations: [{ ...note(1, 'M1'), args: 0 }] })
  again.socket.io.engine.write(`2["push",${frame.replace('"args":0', `"args":${nested}`)}]`.replace('2[', '299['))
  expect(await again.push(note(1, 'M1'))).toEqual({ ok: true, last: 1 })
  again.close()
})

// Catches: a thread that anyone may ask for.
test('[S16] a thread is answered to who may see its case, and is empty for everyone else', async () => {
  const [ana, farid] = await Promise.all([TestWindow.open(on, 'ana'), TestWindow.open(on, 'farid')])
  const thread = async (window: TestWindow) =>
    ((await window.ask('thread', { caseId: idOf('cases', 'L1') })) as { changes: unknown[] }).changes.length
  expect(await thread(farid)).toBeGreaterThan(0)
  expect(await thread(ana)).toBe(0)
  ana.close()
  farid.close()
})
