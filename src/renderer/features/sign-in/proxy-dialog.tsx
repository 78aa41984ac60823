import { useRef, useState } from 'react'
import type { ProxyQuestion } from '#shared/proxy-question.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Field } from '#renderer/ui/field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { answerProxy, useProxyQuestion } from '#renderer/workspace/proxy-store.ts'
import { say } from '#renderer/words/say.ts'
import { SealedField } from './sealed-field.tsx'

/** Asks who the person is to a proxy, over whatever the window shows, for as long as one wants to know. */
export function ProxyDialog() {
  const { question } = useProxyQuestion()
  return question === null ? null : <Asked key={question.id} question={question} />
}

function Asked({ question }: { question: ProxyQuestion }) {
  const { id, host, realm, isAgain, isTrying } = question
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [isMissing, setMissing] = useState(false)
  const nameField = useRef<HTMLInputElement>(null)
  const submit = (): void => {
    setMissing(name.trim() === '')
    if (name.trim() === '') return nameField.current?.focus()
    answerProxy(id, { name: name.trim(), password })
  }
  const close = (): void => answerProxy(id, null)
  return (
    <Dialog
      size="sm"
      title={say('proxy.title')}
      description={[say('proxy.text', { host }), ...(realm === '' ? [] : [say('proxy.realm', { realm })])].join(' ')}
      closeLabel={say('common.close')}
      onClose={close}
      initialFocus={nameField}
      footer={
        <>
          <Button look="quiet" onClick={close}>
            {say('proxy.later')}
          </Button>
          <Button type="submit" form="proxy-sign-in" look="primary" isBusy={isTrying}>
            {say(isTrying ? 'proxy.trying' : 'sign-in.submit')}
          </Button>
        </>
      }
    >
      <form
        id="proxy-sign-in"
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        {isAgain && !isTrying && (
          <Banner tone="bad" className="items-start rounded-md">
            {say('proxy.again')}
          </Banner>
        )}
        <Field label={say('proxy.name')} error={isMissing ? say('proxy.name-missing') : null}>
          {(control) => (
            <TextField
              {...control}
              name="proxy-name"
              ref={nameField}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label={say('sign-in.password')} hint={say('proxy.kept')}>
          {(control) => (
            <SealedField
              control={control}
              name="proxy-password"
              autoComplete="off"
              showLabel="sign-in.show-password"
              value={password}
              onChange={setPassword}
            />
          )}
        </Field>
      </form>
    </Dialog>
  )
}
