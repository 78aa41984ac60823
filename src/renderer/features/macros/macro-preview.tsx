import { Ban, BookOpen, Languages, MessageCircleQuestion, TriangleAlert } from 'lucide-react'
import { type ReactNode, useCallback, useMemo } from 'react'
import type { MacroSource, PreparedMacro } from '#shared/applied-macro.ts'
import { knownActions } from '#shared/domain/macro-action.ts'
import { macroPath } from '#shared/domain/macro.ts'
import type { FilledMacro } from '#shared/macro-template.ts'
import { WrittenView } from '#renderer/rich-text/written-view.tsx'
import { Tag } from '#renderer/ui/tag.tsx'
import { macroActionWords } from '#renderer/words/macro-action-words.ts'
import { dryRunWords } from '#renderer/words/macro-diff-words.ts'
import { nameOfLanguage } from '#renderer/words/name-of-language.ts'
import { say } from '#renderer/words/say.ts'
import { type MacroGiven, dryRun } from '#renderer/workspace/macro-work.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { MacroNumbers } from './macro-numbers.tsx'
import { sopStanding } from './sop-standing.ts'
import { type OpenCase, whyNot } from './use-macros.ts'

const pictureName = (_id: string, alt: string): ReactNode => <span className="rich-picture">{alt}</span>

function Filled({ filled }: { filled: FilledMacro }) {
  // As it will be drawn in the thread; a text that cannot go out yet is shown sign by sign, with what it lacks.
  if (filled.unresolved.length === 0) return <WrittenView text={filled.text} picture={pictureName} />
  const parts: { at: number; text: string }[] = []
  let at = 0
  for (const text of filled.text.split(/(\{\{[^{}]*\}\})/)) {
    parts.push({ at, text })
    at += text.length
  }
  return (
    <p dir="auto" className="leading-normal wrap-anywhere whitespace-pre-wrap">
      {parts.map(({ at: key, text }) =>
        filled.unresolved.includes(text) ? (
          <mark key={key} className="rounded-sm bg-warn-soft px-0.5 font-medium text-warn">
            {text}
          </mark>
        ) : (
          <span key={key}>{text}</span>
        ),
      )}
    </p>
  )
}

/** In which language it is written, and why in that one; nothing where there is only one and nobody said which. */
function variantWords({ variant }: PreparedMacro): string | null {
  const { locale, why, wanted } = variant
  if (why === 'only') return null
  if (locale === null) return say('macro.variant-own')
  const language = nameOfLanguage(locale)
  return say(`macro.variant-${why}`, { language, wanted: wanted === null ? '' : nameOfLanguage(wanted) })
}

function Line({ tone, icon, children }: { tone: 'warn' | 'bad' | 'plain'; icon: ReactNode; children: ReactNode }) {
  const look = { warn: 'bg-warn-soft text-warn', bad: 'bg-bad-soft text-bad', plain: 'bg-chip text-ink-2' }[tone]
  return (
    <p className={`flex items-start gap-2 rounded-md px-2.5 py-1.5 ${look}`}>
      <span className="mt-0.5 shrink-0">{icon}</span>
      <span className="min-w-0 wrap-anywhere">{children}</span>
    </p>
  )
}

