import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { display } from '../../reports/text/display.ts'
import { unreadable } from '../core/errors.ts'
import { plural } from '../core/format.ts'
import type { ImageClassifier } from '../stages/image/classifier.ts'
import { BadImage } from '../stages/image/decode.ts'
import { openImageModel } from '../stages/image/folder.ts'
import type { PredictOptions } from '../stages/model/predicted-text.ts'
import { type ClassifiedFile, imagePredictionsText } from '../stages/image/predictions-text.ts'
import type { Io } from './io.ts'
import type { NamedModel } from './modelSource.ts'
import { shownPath } from './reportFiles.ts'

interface PredictedImages {
  readonly text: string
  /** How many of what, such as `3 images`. */
  readonly count: string
  /** What could not be predicted, a sentence each. */
  readonly warnings: readonly string[]
}

/**
 * Classifies files. One that cannot be taken has no prediction and is warned of; the others are predicted all the same.
 *
 * @param patterns paths and globs
 * @throws UserError when a pattern names no file, or no file at all can be taken
 */
export async function predictedImages(
  { folder, title }: NamedModel,
  patterns: readonly string[],
  { format, shares }: Pick<PredictOptions, 'format' | 'shares'>,
  io: Io,
): Promise<PredictedImages> {
  const paths = await filesOf(patterns, io)
  const classifier = await openImageModel(folder, title)
  const warnings: string[] = []
  try {
    const files: ClassifiedFile[] = []
    for (const path of paths) {
      io.signal?.throwIfAborted()
      const said = await classified(classifier, path)
      const file = shownPath(path, io)
      if (typeof said === 'string') warnings.push(`${display(file, 256)} ${said}.`)
      files.push({ file, said: typeof said === 'string' ? null : said })
    }
    if (warnings.length === paths.length)
      throw unreadable(`No image can be predicted. ${warnings.slice(0, 3).join(' ')}`)
    const { topK, labels } = classifier.spec
    return {
      text: imagePredictionsText(files, { format, topK, shares: shares ? labels : [] }),
      count: plural(paths.length - warnings.length, 'image'),
      warnings,
    }
  } finally {
    await classifier.close()
  }
}

/** What is said of a file, or why it cannot be taken, a predicate. */
async function classified(classifier: ImageClassifier, path: string) {
  try {
    return await classifier.classify(await readFile(path))
  } catch (error) {
    if (error instanceof BadImage) return error.message
    throw error
  }
}

async function filesOf(patterns: readonly string[], io: Io): Promise<readonly string[]> {
  const { glob } = await import('tinyglobby')
  const found: string[] = []
  for (const pattern of patterns) {
    const path = resolve(io.cwd, pattern)
    const file = await stat(path).catch(() => undefined)
    if (file?.isDirectory())
      throw unreadable(`${pattern} is a directory.`, {
        hint: `Name files, or a glob such as '${pattern.replace(/\/$/, '')}/*.png'.`,
      })
    const paths = file
      ? [path]
      : await glob(pattern, { cwd: io.cwd, absolute: true, expandDirectories: false })
    if (paths.length === 0) throw unreadable(`There is no file ${pattern}.`, { hint: `Looked in ${io.cwd}.` })
    found.push(...[...paths].sort())
  }
  return [...new Set(found)]
}
