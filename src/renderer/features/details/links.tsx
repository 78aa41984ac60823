import { Columns2, X } from 'lucide-react'
import type { CaseLink } from '#shared/domain/case.ts'
import type { Row } from '#shared/tables.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { useKeyLabel } from '#renderer/commands/use-commands.ts'
import { Button } from '#renderer/ui/button.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { Tag } from '#renderer/ui/tag.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import { say } from '#renderer/words/say.ts'
import { unlinkCases } from '#renderer/workspace/relation-actions.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useRow, useWorkspace } from '#renderer/workspace/use-rows.ts'
import { Part } from './part.tsx'

/** The cases that this one has to do with. One that the agent may not see is a number and nothing else. */
export function Links({ row, mayChange }: { row: Row<'cases'>; mayChange: boolean }) {
  const show = useScreen((screen) => screen.show)
  const linkKey = useKeyLabel('case.link')
  const mergeKey = useKeyLabel('case.merge')
  const links = row.links ?? []
  return (
    <Part
      title={say('details.links')}
      action={
        mayChange && (
          <>
            <Button size="sm" keys={linkKey} onClick={() => show('link')}>
              {say('details.link')}
            </Button>
            {row.status !== 'closed' && (
              <Button size="sm" keys={mergeKey} onClick={() => show('merge')}>
                {say('details.merge')}
              </Button>
            )}
          </>
        )
      }
    >
      {links.length === 0 ? (
        <p className="text-ink-2">{say('details.no-links')}</p>
      ) : (
        <ul className="flex flex-col gap-1">
          {links.map((link) => (
            <LinkLine key={`${link.kind} ${link.caseId}`} row={row} link={link} mayChange={mayChange} />
          ))}
        </ul>
      )}
    </Part>
  )
}

function LinkLine({ row, link, mayChange }: { row: Row<'cases'>; link: CaseLink; mayChange: boolean }) {
  const workspace = useWorkspace()
  const other = useRow('cases', link.caseId)
  const openCase = useScreen((screen) => screen.openCase)
  const compareWith = useScreen((screen) => screen.compareWith)
  const head = (
    <span className="flex flex-wrap items-center gap-x-2 text-xs text-ink-3">
      <span className="tabular-nums">{link.number}</span>
      <span>{say(`link-kind.${link.kind}`)}</span>
      {other !== undefined && <Tag>{say(`status.${other.status}`)}</Tag>}
    </span>
  )
  return (
    <li className="flex items-start gap-1">
      {other === undefined ? (
        <div className="min-w-0 flex-1 py-1">
          {head}
          <p className="text-ink-2">{say('details.link-unseen')}</p>
        </div>
      ) : (
        <button
          type="button"
          className="-ml-2 min-w-0 flex-1 rounded-md px-2 py-1 text-left hover:bg-hover"
          onClick={() => openCase(other.id)}
        >
          {head}
          <span dir="auto" className="line-clamp-2 wrap-anywhere">
            {other.subject === '' ? say('case.no-subject') : other.subject}
          </span>
        </button>
      )}
      {other !== undefined && (
        <IconButton
          size="sm"
          label={say('details.compare-with', { number: link.number })}
          onClick={() => compareWith(other.id)}
        >
          <Columns2 size={13} aria-hidden />
        </IconButton>
      )}
      {mayChange && link.kind === 'related' && (
        <IconButton
          size="sm"
          label={say('details.unlink', { number: link.number })}
          onClick={() => tellOutcome({ tell: notify }, unlinkCases(workspace, row.id, link.caseId))}
        >
          <X size={13} aria-hidden />
        </IconButton>
      )}
    </li>
  )
}
