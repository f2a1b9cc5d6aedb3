import { existsSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { unreadable } from '../core/errors.ts'
import { resolveArtifact } from '../store/index.ts'
import { isImageModel } from '../stages/image/folder.ts'
import { type Model, modelFile, modelFrom } from '../stages/model/folder.ts'
import type { Io } from './io.ts'
import { isFolder } from './projectFiles.ts'

/** A model, and what it is called. */
export interface NamedModel {
  readonly title: string
  /** The absolute folder that holds it. */
  readonly folder: string
  /** Whether it predicts images, and not rows of tables. */
  readonly isOfImages: boolean
}

/**
 * The model that a text names: a folder of one, or an artifact.
 *
 * @throws UserError with exit code 3 when there is none
 */
export async function modelNamed(text: string, io: Io): Promise<NamedModel> {
  const folder = resolve(io.cwd, text)
  if (isFolder(folder)) return modelIn(folder, text)
  const context = { cwd: io.cwd, env: io.env, warn: (warning: string) => io.stderr(`warning: ${warning}\n`) }
  const { artifact, paths, close } = await resolveArtifact(text, context)
  try {
    const marker = paths.find(path => basename(path) === 'MLmodel') ?? paths[0] ?? folder
    return modelIn(dirname(marker), `${artifact.name}:${artifact.version}`)
  } finally {
    await close()
  }
}

function modelIn(folder: string, title: string): NamedModel {
  const isOfImages = isImageModel(folder)
  if (isOfImages || existsSync(join(folder, modelFile))) return { title, folder, isOfImages }
  throw unreadable(`${title} is no model: it has no ${modelFile}.`, {
    hint: 'Models are made by the stage train, and of images by mlcheck model import.',
  })
}

/** The model of tables in a folder. @throws UserError with exit code 3 when it cannot be read */
export function modelOfTables({ folder, title }: NamedModel): Promise<Model> {
  return modelFrom(join(folder, modelFile), title)
}
