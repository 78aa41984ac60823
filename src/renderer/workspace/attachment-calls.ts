import { abortAfter } from '#renderer/sync/abort-after.ts'
import type { KeptFile } from '#renderer/sync/kept-files.ts'
import { KeptFilesReply } from '#shared/sync/attachments-protocol.ts'
import { say } from '#renderer/words/say.ts'
import type { Session } from './saved-session.ts'
import { callService } from './service-call.ts'
import { serviceSaid } from './service-said.ts'

/** What came of sending a file: it is there, it may be tried again, or it never will be, with a sentence for people. */
export type Sent = 'here' | 'no-connection' | { readonly sentence: string }

/** Sends files to the service and fetches them. Neither ever rejects. */
export interface AttachmentCalls {
  /** `progress` hears how much has gone, from 0 to 1. */
  upload(file: KeptFile, bytes: Uint8Array<ArrayBuffer>, progress: (part: number) => void): Promise<Sent>
  download(id: string): Promise<Blob | string>
  /** Asks the service to keep what is not sent yet. Those that it does not have; null where it could not be asked. */
  keep(ids: readonly string[]): Promise<readonly string[] | null>
}

const patience = 120_000

/** The calls with the session of whoever is signed in. */
export const attachmentCalls = ({ token }: Session, serviceUrl: string): AttachmentCalls => ({
  upload: (file, bytes, progress) => upload(serviceUrl, token, { file, bytes, progress }),
  download: (id) => download(serviceUrl, token, id),
  keep: (ids) => keep(serviceUrl, token, ids),
})

interface Upload {
  readonly file: KeptFile
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly progress: (part: number) => void
}

// `fetch` does not say how much of what it sends has gone.
function upload(serviceUrl: string, token: string, { file, bytes, progress }: Upload): Promise<Sent> {
  const { id, name, size, sha256 } = file.attachment
  const query = new URLSearchParams({ id, caseId: file.caseId, name, size: String(size), sha256 })
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('POST', `${serviceUrl}/api/attachments?${query.toString()}`)
    request.timeout = patience
    request.setRequestHeader('authorization', `Bearer ${token}`)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.addEventListener('progress', ({ loaded, total }) => progress(total === 0 ? 0 : loaded / total))
    request.addEventListener('load', () => resolve(sentOf(request.status, request.responseText)))
    for (const end of ['error', 'timeout', 'abort']) request.addEventListener(end, () => resolve('no-connection'))
    request.send(bytes)
  })
}

function sentOf(status: number, body: string): Sent {
  if (status >= 200 && status < 300) return 'here'
  // Nobody is signed in, or the service has other things to do: neither is about this file.
  if (status === 401 || status >= 500) return 'no-connection'
  return { sentence: sentenceOf(body) ?? say('attach.unexpected', { status }) }
}

function sentenceOf(body: string): string | null {
  try {
    return serviceSaid('file', JSON.parse(body))
  } catch {
    // Something in between answered in words of its own.
    return null
  }
}

async function keep(serviceUrl: string, token: string, ids: readonly string[]): Promise<readonly string[] | null> {
  try {
    const answer = await callService(serviceUrl, '/api/attachments/keep', { ids }, { token })
    return answer.ok ? KeptFilesReply.parse(await answer.json()).gone : null
  } catch {
    // No network, or an answer of something in between: it is asked again on the next connection.
    return null
  }
}

async function download(serviceUrl: string, token: string, id: string): Promise<Blob | string> {
  try {
    const answer = await fetch(`${serviceUrl}/api/attachments/${id}`, {
      headers: { authorization: `Bearer ${token}` },
      signal: abortAfter(patience),
    })
    if (answer.ok) return await answer.blob()
    return sentenceOf(await answer.text()) ?? say('attach.unexpected', { status: answer.status })
  } catch {
    return say('attach.offline')
  }
}
