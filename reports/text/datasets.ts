import type { Result } from '../../src/core/result.ts'
import { display } from './display.ts'

export type Dataset = NonNullable<Result['sample']>

/**
 * What the two datasets are called in sentences and headings: files by their base names, unless both have the same;
 * everything else as it was typed. Not in display form.
 */
export function datasetNames({ sample, reference }: Result): {
  readonly sample: string | undefined
  readonly reference: string | undefined
} {
  const short = { sample: sample && baseName(sample), reference: reference && baseName(reference) }
  if (short.sample !== short.reference) return short
  return { sample: sample?.label, reference: reference?.label }
}

/** The run's dataset by name, with the version it stands for: `train:latest → v12`. In display form. */
export function datasetText(name: string, { label, artifact }: Dataset): string {
  const typed = display(name, 128)
  if (artifact === undefined || label.endsWith(`:${artifact.version}`)) return typed
  return `${typed} → ${display(artifact.version)}`
}

/** What a dataset of an earlier run is called: of a path its last part, unless it is a pattern. Not in display form. */
export function earlierName(label: string): string {
  return /[*?[\]{}]/.test(label) ? label : label.split(/[\\/]/).at(-1) || label
}

/** The last part of a path. A name from the store is no path, and the folders of a pattern say what it is about. */
function baseName({ label, artifact, files }: Dataset): string {
  if (artifact !== undefined || files.length > 1 || /[*?[\]{}]/.test(label)) return label
  return label.split(/[\\/]/).at(-1) || label
}
