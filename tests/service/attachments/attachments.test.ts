import { createHash, randomUUID } from 'node:crypto'
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { select } from '#service/database/pool.ts'
import { Receiver } from '../effects/receiver.ts'
import { type TestService, post, startTestService } from '../test-service.ts'
import { TestWindow } from '../test-window.ts'
import { idOf, sent } from '../world.ts'

const picture = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(5000, 7)])
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

let on: TestService
let ana: string
let farid: string
beforeAll(async () => {
  on = await startTestService({ attachmentBytesPerDay: 60 * 1024 })
  ;[ana, farid] = await Promise.all([on.signIn('ana', randomUUID()), on.signIn('farid', randomUUID())])
})
afterAll(() => on.close())

interface File {
  readonly id: string
  readonly bytes: Buffer
  readonly caseName: string
  readonly name: string
}
const file = (more: Partial<File> = {}): File => ({
  id: randomUUID(),
  bytes: picture,
  caseName: 'M1',
  name: 'box.png',
  ...more,
})

function upload(
  at: TestService,
  headers: Record<string, string>,
  { id, bytes, caseName, name }: File,
  said: object = {},
) {
  const query = new URLSearchParams({
    id,
    caseId: idOf('cases', caseName),
    name,
    size: String(bytes.length),
    sha256: sha256(bytes),
    ...said,
  })
  const path = 'x-tierdesk-token' in headers ? '/inbound/attachments' : '/api/attachments'
  return fetch(`${at.service.url}${path}?${query.toString()}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', ...headers },
    body: new Uint8Array(bytes),
  })
}
const as = (token: string) => ({ authorization: `Bearer ${token}` })
const download = (at: TestService, token: string, id: string) =>
  fetch(`${at.service.url}/api/attachments/${id}`, { headers: as(token) })
const errorOf = async (answer: Response): Promise<unknown> => ((await answer.json()) as { error: unknown }).error

// Catches a file that comes out as something else, or that a browser takes for a page of ours.
test('a file comes out as it went in, to be saved and never to run', async () => {
  const one = file({ name: 'ein Bild "x".png' })
  const answer = await upload(on, as(ana), one)
  expect(await answer.json()).toEqual({ id: one.id, type: 'image/png', state: 'clean' })
  // The same again, as after an answer that was lost.
  expect((await upload(on, as(ana), one)).status).toBe(200)
  const back = await download(on, ana, one.id)
  expect(Buffer.from(await back.arrayBuffer()).equals(picture)).toBe(true)
  expect(back.headers.get('content-type')).toBe('image/png')
  expect(back.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''ein%20Bild%20%22x%22.png")
  expect(back.headers.get('x-content-type-options')).toBe('nosniff')
  expect(back.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
  const page = file({ bytes: Buffer.from('<html><script>alert(1)</script>'), name: 'page.html' })
  expect(await (await upload(on, as(ana), page)).json()).toMatchObject({ type: 'text/plain' })
})

// Catches a file of a case that somebody does not see, read or placed there by its id.
test('files are seen and brought by those who see the case, and by nobody else', async () => {
  const one = file()
  await upload(on, as(ana), one)
  expect((await download(on, farid, one.id)).status).toBe(404)
  expect((await upload(on, as(farid), file())).status).toBe(404)
  expect(await errorOf(await upload(on, as(farid), file({ id: one.id, caseName: 'L1' })))).toBe('id-taken')
  expect((await upload(on, {}, file())).status).toBe(401)
  expect((await fetch(`${on.service.url}/api/attachments/${one.id}`)).status).toBe(401)
  expect((await upload(on, { 'x-tierdesk-token': 'a wrong token, and a long one' }, file())).status).toBe(401)
})

// Catches a window that cannot tell which files of its drafts are gone, or that keeps those of others.
test('a window is told which of the files of its drafts are not there, and keeps nobody else’s', async () => {
  const one = file({ bytes: Buffer.from('One.') })
  await upload(on, as(ana), one)
  const keep = (token: string | null, ids: unknown) =>
    fetch(`${on.service.url}/api/attachments/keep`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token === null ? {} : as(token)) },
      body: JSON.stringify({ ids }),
    })
  const never = randomUUID()
  expect(await (await keep(ana, [one.id, never])).json()).toEqual({ gone: [never] })
  expect(await (await keep(farid, [one.id])).json()).toEqual({ gone: [one.id] })
  expect((await keep(null, [one.id])).status).toBe(401)
  expect((await keep(ana, ['x'])).status).toBe(400)
})

// Catches half a file, a file that is another one, and a disk that is filled by one agent.
test('what is not what it was said to be is not kept, nor more than a day allows', async () => {
  const other = await on.signIn('siti', randomUUID())
  const half = file()
  expect(await errorOf(await upload(on, as(other), half, { size: String(picture.length + 1) }))).toBe('wrong-bytes')
  expect(await errorOf(await upload(on, as(other), half, { sha256: 'ab'.repeat(32) }))).toBe('wrong-bytes')
  expect((await download(on, other, half.id)).status).toBe(404)
  expect(await errorOf(await upload(on, as(other), half, { size: String(26 * 1024 * 1024) }))).toBe('too-large')
  // It may be tried again under its own name.
  expect((await upload(on, as(other), half)).status).toBe(200)
  expect(await errorOf(await upload(on, as(other), file({ bytes: Buffer.alloc(58 * 1024, 1) })))).toBe('over-quota')
  expect(await readdir(join(on.folder, 'arriving'))).toEqual([])
})

// Catches a file that is opened, or sent to a party, before anybody has looked at it, and one that was refused.
test('until it was scanned a file waits, with the reply that carries it; refused it is left out', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tierdesk-scan-'))
  const program = join(folder, 'scan')
  // Fails until it is allowed to work; then a file with EICAR in it is refused.
  await writeFile(program, `#!/bin/sh\ntest -f ${folder}/ready || exit 2\nif grep -q EICAR; then exit 1; fi\nexit 0\n`)
  await chmod(program, 0o700)
  const receiver = await Receiver.open()
  const scanned = await startTestService({ scan: { command: [program] }, deliveryUrl: receiver.url })
  const token = await scanned.signIn('ana', randomUUID())
  const [good, bad] = [file(), file({ bytes: Buffer.from('EICAR'), name: 'bill.txt' })]
  for (const one of [good, bad]) {
    expect(await (await upload(scanned, as(token), one)).json()).toMatchObject({ state: 'unscanned' })
    expect(await errorOf(await download(scanned, token, one.id))).toBe('not-ready')
  }
  const window = await TestWindow.open(scanned, 'ana')
  const attachments = [good, bad].map(({ id, bytes, name }) => ({
    id,
    name,
    size: bytes.length,
    type: 'image/png',
    sha256: sha256(bytes),
    isInline: false,
  }))
  const args = { caseId: idOf('cases', 'M1'), messageId: randomUUID(), text: 'See **this**.', afterReplyId: null }
  await window.push(sent(1, 'case.reply', { ...args, attachments }))
  await expect
    .poll(() => select(scanned.desk.pool, 'select last_error from effects'))
    .toEqual([{ last_error: 'an attachment is not ready' }])
  expect(receiver.received).toEqual([])
  await writeFile(join(folder, 'ready'), '')
  // What was tried in vain is tried again later and later: also an attempt that was still under way when the scanner began to work.
  const { pool } = scanned.desk
  const unscanned = async (): Promise<unknown> => {
    await pool.query(`update attachments set next_at = now() where state = 'unscanned'`)
    return select(pool, `select from attachments where state = 'unscanned'`)
  }
  await expect.poll(unscanned, { timeout: 30_000, interval: 200 }).toEqual([])
  const brought = async (): Promise<number> => {
    await pool.query('update effects set next_at = now()')
    return receiver.received.length
  }
  await expect.poll(brought, { timeout: 20_000, interval: 500 }).toBeGreaterThan(0)
  expect(receiver.received[0]?.body.payload).toMatchObject({
    text: 'See this.',
    html: '<p>See <strong>this</strong>.</p>',
    attachments: [{ id: good.id, name: 'box.png', type: 'image/png', size: picture.length, sha256: sha256(picture) }],
    refusedAttachmentIds: [bad.id],
  })
  expect((await download(scanned, token, good.id)).status).toBe(200)
  expect(await errorOf(await download(scanned, token, bad.id))).toBe('refused')
  const channel = { 'x-tierdesk-token': scanned.service.inboundToken }
  const fetched = await fetch(`${scanned.service.url}/inbound/attachments/${good.id}`, { headers: channel })
  expect(Buffer.from(await fetched.arrayBuffer()).equals(picture)).toBe(true)
  window.close()
  await scanned.close()
  await receiver.close()
  await rm(folder, { recursive: true, force: true })
})

