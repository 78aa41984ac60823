import { useState } from 'react'
import type { Row } from '#shared/tables.ts'
import { plainText } from '#shared/written-text.ts'
import { nameOfLanguage } from '#renderer/words/name-of-language.ts'
import { say } from '#renderer/words/say.ts'
import { useTranslator } from '#renderer/workspace/translator.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'

const base = (tag: string): string => tag.split('-')[0]?.toLowerCase() ?? tag

/** In which language a message is written, where its reader does not have it, and a translation where the workspace has a translator. */
export function LanguageLine({ message }: { message: Row<'messages'> }) {
  const { me } = useWorkspace()
  const translator = useTranslator()
  const [translated, setTranslated] = useState<string | null>(null)
  const { language } = message
  const own = [me.locale, ...(me.languages ?? [])].map(base)
  if (typeof language !== 'string' || own.includes(base(language))) return null
  const run = (): void => {
    translator
      ?.translate(plainText(message.text), language, me.locale)
      .then(setTranslated, () => setTranslated(say('thread.not-translated')))
  }
  return (
    <div className="mt-1.5 border-t border-line-soft pt-1 text-xs text-ink-3">
      {say('thread.language', { language: nameOfLanguage(language) })}
      {translator !== null && translated === null && (
        <button type="button" className="ms-2 text-accent underline underline-offset-2" onClick={run}>
          {say('thread.translate', { name: translator.name })}
        </button>
      )}
      {translated !== null && (
        <p dir="auto" className="mt-1 text-sm wrap-anywhere whitespace-pre-wrap text-ink-2">
          {translated}
        </p>
      )}
    </div>
  )
}
