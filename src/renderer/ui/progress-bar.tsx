/* oxlint-disable jsx-a11y/prefer-tag-over-role -- <progress> cannot be drawn in our colours in every theme */
/** How far something has come. `total` 0: not known yet. `text` says it in words and is read out. */
export function ProgressBar({
  label,
  done,
  total,
  text,
}: {
  label: string
  done: number
  total: number
  text: string
}) {
  const part = total === 0 ? 0 : Math.min(1, done / total)
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(part * 100)}
      aria-valuetext={text}
      className="h-1 w-full overflow-hidden rounded-full bg-line"
    >
      <div className="h-full rounded-full bg-accent" style={{ width: `${Math.max(2, part * 100)}%` }} />
    </div>
  )
}
