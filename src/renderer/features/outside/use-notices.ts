import { useEffect } from 'react'
import { refOfCase } from '#shared/desk-link.ts'
import { mostNotices } from '#shared/notices.ts'
import { wantsNotices } from '#renderer/workspace/notice-settings.ts'
import { showNotices, showStanding, tellsByItself } from '#renderer/workspace/outside.ts'
import { useSettings } from '#renderer/workspace/settings-store.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'

function tellNews(workspace: Workspace): void {
  const news = workspace.lists.takeNews()
  // What a first copy brings was there before.
  if (news.length === 0 || workspace.sync.download !== null) return
  // Where nobody says what they are doing, whoever sits at the desk is at work.
  const state = workspace.get('agentStatuses', workspace.me.id)?.state ?? 'available'
  if (!wantsNotices(useSettings.getState().notices, state, new Date(), tellsByItself())) return
  showNotices(news.slice(-mostNotices).map(({ row, kind }) => ({ kind, caseRef: refOfCase(row) })))
}

/** Tells an agent who looks elsewhere what is new for them, and shows beside the system's clock how the desk stands. */
export function useNotices(workspace: Workspace): void {
  useEffect(() => {
    let shown = ''
    const stand = (): void => {
      const standing = workspace.sync.connection === 'online' ? 'online' : 'offline'
      if (standing !== shown) showStanding(standing)
      shown = standing
    }
    stand()
    const stop = workspace.subscribe(({ topics }) => {
      if (topics.has('sync')) stand()
      if (topics.has('cases')) tellNews(workspace)
    })
    return () => {
      stop()
      showStanding('signed-out')
    }
  }, [workspace])
}
