import { type ReactNode, type RefObject, useRef, useState } from 'react'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import { say } from '#renderer/words/say.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import type { Named } from '#renderer/workspace/workspace.ts'
import { type Missing, MissingParts, goToPart } from './missing-parts.tsx'
import { useSendKey } from '#renderer/ui/use-send-key.ts'

interface DecideFrameProps {
  readonly title: string
  readonly text: string
  readonly sendWords: string
  readonly sentWords: string
  readonly missing: readonly Missing[]
  /** Where the focus goes first. */
  readonly first: RefObject<HTMLElement | null>
  readonly send: () => Named
  readonly size?: 'md' | 'lg'
  /** What follows once it was sent and the form is closed. */
  readonly sent?: () => void
  readonly children: ReactNode
}

/** A form that says what becomes of an escalation or a dispute: nothing can be left out, Ctrl+Enter sends. */
export function DecideFrame(props: DecideFrameProps) {
  const { missing, send, children } = props
  const show = useScreen((screen) => screen.show)
  const [refusal, setRefusal] = useState<string | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const decide = (): void => {
    const [first] = missing
    if (first !== undefined) return goToPart(form.current, first.part)
    const named = send()
    if ('refused' in named) return setRefusal(say(`refused.${named.refused}`))
    tellOutcome({ tell: notify }, named)
    show(null)
    notify(props.sentWords)
    props.sent?.()
  }
  useSendKey(form, decide)
  return (
    <Dialog
      title={props.title}
      description={props.text}
      onClose={() => show(null)}
      closeLabel={say('escalate.cancel')}
      size={props.size ?? 'md'}
      initialFocus={props.first}
      footer={
        <>
          <MissingParts missing={missing} onGo={(part) => goToPart(form.current, part)} />
          <div className="flex gap-2">
            <Button onClick={() => show(null)}>{say('escalate.cancel')}</Button>
            <Button look="primary" keys={say('composer.keys')} onClick={decide}>
              {props.sendWords}
            </Button>
          </div>
        </>
      }
    >
      <form ref={form} className="flex flex-col gap-4" onSubmit={(event) => event.preventDefault()}>
        {children}
        {refusal !== null && (
          <p role="alert" className="text-bad">
            {refusal}
          </p>
        )}
      </form>
    </Dialog>
  )
}
