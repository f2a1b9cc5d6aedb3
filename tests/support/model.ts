import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { songs } from '../../examples/data.js'
import type { ServerOptions } from '../../src/serve/protocol.ts'
import { scoringServer } from '../../src/serve/server.ts'
import { type Model, modelFrom } from '../../src/stages/model/folder.ts'
import { train } from '../../src/stages/train/index.ts'
import { runStage } from './stage.ts'
import { csv, type Workspace, workspace } from './workspace.ts'

/** Columns from rows of the same keys. */
export function columnsOf(rows: readonly Readonly<Record<string, string | number>>[]): string {
  const names = Object.keys(rows[0] ?? {})
  const cell = (value: string | number | undefined) => (value === '' || value === undefined ? null : value)
  return csv(Object.fromEntries(names.map(name => [name, rows.map(row => cell(row[name]))])))
}

/** A small pipeline of songs: their genre from sound and title. */
export const songPipeline = {
  random_forest: { n_estimators: 12, max_depth: 6, class_weight: 'balanced' },
  features: {
    numerical: ['danceability', 'loudness', 'tempo'],
    categorical: ['key'],
    nlp: ['title'],
  },
}

/** What the stage train makes of made-up songs. */
export function trained(params: Readonly<Record<string, unknown>> = {}) {
  return runStage(train, {
    params: { task: 'classification', target: 'genre', pipeline: songPipeline, ...params },
    inputs: { data: { 'songs.csv': columnsOf(songs(600)) } },
  })
}

/** A folder with a model of songs in `model/`. */
export async function modelFolder(): Promise<Workspace> {
  const made = await trained()
  const given = workspace()
  mkdirSync(join(given.folder, 'model'))
  for (const file of made.files('model'))
    copyFileSync(made.path('model', file), join(given.folder, 'model', file))
  return given
}

/** A model of songs. */
export async function songModel(): Promise<Model> {
  return modelFrom((await trained()).path('model', 'model.mlcheck.json'), 'songs:v0')
}

/** What a server says. */
interface Answer {
  readonly predictions?: readonly (string | number)[]
  readonly error_code?: string
  readonly message?: string
}

/** A server of a model, closed when the test ends, and what posts to it. */
export async function served(model: Model, options: Partial<ServerOptions> = {}) {
  return listening(
    scoringServer(model, {
      ...{ title: 'songs:v0', version: '1.2.3', bodyLimit: 100_000, requestTimeout: 5000 },
      ...options,
    }),
  )
}

/** A server on a free port, closed when the test ends, and what posts to it. */
export async function listening(app: ReturnType<typeof scoringServer>) {
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  onTestFinished(() => app.close())
  return {
    address,
    app,
    get: async (path: string) => {
      const response = await fetch(`${address}${path}`)
      return { status: response.status, text: await response.text() }
    },
    post: async (body: unknown, type = 'application/json') => {
      const isReady = typeof body === 'string' || body instanceof Uint8Array
      const response = await fetch(`${address}/invocations`, {
        method: 'POST',
        body: isReady ? body : JSON.stringify(body),
        headers: { 'content-type': type },
      })
      const answer = (await response.json()) as Answer
      return [response.status, answer] as const
    },
  }
}
