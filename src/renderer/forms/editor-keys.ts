import type { KeyboardEvent } from 'react'

/** What the keys of an editor do. */
export interface EditorKeys {
  readonly save: () => void
  /** The next step on its way. */
  readonly goOn: () => void
  /** Begins another. */
  readonly begin: () => void
}

/** The keys of an editor, whatever of it has the focus: Ctrl+S saves, Ctrl+Enter goes on, Alt+N begins another. */
export const editorKeys =
  ({ save, goOn, begin }: EditorKeys) =>
  (event: KeyboardEvent): void => {
    const isControl = event.ctrlKey || event.metaKey
    const isNew = event.altKey && event.code === 'KeyN'
    const act = isControl && event.key === 's' ? save : isControl && event.key === 'Enter' ? goOn : isNew ? begin : null
    if (act === null) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
