import type { ReactNode, SyntheticEvent } from 'react'
import { Logo } from '#renderer/ui/logo.tsx'

interface EntryCardProps {
  title: string
  text: string
  onSubmit: () => void
  /** Below the card, in a quiet tone. */
  below?: ReactNode
  children: ReactNode
}

/** The card in the middle of the window through which one gets to the desk. */
export function EntryCard({ title, text, onSubmit, below, children }: EntryCardProps) {
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault()
    onSubmit()
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
          <h1 className="mt-3 text-xl font-semibold tracking-tight">{title}</h1>
          <p className="text-ink-2">{text}</p>
        </header>
        {children}
      </form>
      {below !== undefined && <div className="mt-4 text-xs text-ink-3">{below}</div>}
    </main>
  )
}
