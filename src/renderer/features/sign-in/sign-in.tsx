import { useEffect, useRef, useState } from 'react'
import type { Session } from '#renderer/workspace/saved-session.ts'
import { signIn } from '#renderer/workspace/session.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Field } from '#renderer/ui/field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { say } from '#renderer/words/say.ts'
import { EntryCard } from './entry-card.tsx'
import { SealedField } from './sealed-field.tsx'

interface SignInProps {
  serviceUrl: string
  /** The service has ended an earlier session, so there is work on this computer that waits for this. */
  isAgain: boolean
  /** What is to be said before anything is tried here: why a sign-out could not be told to the service. */
  trouble: string | null
  onSignedIn: (session: Session) => void
}

interface Missing {
  login: string | null
  password: string | null
}
const complete: Missing = { login: null, password: null }

/** The first screen: who is there. */
export function SignIn({ serviceUrl, isAgain, trouble: before, onSignedIn }: SignInProps) {
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [missing, setMissing] = useState(complete)
  const [trouble, setTrouble] = useState(before)
  const [isBusy, setBusy] = useState(false)
  const loginField = useRef<HTMLInputElement>(null)
  useEffect(() => loginField.current?.focus(), [])
  const passwordField = useRef<HTMLInputElement>(null)

  const submit = (): void => {
    const lacks = {
      login: login.trim() === '' ? say('sign-in.login-missing') : null,
      password: password === '' ? say('sign-in.password-missing') : null,
    }
    setMissing(lacks)
    setTrouble(null)
    if (lacks.login !== null) return loginField.current?.focus()
    if (lacks.password !== null) return passwordField.current?.focus()
    if (isBusy) return
    setBusy(true)
    signIn(serviceUrl, login.trim(), password).then(onSignedIn, (error: unknown) => {
      setBusy(false)
      setTrouble(error instanceof Error ? error.message : String(error))
      passwordField.current?.select()
    })
  }

  return (
    <EntryCard
      title={say('sign-in.title')}
      text={say(isAgain ? 'sign-in.again' : 'sign-in.text')}
      onSubmit={submit}
      below={say('sign-in.service', { address: serviceUrl })}
    >
      {trouble !== null && (
        <Banner tone="bad" className="items-start rounded-md">
          {trouble}
        </Banner>
      )}
      <Field label={say('sign-in.login')} error={missing.login}>
        {(control) => (
          <TextField
            {...control}
            name="login"
            ref={loginField}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            value={login}
            onChange={(event) => setLogin(event.target.value)}
          />
        )}
      </Field>
      <Field label={say('sign-in.password')} error={missing.password}>
        {(control) => (
          <SealedField
            control={control}
            fieldRef={passwordField}
            name="password"
            autoComplete="current-password"
            showLabel="sign-in.show-password"
            value={password}
            onChange={setPassword}
          />
        )}
      </Field>
      <Button type="submit" look="primary" size="lg" isBusy={isBusy} className="mt-1">
        {say(isBusy ? 'sign-in.busy' : 'sign-in.submit')}
      </Button>
    </EntryCard>
  )
}
