import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import type { Start } from './begin-start.ts'
import { ProxyDialog } from './features/sign-in/proxy-dialog.tsx'
import { UiRoot } from './ui/root.tsx'
import { say } from './words/say.ts'
import { useSpoken } from './words/speak.ts'

/** Draws the window. Throws where the page has no place for it. */
export function draw(begun: Start): void {
  const box = document.getElementById('desk')
  if (box === null) throw new Error('index.html has no #desk')
  createRoot(box).render(<Whole begun={begun} />)
}

/** Drawn anew when another language is spoken. */
function Whole({ begun }: { begun: Start }) {
  useSpoken()
  return (
    <UiRoot closeLabel={say('common.close')}>
      <App begun={begun} />
      <ProxyDialog />
    </UiRoot>
  )
}
