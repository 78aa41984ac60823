import { ProgressBar } from '#renderer/ui/progress-bar.tsx'
import type { SyncState } from '#renderer/workspace/workspace.ts'
import { say, sayCount } from '#renderer/words/say.ts'

interface DownloadProps {
  /** Null: the service has not said yet how much there is. */
  download: SyncState['download']
}

const countWords = ({ download }: DownloadProps): string =>
  download === null
    ? say('download.starting')
    : say('download.count', { done: sayCount(download.done), total: sayCount(download.total) })

function Bar({ download }: DownloadProps) {
  const { done, total } = download ?? { done: 0, total: 0 }
  return <ProgressBar label={say('download.label')} done={done} total={total} text={countWords({ download })} />
}

/** The first download while there is nothing to list yet. */
export const Download = ({ download }: DownloadProps) => (
  <div className="flex h-full flex-col justify-center gap-2 px-8">
    <p className="font-medium">{say('download.title')}</p>
    <Bar download={download} />
    <p className="text-sm text-ink-2 tabular-nums">{countWords({ download })}</p>
    <p className="mt-1 text-ink-3">{say('download.text')}</p>
  </div>
)

/** The first download above the cases that have come so far. */
export const DownloadLine = ({ download }: DownloadProps) => (
  <div className="flex shrink-0 flex-col gap-1.5 border-b border-line bg-raise px-3 py-2">
    <Bar download={download} />
    <p className="text-xs text-ink-2 tabular-nums">
      {say('download.title')} · {countWords({ download })}
    </p>
  </div>
)
