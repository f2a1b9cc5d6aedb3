import { createHash } from 'node:crypto'
import { createReadStream, readdirSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { messageOf, UserError, unreadable } from '../core/errors.ts'
import type { Saved, SavedDataset } from '../run/states/saved.ts'
import type { States } from '../run/states/state.ts'
import type { Io } from './io.ts'
import { replaceFiles, shownPath } from './reportFiles.ts'
import { datasetIn, formatIn, isEnd, stateFormat, stateIn, stateLineIn, stateLines } from './stateFormat.ts'

/** How the names of files of states end. */
const stateEnding = '.states.gz'

/** The file of a dataset's states: one for each name of a part, and one for each reference. */
export function statePath(folder: string, { role, partition, identity }: SavedDataset): string {
  const known = role === 'sample' ? partition : identity
  const digest = createHash('sha256').update(`${role}\n${known}`).digest('hex').slice(0, 12)
  const name = partition.split(/[\\/]/).at(-1) ?? partition
  const stem = name
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .slice(-48)
    .replace(/^[-.]+|-+$/g, '')
  return join(folder, `${[stem, role, digest].filter(part => part !== '').join('.')}${stateEnding}`)
}

/** The files of states in a folder, in the order of their names. @throws when there is no such folder */
export function stateFilesIn(folder: string): readonly string[] {
  const names = readdirSync(folder).filter(name => name.endsWith(stateEnding))
  return names.sort().map(name => join(folder, name))
}

/** Writes a whole file or nothing. @throws UserError naming the file and what is in the way */
export async function writeStates(path: string, dataset: SavedDataset, states: States): Promise<void> {
  await replaceFiles([path], async ([temporary = path]) => {
    const file = await open(temporary, 'w')
    try {
      const lines = Readable.from(ended(stateLines(dataset, states)))
      await pipeline(lines, createGzip(), async bytes => {
        for await (const chunk of bytes) await file.write(chunk)
      })
      await file.sync()
    } finally {
      await file.close()
    }
  })
}

/** The states of a file. Each is taken apart when it is asked for. @throws UserError naming the file */
export async function readStates(path: string, io: Io): Promise<Saved> {
  const file = shownPath(path, io)
  const lines = linesIn(path)
  try {
    const header = await headerOf(lines, file)
    const texts = new Map<string, string>()
    let last = ''
    for await (const line of lines) {
      const found = stateLineIn(line)
      if (found) texts.set(...(found as [string, string]))
      last = line
    }
    if (!isEnd(last, texts.size)) throw damaged(file, 'lines are missing')
    const stateOf = (key: string) => {
      const text = texts.get(key)
      if (text === undefined) return undefined
      const state = stateIn(text)
      if (state === undefined) throw damaged(file, 'a line says nothing that is known')
      return state
    }
    return { ...header, file, keys: () => texts.keys(), stateOf }
  } catch (error) {
    throw error instanceof UserError ? error : damaged(file, messageOf(error), error)
  } finally {
    await lines.return(undefined)
  }
}

/** What a file of states is about, without its states. @throws UserError naming the file */
export async function readHeader(path: string, io: Io): Promise<SavedDataset> {
  const file = shownPath(path, io)
  const lines = linesIn(path)
  try {
    return await headerOf(lines, file)
  } catch (error) {
    throw error instanceof UserError ? error : damaged(file, messageOf(error), error)
  } finally {
    await lines.return(undefined)
  }
}

async function headerOf(lines: AsyncGenerator<string>, file: string): Promise<SavedDataset> {
  const { value: line = '' } = await lines.next()
  const format = formatIn(line)
  if (format === undefined)
    throw unreadable(`${file} is no file of states.`, { hint: 'mlcheck check --states DIR writes them.' })
  if (format !== stateFormat)
    throw unreadable(`${file} has the form ${format}, and this version reads ${stateFormat}.`, {
      hint: 'Save the states again with this version of mlcheck.',
    })
  const dataset = datasetIn(line)
  if (dataset === undefined) throw damaged(file, 'the first line is not as it should be')
  return dataset
}

function damaged(file: string, how: string, cause?: unknown): UserError {
  return unreadable(`${file} cannot be read: ${how.replace(/\.$/, '')}.`, {
    hint: 'It is damaged, or no file of states. mlcheck check --states DIR writes it anew.',
    cause,
  })
}

function* ended(lines: Iterable<string>): Generator<string> {
  for (const line of lines) yield `${line}\n`
}

/** The lines of a compressed file. A line may be as long as a column: its pieces are joined once. */
async function* linesIn(path: string): AsyncGenerator<string> {
  const bytes = createReadStream(path)
  const unpacked = createGunzip()
  bytes.on('error', error => unpacked.destroy(error))
  bytes.pipe(unpacked).setEncoding('utf8')
  let pieces: string[] = []
  try {
    for await (const chunk of unpacked as AsyncIterable<string>) {
      const [first = '', ...others] = chunk.split('\n')
      pieces.push(first)
      for (const next of others) {
        yield pieces.join('')
        pieces = [next]
      }
    }
  } finally {
    bytes.destroy()
  }
}
