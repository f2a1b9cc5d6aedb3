type Kwargs = Readonly<Record<string, unknown>>

/** The keys of every check that an expectation of Great Expectations, or its parameters, set. */
export function commonOf(entry: Kwargs, kwargs: Kwargs): Kwargs {
  const severity = String(entry.severity ?? kwargs.severity ?? 'critical')
  const meta = (entry.meta ?? {}) as Kwargs
  const notes = [entry.description ?? kwargs.description, entry.notes ?? kwargs.notes ?? meta.notes]
  const note = notes.map(noteText).filter(text => text !== '')
  return {
    ...(severity === 'critical' ? {} : { severity: 'warning' }),
    ...(note.length > 0 ? { note: note.join(' ') } : {}),
  }
}

/** Notes are a text, a list of texts, or `{ format, content }`. */
function noteText(notes: unknown): string {
  if (typeof notes === 'string') return notes
  if (Array.isArray(notes)) return notes.map(noteText).join(' ')
  if (typeof notes === 'object' && notes !== null && 'content' in notes) return noteText(notes.content)
  return ''
}
