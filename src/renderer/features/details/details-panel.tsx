import { can } from '#shared/permissions.ts'
import type { Row } from '#shared/tables.ts'
import { ScrollRegion } from '#renderer/ui/scroll-region.tsx'
import { say } from '#renderer/words/say.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import { CaseClocks } from './case-clocks.tsx'
import { Checklist } from './checklist.tsx'
import { Followers } from './followers.tsx'
import { FormLines } from './form-lines.tsx'
import { Links } from './links.tsx'

/** What hangs on a case: its clocks, what its form asks, what is to be done, the cases it has to do with, and who follows it. */
export function DetailsPanel({ row }: { row: Row<'cases'> }) {
  const mayChange = can({ kind: 'agent', agent: useWorkspace().me }).change(row)
  return (
    <ScrollRegion label={say('context.details')} className="h-full">
      <CaseClocks row={row} />
      <FormLines row={row} mayChange={mayChange} />
      <Checklist row={row} mayChange={mayChange} />
      <Links row={row} mayChange={mayChange} />
      <Followers row={row} />
    </ScrollRegion>
  )
}