/** What stands in its way or should be known: conditions, placeholders, the language, the SOP behind it. */
function Notices({
  source,
  prepared,
  isAsked,
}: {
  source: MacroSource
  prepared: PreparedMacro | null
  /** Its questions stand beside it. */
  isAsked: boolean
}) {
  const workspace = useWorkspace()
  const why = prepared === null ? null : whyNot(workspace, prepared)
  const all = prepared === null ? [] : [...prepared.filled.unresolved, ...prepared.unresolvedActions]
  // What is asked for is filled by the answers, and which are missing is said where they are given.
  const unresolved = [...new Set(all)].filter((one) => !/^\{\{-?\s*input\./.test(one))
  const questions = isAsked ? [] : (source.content.inputs ?? [])
  const language = prepared === null ? null : variantWords(prepared)
  const bound = source.content.sop
  const sop = useRows(
    ['sops'],
    useCallback((of: Workspace) => sopStanding(of, bound), [bound]),
  )
  return (
    <>
      {why !== null && (
        <Line tone="bad" icon={<Ban size={14} aria-hidden />}>
          {say('macro.not-here', { why })}
        </Line>
      )}
      {unresolved.length > 0 && (
        <Line tone="warn" icon={<TriangleAlert size={14} aria-hidden />}>
          {say('macro.unresolved', { n: unresolved.length })}{' '}
          <span className="font-mono text-sm">{unresolved.join(' ')}</span>
        </Line>
      )}
      {questions.length > 0 && (
        <Line tone="plain" icon={<MessageCircleQuestion size={14} aria-hidden />}>
          {say('macro.asks', { list: questions.map(({ label }) => label).join(', ') })}
        </Line>
      )}
      {language !== null && (
        <Line
          tone={prepared?.variant.why === 'none-fits' ? 'warn' : 'plain'}
          icon={<Languages size={14} aria-hidden />}
        >
          {language}
        </Line>
      )}
      {sop !== null && (
        <Line tone={sop.is === 'current' ? 'plain' : 'warn'} icon={<BookOpen size={14} aria-hidden />}>
          {say(`macro.sop-${sop.is}`, { title: sop.title, version: sop.version, now: sop.now })}
        </Line>
      )}
    </>
  )
}

function Changes({
  source,
  prepared,
  open,
}: {
  source: MacroSource
  prepared: PreparedMacro | null
  open: OpenCase | null
}) {
  const workspace = useWorkspace()
  const isHere = prepared !== null && open !== null && prepared.failed.length === 0
  const lines = useMemo(() => {
    if (isHere) {
      return dryRunWords(workspace, dryRun(workspace, open.row, [prepared.applied], prepared.filled.text))
    }
    const { known, unknown } = knownActions(source.content.actions)
    const nameOf: Parameters<typeof macroActionWords>[1] = (table, id) => workspace.get(table, id)?.name
    return [...known.map((action) => macroActionWords(action, nameOf)), ...unknown.map(() => say('macro.does-newer'))]
  }, [workspace, source, prepared, open, isHere])
  return (
    <section>
      <h3 className="mb-1 text-sm text-ink-3">{say(isHere ? 'macro.will-change' : 'macro.does')}</h3>
      {lines.length === 0 ? (
        <p>{say('macro.does-nothing')}</p>
      ) : (
        <ul className="list-disc ps-4 marker:text-ink-3">
          {lines.map((words) => (
            <li key={words} className="wrap-anywhere">
              <bdi>{words}</bdi>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

interface MacroPreviewProps {
  readonly source: MacroSource
  readonly open: OpenCase | null
  readonly given?: MacroGiven
  /** Without its name: where that stands above it already. */
  readonly isBare?: boolean
  /** With how its outcome is counted. */
  readonly isJudged?: boolean
}

/** A macro as it will read on the open case, and what it will change: the dry run before it is applied. */
export function MacroPreview({ source, open, given, isBare = false, isJudged = false }: MacroPreviewProps) {
  const { content, macroId } = source
  const { folders, name } = macroPath(content.title)
  const prepared = useMemo(() => open?.prepare(source, given) ?? null, [open, source, given])
  const locale = prepared === null ? content.locale : prepared.variant.locale
  const filled = prepared?.filled ?? { text: content.template, unresolved: [] }
  return (
    <div className="flex flex-col gap-3 px-4 py-3">
      {!isBare && (
        <div>
          {folders.length > 0 && <p className="text-sm text-ink-3">{folders.join(' › ')}</p>}
          <p className="text-lg font-semibold wrap-anywhere">{name}</p>
          {content.description !== undefined && <p className="text-ink-2 wrap-anywhere">{content.description}</p>}
          <p className="mt-1 flex flex-wrap items-center gap-1.5">
            <Tag tone={content.kind === 'note' ? 'warn' : 'accent'}>{say(`macro.kind-${content.kind}`)}</Tag>
            {locale !== null && <Tag>{nameOfLanguage(locale)}</Tag>}
            {source.versionId !== undefined && <Tag tone="warn">{say('macro.draft')}</Tag>}
            <MacroNumbers macroId={macroId} isExplained={isJudged} />
          </p>
        </div>
      )}
      <Notices source={source} prepared={prepared} isAsked={isBare} />
      <section>
        <h3 className="mb-1 text-sm text-ink-3">
          {open === null ? say('macro.no-case') : say('macro.preview', { name: open.row.partyName })}
        </h3>
        <div
          className={`rounded-lg border px-3 py-2 ${content.kind === 'note' ? 'border-note-line bg-note' : 'border-transparent bg-mine'}`}
        >
          {filled.text.trim() === '' ? (
            <p className="text-ink-3">{say('macro.no-text')}</p>
          ) : (
            <Filled filled={filled} />
          )}
        </div>
      </section>
      <Changes source={source} prepared={prepared} open={open} />
    </div>
  )
}
