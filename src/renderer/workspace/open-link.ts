import { createContext, useContext } from 'react'

/** Opens a web page outside of the window. Given by `app.tsx`, because only it knows the desktop. */
export type OpenLink = (url: string) => void

export const OpenLinkContext = createContext<OpenLink>(() => {
  throw new Error('OpenLinkContext without a way to open links')
})

/** How a link in a message or an SOP is opened: never inside the window. */
export const useOpenLink = (): OpenLink => useContext(OpenLinkContext)
