import { useState } from 'react'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { Button } from '#renderer/ui/button.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import { say } from '#renderer/words/say.ts'
import { siteMarket } from '#renderer/workspace/policy.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { sayOfSop } from '#renderer/workspace/sop-work.ts'
import { useRow, useWorkspace } from '#renderer/workspace/use-rows.ts'

/** Lets whoever looks after SOPs know what was searched for and is not there. */
export function NotFoundReport({ question }: { readonly question: string }) {
  const workspace = useWorkspace()
  const [isTold, setTold] = useState(false)
  const row = useRow(
    'cases',
    useScreen((screen) => screen.caseId),
  )
  const tell = (): void => {
    const text = question.trim().slice(0, 200)
    const named = sayOfSop(workspace, { kind: 'not-found', sopId: null, text, market: row?.market ?? siteMarket() })
    if (tellOutcome({ tell: notify }, named)) setTold(true)
  }
  return isTold ? (
    <output className="text-sm text-ink-3">{say('sop.not-found-told')}</output>
  ) : (
    <Button onClick={tell}>{say('sop.tell-not-found')}</Button>
  )
}
