import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Attachments } from '#service/attachments/attachments.ts'
import type { Attachment } from '#shared/domain/attachment.ts'
import { mediaTypeOf, sniffedBytes } from '#shared/media-type.ts'
import { demoFolder, readDemoFiles } from './demo-files.ts'
import { demoId } from './demo-ids.ts'
import type { DemoCase, DemoMessage } from './demo-shapes.ts'

/** Where the bytes of the demo's attachments are written. */
const bytesOf = (name: string): Buffer => readFileSync(join(demoFolder, 'files', name))

/** What a turn of a case has attached; `index`: its place in the thread. Throws where a file is not written. */
export const attachmentsOf = ({ number }: Pick<DemoCase, 'number'>, turn: DemoMessage, index: number): Attachment[] =>
  (turn.files ?? []).map((name) => {
    const bytes = bytesOf(name)
    return {
      id: demoId('messages', number, `${index}`, name),
      name,
      size: bytes.length,
      type: mediaTypeOf(bytes.subarray(0, sniffedBytes)),
      sha256: createHash('sha256').update(bytes).digest('hex'),
      isInline: false,
    }
  })

/** Brings the demo's attachments to the storage, as a channel would. What is there already stays as it is. Rejects where one cannot be kept. */
export async function keepDemoAttachments(attachments: Pick<Attachments, 'upload'>): Promise<void> {
  for (const { cases } of readDemoFiles().cases) {
    for (const written of cases) {
      const files = written.thread.flatMap((turn, index) => attachmentsOf(written, turn, index))
      const caseId = demoId('cases', written.number)
      for (const { id, name, size, sha256 } of files) {
        const asked = { id, caseId, name, size, sha256 }
        const came = await attachments.upload(asked, null, Readable.from([bytesOf(name)]))
        if ('refused' in came) throw new Error(`The file "${name}" of the demo was refused: ${came.refused}.`)
      }
    }
  }
}
