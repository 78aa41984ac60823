import { useCallback, useRef } from 'react'
import type { Row } from '#shared/tables.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { Button } from '#renderer/ui/button.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import { say } from '#renderer/words/say.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { runsOn, startRun } from '#renderer/workspace/sop-work.ts'
import { useFocusTarget } from '#renderer/workspace/use-focus-target.ts'
import { useNow } from '#renderer/workspace/use-now.ts'
import { useRow, useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { inForceInstead } from './visible-sops.ts'
import { RunReplay } from './run-replay.tsx'
import { RunSteps } from './run-steps.tsx'

/** The steps of an SOP: worked through on the open case, as they stand where none is open, and how it went before. */
export function SopSteps({ sop }: { readonly sop: Row<'sops'> }) {
  const workspace = useWorkspace()
  const box = useRef<HTMLDivElement>(null)
  useFocusTarget('sop-steps', box)
  const row = useRow(
    'cases',
    useScreen((screen) => screen.caseId),
  )
  const caseId = row?.id ?? null
  const read = useCallback(
    (of: Workspace) => (caseId === null ? [] : runsOn(of, caseId).filter(({ groupId }) => groupId === sop.groupId)),
    [caseId, sop.groupId],
  )
  const runs = useRows(['sopRuns'], read)
  const now = useNow()
  const newer = useCallback((of: Workspace) => inForceInstead(of, sop, now), [sop, now])
  const instead = useRows(['sops'], newer)
  const running = runs.find(({ state }) => state === 'running')
  const over = runs.filter(({ state }) => state !== 'running')
  const start = (): void => {
    if (caseId !== null) tellOutcome({ tell: notify }, startRun(workspace, caseId, sop.id))
  }
  return (
    <div ref={box} tabIndex={-1} className="flex flex-col gap-4 outline-none">
      {running !== undefined && (
        <RunSteps key={running.id} run={running} inForce={Math.max(sop.version, instead?.version ?? 0)} />
      )}
      {running === undefined && (
        <>
          <ol className="flex list-decimal flex-col gap-1.5 ps-5">
            {(sop.steps ?? []).map(({ key, title, text }) => (
              <li key={key} dir="auto" className="wrap-anywhere">
                {title}
                {text !== undefined && <p className="text-sm text-ink-2">{text}</p>}
              </li>
            ))}
          </ol>
          {instead !== null ? null : row === undefined ? (
            <p className="text-ink-3">{say('sop.steps-no-case')}</p>
          ) : (
            <p>
              <Button look="primary" data-first-step onClick={start}>
                {say('sop.steps-start', { number: row.number })}
              </Button>
            </p>
          )}
        </>
      )}
      {over.length > 0 && (
        <section aria-label={say('sop.steps-before')}>
          <h4 className="pb-1 font-medium">{say('sop.steps-before')}</h4>
          <ul className="flex flex-col gap-2">
            {over.map((run) => (
              <li key={run.id}>
                <RunReplay run={run} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
