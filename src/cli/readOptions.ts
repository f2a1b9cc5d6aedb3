import { type Command, Option } from 'commander'
import { type Format, formats, type ReadOptions } from '../core/engine.ts'
import { collect } from './optionValues.ts'

/** Adds the options that say how files are read. */
export function withReadOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--format <name>', 'read files as this format instead of by their name').choices(formats),
    )
    .option('--delimiter <text>', 'the delimiter of CSV files; found out when absent')
    .option('--no-header', 'the first line of CSV files is data')
    .addOption(new Option('--encoding <name>', 'of text files').choices(['utf-8', 'latin-1', 'utf-16']))
    .option('--missing <token>', 'a cell that means missing, such as NA; may be repeated', collect)
}

/** How files are to be read, from what a command was given. */
export function readOptionsOf(options: Record<string, unknown>): ReadOptions {
  const {
    format,
    delimiter,
    header,
    encoding,
    missing = [],
  } = options as {
    readonly format?: Format
    readonly delimiter?: string
    readonly header: boolean
    readonly encoding?: ReadOptions['encoding']
    readonly missing?: readonly string[]
  }
  return {
    ...(format === undefined ? {} : { format }),
    ...(delimiter === undefined ? {} : { delimiter: delimiter === '\\t' ? '\t' : delimiter }),
    ...(header ? {} : { header }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(missing.length === 0 ? {} : { missing }),
  }
}

/** The options that have files read so, as words of a command line. */
export function readFlags({
  format,
  delimiter,
  header,
  encoding,
  missing = [],
}: ReadOptions): readonly string[] {
  return [
    ...(format === undefined ? [] : ['--format', format]),
    ...(delimiter === undefined ? [] : ['--delimiter', delimiter === '\t' ? '\\t' : delimiter]),
    ...(header === false ? ['--no-header'] : []),
    ...(encoding === undefined ? [] : ['--encoding', encoding]),
    ...missing.flatMap(token => ['--missing', token]),
  ]
}

/** Words as a shell takes each of them for one. */
export function shellWords(words: readonly string[]): string {
  return words
    .map(word => (/^[\w./:@=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ')
}
