import { clsx } from 'clsx'
import { X } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { Button } from './button.tsx'
import { dismissToast, toastStore } from './toast-store.ts'

/** Where messages appear and are read out. Once, at the root of the window. */
export function Toasts({ closeLabel }: { closeLabel: string }) {
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.toasts)
  const spoken = useSyncExternalStore(toastStore.subscribe, toastStore.spoken)
  return (
    <>
      <output aria-live="polite" className="sr-only">
        {spoken}
      </output>
      <div
        role="log"
        aria-live="polite"
        className="pointer-events-none fixed bottom-9 left-3 z-50 flex w-max max-w-[90vw] flex-col items-start gap-2"
      >
        {toasts.map((toast) => (
          <div
            key={toast.id}
            className="pointer-events-auto flex max-w-xl items-center gap-3 rounded-lg bg-pane py-2 pr-2 pl-3.5 text-ink shadow-pop"
          >
            <span
              aria-hidden
              className={clsx('size-2 shrink-0 rounded-full', toast.tone === 'bad' ? 'bg-bad' : 'bg-accent')}
            />
            <span className="min-w-0">{toast.text}</span>
            {toast.action !== undefined && (
              <Button
                size="sm"
                onClick={() => {
                  toast.action?.run()
                  dismissToast(toast.id)
                }}
              >
                {toast.action.label}
              </Button>
            )}
            <button
              type="button"
              aria-label={closeLabel}
              onClick={() => dismissToast(toast.id)}
              className="flex size-6 shrink-0 items-center justify-center rounded-md text-ink-3 hover:bg-hover hover:text-ink"
            >
              <X size={14} aria-hidden />
            </button>
          </div>
        ))}
      </div>
    </>
  )
}
