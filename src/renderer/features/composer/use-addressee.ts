import { useCallback, useEffect } from 'react'
import type { CaseParty } from '#shared/domain/case.ts'
import type { Row } from '#shared/tables.ts'
import { partiesOfCase } from '#renderer/workspace/case-parties.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'

/** What is being written and to whom, following the draft when its case is opened. */
export function useAddressee(row: Row<'cases'>): {
  readonly kind: 'reply' | 'note'
  readonly parties: readonly CaseParty[]
  readonly addressee: CaseParty
} {
  const workspace = useWorkspace()
  useEffect(() => {
    const draft = workspace.draft(row.id)
    if (draft !== undefined) useScreen.setState({ composer: draft.kind, addresseeId: draft.partyId ?? null })
  }, [workspace, row.id])
  const kind = useScreen((screen) => screen.composer)
  const addresseeId = useScreen((screen) => screen.addresseeId)
  const read = useCallback((open: typeof workspace) => partiesOfCase(open, row), [row])
  const parties = useRows(['parties'], read)
  const own: CaseParty = { id: row.partyId, kind: row.partyKind, name: row.partyName }
  return { kind, parties, addressee: parties.find(({ id }) => id === addresseeId) ?? own }
}
