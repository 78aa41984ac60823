import { HardDrive } from 'lucide-react'
import { EmptyState } from './ui/empty-state.tsx'
import { Logo } from './ui/logo.tsx'
import type { Workspace } from './workspace/workspace.ts'
import { say } from './words/say.ts'
import { useLeaveGuard } from './features/sync-status/use-leave-guard.ts'

/** The desk is being locked: nothing of it is on the screen any more, while what was done on it goes to disk. `isHeld`: the disk refuses it. */
export function Locking({ workspace, isHeld }: { workspace: Workspace; isHeld: boolean }) {
  useLeaveGuard(workspace)
  if (isHeld) {
    return (
      <main className="h-full">
        <EmptyState icon={<HardDrive size={18} />} title={say('locking.held')} text={say('locking.held-text')} />
      </main>
    )
  }
  return (
    <main className="flex h-full flex-col items-center justify-center gap-3 text-ink-3">
      <Logo size={30} />
      <output>{say('locking.title')}</output>
    </main>
  )
}
