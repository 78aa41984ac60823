/** What the composer asks of the box that is written in, whichever it is: offsets count in its text. */
export type TextBox = Pick<
  HTMLTextAreaElement,
  'focus' | 'setSelectionRange' | 'selectionStart' | 'selectionEnd' | 'value'
>
