import type { ImportFormat, ImportItem, ImportRow } from './formats/format.ts'

/**
 * A format whose SOPs come as drafts: of what another system published nobody here has said yet in which market it holds, who answers for it
 * and when it is looked at again.
 */
export const withSopsAsDrafts = (format: ImportFormat): ImportFormat => ({
  ...format,
  async *read(folder, report) {
    for await (const item of format.read(folder, report)) yield drafted(item)
  },
})

function drafted({ rows, places }: ImportItem): ImportItem {
  const [first, ...others] = rows
  return { rows: [asDraft(first), ...others.map(asDraft)], places }
}

const asDraft = (row: ImportRow): ImportRow =>
  row.table === 'sops' && row.row.state === 'published' ? { ...row, row: { ...row.row, state: 'draft' } } : row
