import { type RefObject, useCallback, useMemo, useState } from 'react'
import type { Row } from '#shared/tables.ts'
import { FindAndNew } from '#renderer/forms/find-and-new.tsx'
import { foldText } from '#renderer/ui/match-rank.ts'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { Tag } from '#renderer/ui/tag.tsx'
import { useRovingRows } from '#renderer/ui/use-roving-rows.ts'
import { nameOfLanguage } from '#renderer/words/name-of-language.ts'
import { say } from '#renderer/words/say.ts'
import { isSopUnderWay } from '#renderer/workspace/sop-writing.ts'
import { useNow } from '#renderer/workspace/use-now.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { type SopEditing, translate } from './sop-drafts.ts'
import { type SopGroup, groupsOf, languagesMissing } from './sop-groups.ts'

type Sop = Row<'sops'>

const listed = 120

interface SopListProps {
  readonly openId: string | null
  readonly onOpen: (sop: Sop) => void
  readonly onTranslate: (editing: SopEditing) => void
  readonly onNew: () => void
  /** Takes the field in which they are looked for. */
  readonly field: RefObject<HTMLInputElement | null>
}

interface LineProps {
  readonly title: string
  readonly under: string
  readonly marks: readonly string[]
  readonly isOn: boolean
  readonly onOpen: () => void
}

const Line = ({ title, under, marks, isOn, onOpen }: LineProps) => (
  <button
    type="button"
    data-row
    aria-current={isOn || undefined}
    className={`w-full rounded-md px-2 py-1 text-left ${isOn ? 'bg-selected' : 'hover:bg-hover'}`}
    onClick={onOpen}
  >
    <span dir="auto" className="block truncate">
      {title}
    </span>
    <span className="flex flex-wrap items-center gap-1 text-xs text-ink-3">
      <bdi className="min-w-0 truncate">{under}</bdi>
      {marks.map((mark) => (
        <Tag key={mark} tone="warn">
          {mark}
        </Tag>
      ))}
    </span>
  </button>
)

/** The SOPs that are looked after: drafts and reviews that wait first, then what is in force, each with what it lacks. */
export function SopList({ openId, onOpen, onTranslate, onNew, field }: SopListProps) {
  const now = useNow()
  const rows = useRovingRows()
  const read = useCallback((workspace: Workspace) => workspace.all('sops'), [])
  const sops = useRows(['sops'], read)
  const [query, setQuery] = useState('')
  const asked = foldText(query.trim())
  const underWay = useMemo(
    () => sops.filter(isSopUnderWay).sort((a, b) => b.updatedAt.localeCompare(a.updatedAt)),
    [sops],
  )
  const groups = useMemo(() => groupsOf(sops, now), [sops, now])
  const fits = (sop: Sop): boolean => foldText(`${sop.title} ${sop.section}`).includes(asked)
  const found = groups.filter(({ source }) => fits(source)).slice(0, listed)
  return (
    <div className="flex min-h-0 flex-col gap-2">
      <FindAndNew label={say('sop.search')} query={query} onQuery={setQuery} onNew={onNew} field={field} />
      <div {...rows} className="scroll-slim min-h-0 flex-1 overflow-y-auto px-0.5">
        {underWay.some(fits) && <h3 className="px-2 pb-1 text-sm text-ink-3">{say('macro-editor.under-way')}</h3>}
        <ul className="mb-2">
          {underWay.filter(fits).map((sop) => (
            <li key={sop.id}>
              <Line
                title={sop.title}
                under={[nameOfLanguage(sop.locale), sop.author?.name].filter((part) => part !== undefined).join(' · ')}
                marks={[say(`sop.state-${sop.state}`)]}
                isOn={sop.id === openId}
                onOpen={() => onOpen(sop)}
              />
            </li>
          ))}
        </ul>
        {found.map((group, place) => (
          <section key={group.source.groupId}>
            {group.source.section !== found[place - 1]?.source.section && (
              <h3 dir="auto" className="truncate px-2 pt-2 pb-1 text-sm text-ink-3">
                {group.source.section === '' ? say('sop-editor.no-section') : group.source.section}
              </h3>
            )}
            <Group
              group={group}
              missing={languagesMissing(group, groups)}
              openId={openId}
              onOpen={onOpen}
              onTranslate={onTranslate}
            />
          </section>
        ))}
      </div>
    </div>
  )
}

interface GroupProps extends Pick<SopListProps, 'openId' | 'onOpen' | 'onTranslate'> {
  readonly group: SopGroup
  readonly missing: readonly string[]
}

/** One SOP with its translations, those that say an older version and those that are missing. */
function Group({ group, missing, openId, onOpen, onTranslate }: GroupProps) {
  const workspace = useWorkspace()
  const { source, translations, isReviewDue } = group
  return (
    <div>
      <Line
        title={source.title}
        under={`${say('sop.version', { version: source.version })} · ${nameOfLanguage(source.locale)}`}
        marks={isReviewDue ? [say('sop-editor.review-due')] : []}
        isOn={source.id === openId}
        onOpen={() => onOpen(source)}
      />
      {translations.map(({ sop, isOld }) => (
        <div key={sop.id} className="ps-4">
          <Line
            title={sop.title}
            under={nameOfLanguage(sop.locale)}
            marks={isOld ? [say('sop-editor.outdated')] : []}
            isOn={sop.id === openId}
            onOpen={() => onOpen(sop)}
          />
        </div>
      ))}
      {missing.length > 0 && (
        <SelectField
          aria-label={say('sop-editor.translate', { title: source.title })}
          look="quiet"
          className="ms-1 mb-1 w-fit max-w-full"
          value=""
          placeholder={say('sop-editor.missing', { n: missing.length })}
          options={missing.map((locale) => ({ value: locale, label: nameOfLanguage(locale) }))}
          onChange={(locale) => onTranslate(translate(workspace, source, locale, Date.now()))}
        />
      )}
    </div>
  )
}
