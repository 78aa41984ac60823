import { type RefObject, useMemo, useState } from 'react'
import { macroPath } from '#shared/domain/macro.ts'
import type { Row } from '#shared/tables.ts'
import { FindAndNew } from '#renderer/forms/find-and-new.tsx'
import { foldText } from '#renderer/ui/match-rank.ts'
import { Tag } from '#renderer/ui/tag.tsx'
import { useRovingRows } from '#renderer/ui/use-roving-rows.ts'
import { say } from '#renderer/words/say.ts'
import { isUnderWay, macroRights } from '#renderer/workspace/macro-writing.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { isReviewDue, isWithoutSop, newestVersions } from './sop-standing.ts'

type Macro = Row<'macros'>
type Version = Row<'macroVersions'>

const listed = 80

interface Lists {
  readonly versions: readonly Version[]
  /** Those whose SOP has changed since, or is gone: nobody finds them among all the others. */
  readonly due: readonly Macro[]
  readonly macros: readonly Macro[]
}

/** What waits for this agent, and the macros that they may write. */
const readLists = (workspace: Workspace): Lists => {
  const { writeMacro, publishSop } = macroRights(workspace)
  const newest = newestVersions(workspace)
  const macros = workspace
    .all('macros')
    .filter(({ scope }) => writeMacro(scope))
    .sort((a, b) => a.title.localeCompare(b.title))
  // Whoever does not look after SOPs may only not be shown the one it follows.
  const isDue = (macro: Macro): boolean => isReviewDue(macro, newest) || (publishSop() && isWithoutSop(macro, newest))
  return {
    versions: workspace
      .all('macroVersions')
      .filter((version) => isUnderWay(version) && writeMacro(version.content.scope))
      .sort((a, b) => b.updatedAt.localeCompare(a.updatedAt)),
    due: macros.filter((macro) => macro.active && isDue(macro)),
    macros,
  }
}

interface EditorListProps {
  readonly openId: string | null
  readonly onMacro: (macro: Macro) => void
  readonly onVersion: (version: Version) => void
  readonly onNew: () => void
  /** Takes the field in which they are looked for. */
  readonly field: RefObject<HTMLInputElement | null>
}

function Line(props: { title: string; isOn: boolean; mark: string | null; onOpen: () => void }) {
  const { folders, name } = macroPath(props.title)
  return (
    <li>
      <button
        type="button"
        data-row
        aria-current={props.isOn || undefined}
        className={`ring-inside w-full rounded-md px-2 py-1 text-left ${props.isOn ? 'bg-selected' : 'hover:bg-hover'}`}
        onClick={props.onOpen}
      >
        <span className="flex items-center gap-1.5">
          <bdi className="min-w-0 flex-1 truncate">{name === '' ? say('macro-editor.untitled') : name}</bdi>
          {props.mark !== null && <Tag tone="warn">{props.mark}</Tag>}
        </span>
        {folders.length > 0 && <span className="block truncate text-xs text-ink-3">{folders.join(' › ')}</span>}
      </button>
    </li>
  )
}

/** The macros that this agent may write, with the drafts and reviews that wait first. */
export function EditorList({ openId, onMacro, onVersion, onNew, field }: EditorListProps) {
  const workspace = useWorkspace()
  const { versions, due, macros } = useRows(['macros', 'macroVersions', 'agents', 'sops'], readLists)
  const [query, setQuery] = useState('')
  const rows = useRovingRows()
  const asked = foldText(query.trim())
  const found = useMemo(
    () => macros.filter(({ title }) => foldText(title).includes(asked)).slice(0, listed),
    [macros, asked],
  )
  return (
    <div className="flex min-h-0 flex-col gap-2">
      <FindAndNew label={say('macro-editor.find')} query={query} onQuery={setQuery} onNew={onNew} field={field} />
      <div {...rows} className="scroll-slim min-h-0 flex-1 overflow-y-auto">
        {versions.length > 0 && (
          <section className="mb-3">
            <h3 className="px-2 pb-1 text-sm text-ink-3">{say('macro-editor.under-way')}</h3>
            <ul>
              {versions.map((version) => (
                <Line
                  key={version.id}
                  title={version.content.title}
                  isOn={version.id === openId}
                  mark={
                    version.authorId === workspace.me.id
                      ? say(`macro-editor.state-${version.state}`)
                      : version.authorName
                  }
                  onOpen={() => onVersion(version)}
                />
              ))}
            </ul>
          </section>
        )}
        {due.length > 0 && (
          <section className="mb-3" aria-label={say('sop-editor.review-due')}>
            <h3 className="px-2 pb-1 text-sm text-ink-3">{say('sop-editor.review-due')}</h3>
            <ul>
              {due.map((macro) => (
                <Line
                  key={macro.id}
                  title={macro.title}
                  isOn={macro.id === openId}
                  mark={null}
                  onOpen={() => onMacro(macro)}
                />
              ))}
            </ul>
          </section>
        )}
        <h3 className="px-2 pb-1 text-sm text-ink-3">{say('macro-editor.yours')}</h3>
        {found.length === 0 ? (
          <p className="px-2 text-ink-3">{say('macro-editor.none-found')}</p>
        ) : (
          <ul>
            {found.map((macro) => (
              <Line
                key={macro.id}
                title={macro.title}
                isOn={macro.id === openId}
                mark={macro.active ? null : say('macro-editor.off')}
                onOpen={() => onMacro(macro)}
              />
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}
