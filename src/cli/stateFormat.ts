import { z } from 'zod'
import { formats } from '../core/engine.ts'
import { columnTypes } from '../core/schema.ts'
import { decodeLine, encodeLine, isState } from '../run/states/encoding.ts'
import type { SavedDataset } from '../run/states/saved.ts'
import type { State, States } from '../run/states/state.ts'
import { version } from './version.ts'

/** The form of files of states; another one is not read. */
export const stateFormat = 'mlcheck.states/1'

const named = z.object({ format: z.string().startsWith('mlcheck.states/') })
const header = z.object({
  role: z.enum(['sample', 'reference']),
  partition: z.string(),
  identity: z.string(),
  info: z.object({
    label: z.string(),
    format: z.enum([...formats, 'memory']),
    rows: z.number(),
    bytes: z.number(),
  }),
  schema: z.object({
    columns: z.array(
      z.object({ name: z.string(), type: z.enum(columnTypes), nativeType: z.string().optional() }),
    ),
  }),
})

/** The lines of a file of states: what it is about, a line for each state, and how many there are. */
export function* stateLines(dataset: SavedDataset, states: States): Generator<string> {
  const { role, partition, identity, info, schema } = dataset
  const { label, format, rows, bytes } = info
  yield encodeLine({
    format: stateFormat,
    mlcheck: version,
    role,
    partition,
    identity,
    info: { label, format, rows, bytes },
    schema: {
      columns: schema.columns.map(({ name, type, nativeType }) => ({ name, type, nativeType })),
    },
  })
  for (const [key, state] of states) yield `${encodeLine(key)}\t${encodeLine(state)}`
  yield encodeLine({ states: states.size })
}

/** The form that a first line names; nothing where it is none of ours. */
export function formatIn(line: string): string | undefined {
  return named.safeParse(parsedLine(line)).data?.format
}

/** What a first line says of the dataset; nothing where it is damaged. */
export function datasetIn(line: string): SavedDataset | undefined {
  return header.safeParse(parsedLine(line)).data as SavedDataset | undefined
}

/** A line of a state as the key and the text of the state; nothing where it is something else. */
export function stateLineIn(line: string): readonly [key: string, text: string] | undefined {
  const tab = line.indexOf('\t')
  const key = tab < 0 ? undefined : parsedLine(line.slice(0, tab))
  return typeof key === 'string' ? [key, line.slice(tab + 1)] : undefined
}

/** Whether the last line says that there are so many states. */
export function isEnd(line: string, states: number): boolean {
  return z.strictObject({ states: z.literal(states) }).safeParse(parsedLine(line)).success
}

/** The state that a text says; nothing where it says something else. */
export function stateIn(text: string): State | undefined {
  const state = parsedLine(text)
  return isState(state) ? state : undefined
}

function parsedLine(line: string): unknown {
  try {
    return decodeLine(line)
  } catch {
    return undefined
  }
}
