import { useEffect } from 'react'
import { firstView } from './first-view.ts'
import { rememberedView, useScreen } from './screen-store.ts'
import type { Workspace } from './workspace.ts'

/** Chooses the list that a desk opens with, as soon as the queues are known: at once from disk, or when the first download brings them. */
export function useFirstView(workspace: Workspace): void {
  useEffect(() => {
    let isChosen = false
    const choose = (): void => {
      if (isChosen || workspace.all('queues').length === 0) return
      isChosen = true
      const { lists, me } = workspace
      const idsOf = (kind: 'cases' | 'escalations'): string[] => lists.queues(kind).map(({ id }) => id)
      const view = firstView({
        role: me.role,
        remembered: rememberedView(),
        caseQueues: idsOf('cases'),
        tierTwoQueues: idsOf('escalations'),
        savedViews: workspace.views.all().map(({ id }) => id),
      })
      useScreen.setState({ view })
    }
    choose()
    return workspace.subscribe(choose)
  }, [workspace])
}