// Catches a file of another case that leaves with a reply because somebody knew its id.
test('a reply carries files of its own case only', async () => {
  const receiver = await Receiver.open()
  const sending = await startTestService({ deliveryUrl: receiver.url })
  const token = await sending.signIn('ana', randomUUID())
  const foreign = file({ caseName: 'M2' })
  await upload(sending, as(token), foreign)
  const window = await TestWindow.open(sending, 'ana')
  const attachment = { id: foreign.id, name: 'a', size: 1, type: 'image/png', sha256: sha256(picture), isInline: false }
  const args = { caseId: idOf('cases', 'M1'), messageId: randomUUID(), text: 'See this.', afterReplyId: null }
  await window.push(sent(1, 'case.reply', { ...args, attachments: [attachment] }))
  await receiver.until(1)
  expect(receiver.received[0]?.body.payload).toMatchObject({ attachments: [], refusedAttachmentIds: [foreign.id] })
  window.close()
  await sending.close()
  await receiver.close()
})

// Catches a party's file that is lost between the channel and the thread, and a language that nobody can see.
test('a channel brings files and says whose they are; the thread tells in which language it is written', async () => {
  const channel = { 'x-tierdesk-token': on.service.inboundToken }
  const one = file()
  expect((await upload(on, channel, one)).status).toBe(200)
  const body = {
    caseNumber: 'M1',
    messageId: 'm-1',
    text: 'Hallo, wo bleibt denn meine Bestellung? Ich warte seit Tagen.',
  }
  const missing = { ...body, attachmentIds: [randomUUID()] }
  expect(await errorOf(await post(on.service.url, '/inbound/messages', missing, channel))).toBe('file-missing')
  const answer = await post(on.service.url, '/inbound/messages', { ...body, attachmentIds: [one.id] }, channel)
  const { messageId } = (await answer.json()) as { messageId: string }
  const { rows } = await on.desk.pool.query<{ row: unknown }>('select row from rows where id = $1', [messageId])
  expect(rows[0]?.row).toMatchObject({
    language: 'de',
    attachments: [{ id: one.id, name: 'box.png', type: 'image/png', size: picture.length, sha256: sha256(picture) }],
  })
  const stranger = { ...body, messageId: 'm-2', partyId: randomUUID() }
  expect(await errorOf(await post(on.service.url, '/inbound/messages', stranger, channel))).toBe('not-a-party')
})
