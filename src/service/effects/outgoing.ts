import { plainText } from '#shared/written-text.ts'
import type { Attachments } from '../attachments/attachments.ts'
import type { Delivery } from './delivery.ts'
import { safeHtml } from './written-html.ts'

interface ReplyPayload {
  readonly caseId: string
  readonly text: string
  readonly attachmentIds?: readonly string[]
}

/**
 * A reply as it leaves: its text without marks, the same as HTML that holds nothing but what our own writing can say, and what its files
 * are, each to be fetched from `/inbound/attachments/ID`. It waits until all of them are here and were looked at; one that the scanner
 * refused is named and left out.
 */
export const outgoing =
  (delivery: Delivery, attachments: Pick<Attachments, 'ofReply'>): Delivery =>
  async (effect) => {
    const { attachmentIds = [], ...payload } = effect.payload as ReplyPayload
    const { text, caseId } = payload
    const written = { ...payload, text: plainText(text), html: safeHtml(text) }
    if (attachmentIds.length === 0) return delivery({ ...effect, payload: written })
    const { clean, refusedIds, isWaiting } = await attachments.ofReply(attachmentIds, caseId)
    if (isWaiting) return { isDone: false, why: 'an attachment is not ready' }
    const files = clean.map(({ id, name, type, size, sha256 }) => ({ id, name, type, size, sha256 }))
    return delivery({ ...effect, payload: { ...written, attachments: files, refusedAttachmentIds: refusedIds } })
  }
