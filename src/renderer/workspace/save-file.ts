import { createContext, useContext } from 'react'

/** Lets the agent save a file where they like; false where they did not, or it could not be written. */
export type SaveFile = (name: string, bytes: Blob) => Promise<boolean>

/** Given by the desk: how a file leaves the window differs between the browser and the desktop. */
export const SaveFileContext = createContext<SaveFile>(() => Promise.resolve(false))

export const useSaveFile = (): SaveFile => useContext(SaveFileContext)
