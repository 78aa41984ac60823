import { create } from 'zustand'

interface MacroRequest {
  /** The macro to begin with when the list of macros opens: a favourite that was asked for by its key. */
  readonly macroId: string | null
  readonly ask: (macroId: string) => void
  /** What was asked for; asked for no longer. */
  readonly take: () => string | null
}

/** What the keys ask of the list of macros. Commands and features do not know each other, so they meet here. */
export const useMacroRequest = create<MacroRequest>()((set, get) => ({
  macroId: null,
  ask: (macroId) => set({ macroId }),
  take: () => {
    const { macroId } = get()
    if (macroId !== null) set({ macroId: null })
    return macroId
  },
}))
