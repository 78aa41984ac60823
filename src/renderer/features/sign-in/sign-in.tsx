import { Eye, EyeOff } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { SyntheticEvent } from 'react'
import type { Session } from '#renderer/workspace/saved-session.ts'
import { signIn } from '#renderer/workspace/session.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Field } from '#renderer/ui/field.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { Logo } from '#renderer/ui/logo.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { say } from '#renderer/words/say.ts'

interface SignInProps {
  serviceUrl: string
  /** The service has ended an earlier session, so there is work on this computer that waits for this. */
  isAgain: boolean
  onSignedIn: (session: Session) => void
}

interface Missing {
  login: string | null
  password: string | null
}
const complete: Missing = { login: null, password: null }

/** The first screen: who is there. */
export function SignIn({ serviceUrl, isAgain, onSignedIn }: SignInProps) {
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [missing, setMissing] = useState(complete)
  const [trouble, setTrouble] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const loginField = useRef<HTMLInputElement>(null)
  useEffect(() => loginField.current?.focus(), [])
  const passwordField = useRef<HTMLInputElement>(null)

  const submit = (event: SyntheticEvent): void => {
    event.preventDefault()
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
    <main className="flex h-full flex-col items-center justify-center overflow-y-auto px-4 py-8">
      <form
        onSubmit={submit}
        noValidate
        className="flex w-full max-w-88 flex-col gap-4 rounded-xl border border-line bg-pane p-7"
      >
        <header className="mb-1 flex flex-col gap-1">
          <Logo size={30} />
          <h1 className="mt-3 text-xl font-semibold tracking-tight">{say('sign-in.title')}</h1>
          <p className="text-ink-2">{say(isAgain ? 'sign-in.again' : 'sign-in.text')}</p>
        </header>
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
            <PasswordField control={control} fieldRef={passwordField} value={password} onChange={setPassword} />
          )}
        </Field>
        <Button type="submit" look="primary" size="lg" isBusy={isBusy} className="mt-1">
          {say(isBusy ? 'sign-in.busy' : 'sign-in.submit')}
        </Button>
      </form>
      <p className="mt-4 text-xs text-ink-3">{say('sign-in.service', { address: serviceUrl })}</p>
    </main>
  )
}

interface PasswordFieldProps {
  control: Parameters<Parameters<typeof Field>[0]['children']>[0]
  fieldRef: React.RefObject<HTMLInputElement | null>
  value: string
  onChange: (value: string) => void
}

function PasswordField({ control, fieldRef, value, onChange }: PasswordFieldProps) {
  const [isShown, setShown] = useState(false)
  const Icon = isShown ? EyeOff : Eye
  return (
    <span className="relative block">
      <TextField
        {...control}
        ref={fieldRef}
        name="password"
        type={isShown ? 'text' : 'password'}
        autoComplete="current-password"
        className="pr-9"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <IconButton
        label={say('sign-in.show-password')}
        aria-pressed={isShown}
        size="sm"
        className="absolute top-1.25 right-1.5"
        onClick={() => setShown(!isShown)}
      >
        <Icon size={15} aria-hidden />
      </IconButton>
    </span>
  )
}
