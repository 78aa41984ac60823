import { TriangleAlert } from 'lucide-react'
import type { FilledMacro } from '#shared/macro-template.ts'
import { macroPath } from '#shared/domain/macro.ts'
import type { Row } from '#shared/tables.ts'
import { Tag } from '#renderer/ui/tag.tsx'
import { macroActionWords } from '#renderer/words/macro-action-words.ts'
import { nameOfLanguage } from '#renderer/words/name-of-language.ts'
import { say } from '#renderer/words/say.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { OpenCase } from './use-macros.ts'

function Filled({ filled }: { filled: FilledMacro }) {
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

/** A macro as it will read on the open case, and what it does besides. */
export function MacroPreview({ macro, open }: { macro: Row<'macros'>; open: OpenCase | null }) {
  const workspace = useWorkspace()
  const { folders, name } = macroPath(macro.title)
  const filled = open === null ? { text: macro.template, unresolved: [] } : open.fill(macro)
  const actions = macro.actions.map((action) => macroActionWords(action, (id) => workspace.get('queues', id)?.name))
  return (
    <div className="flex flex-col gap-3 px-4 py-3">
      <div>
        {folders.length > 0 && <p className="text-sm text-ink-3">{folders.join(' › ')}</p>}
        <p className="text-lg font-semibold wrap-anywhere">{name}</p>
        <p className="mt-1 flex flex-wrap items-center gap-1.5">
          <Tag tone={macro.kind === 'note' ? 'warn' : 'accent'}>{say(`macro.kind-${macro.kind}`)}</Tag>
          {macro.locale !== null && <Tag>{nameOfLanguage(macro.locale)}</Tag>}
          <span className="text-sm text-ink-3">{say('macro.uses', { n: macro.usageCount })}</span>
        </p>
      </div>
      {filled.unresolved.length > 0 && (
        <p className="flex items-start gap-2 rounded-md bg-warn-soft px-2.5 py-1.5 text-warn">
          <TriangleAlert size={14} aria-hidden className="mt-0.5 shrink-0" />
          <span>
            {say('macro.unresolved', { n: filled.unresolved.length })}{' '}
            <span className="font-mono text-sm">{filled.unresolved.join(' ')}</span>
          </span>
        </p>
      )}
      <section>
        <h3 className="mb-1 text-sm text-ink-3">
          {open === null ? say('macro.no-case') : say('macro.preview', { name: open.row.partyName })}
        </h3>
        <div
          className={`rounded-lg border px-3 py-2 ${macro.kind === 'note' ? 'border-note-line bg-note' : 'border-transparent bg-mine'}`}
        >
          {filled.text.trim() === '' ? (
            <p className="text-ink-3">{say('macro.no-text')}</p>
          ) : (
            <Filled filled={filled} />
          )}
        </div>
      </section>
      <section>
        <h3 className="mb-1 text-sm text-ink-3">{say('macro.does')}</h3>
        {actions.length === 0 ? (
          <p>{say('macro.does-nothing')}</p>
        ) : (
          <ul className="list-disc ps-4">
            {actions.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        )}
      </section>
    </div>
  )
}
