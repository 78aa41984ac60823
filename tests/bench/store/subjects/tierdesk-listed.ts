import type { Row } from '../../../../src/shared/tables.ts'
import { productNumberOf } from '../../product-ids.ts'
import type { Listed } from '../page/subject.ts'
import { caseIdOf } from '../shapes.ts'

const markPrefix = 'Marked'

/** What a list shows. A mutation leaves its mark as a tag: no agent may rewrite a subject. */
export function listed(row: Row<'cases'>): Listed {
  const tag = row.tags.at(-1)
  return {
    id: caseIdOf(productNumberOf(row.id)),
    subject: tag?.startsWith(markPrefix) === true ? tag : row.subject,
    status: row.status,
    due_at: Date.parse(row.waitingSince ?? ''),
    customer_name: row.partyName,
  }
}
