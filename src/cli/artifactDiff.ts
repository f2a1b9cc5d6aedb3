import type { Command } from 'commander'
import { type Artifact, type ArtifactFile, formatArtifactReference } from '../core/artifact.ts'
import { formatBytes } from '../core/format.ts'
import type { Json } from '../core/value.ts'
import {
  type ArtifactDifference,
  artifactDifference,
  type FileDifference,
} from '../run/artifactDifference.ts'
import { currentProject } from '../store/index.ts'
import { examples, referenceIn, withStore } from './artifactContext.ts'
import { jsonText, masked } from './artifactText.ts'
import type { Io } from './io.ts'
import { shellWords } from './readOptions.ts'
import { printable, table } from './table.ts'

/** `mlcheck artifact diff` */
export function addDiff(parent: Command, io: Io): void {
  parent
    .command('diff')
    .description('Show what is not the same in two versions: files and metadata.')
    .argument('<before>', 'such as data_train.csv:v3')
    .argument('<after>', 'such as data_train.csv:v4, or another artifact')
    .option('--json', 'print it as JSON')
    .addHelpText(
      'after',
      examples(
        ['artifact diff features:v3 features', 'what is new since v3'],
        ['artifact diff features:prod features:v4 --json'],
        ['profile data_train.csv:v4 --vs data_train.csv:v3', 'what is new in a table'],
      ),
    )
    .action((before: string, after: string, { json = false }: { readonly json?: boolean }) =>
      withStore(io, async store => {
        const one = masked(await store.find(referenceIn(before, io)))
        const other = masked(await store.find(referenceIn(after, io)))
        const difference = artifactDifference(one, other)
        io.stdout(
          json
            ? `${JSON.stringify(difference, null, 2)}\n`
            : differenceText(one, other, difference, currentProject(io.env)),
        )
      }),
    )
}

function differenceText(
  before: Artifact,
  after: Artifact,
  { files, metadata }: ArtifactDifference,
  project: string,
): string {
  const [one, other] = [nameOf(before, project), nameOf(after, project)]
  const facts = metadata.map(difference => [
    printable(difference.key),
    valueText(difference.before),
    valueText(difference.after),
  ])
  const parts = [
    `${one} → ${other}\n`,
    files.length === 0
      ? 'The files are the same.\n'
      : table(['', 'FILE', 'SIZE', 'DIGEST'], files.map(fileCells)),
    ...(facts.length === 0 ? [] : [table(['METADATA', one, other], facts)]),
    ...(files.length > 0 && isTable(before) && isTable(after)
      ? [`What is in the two tables is compared by: mlcheck profile ${shellWords([other, '--vs', one])}\n`]
      : []),
  ]
  return parts.join('\n')
}

function fileCells({ path, before, after }: FileDifference): readonly string[] {
  const word = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed'
  return [word, printable(path), changed(before, after, sizeOf), changed(before, after, shortDigest)]
}

function changed(
  before: ArtifactFile | undefined,
  after: ArtifactFile | undefined,
  of: (file: ArtifactFile) => string,
): string {
  const texts = [before, after].flatMap(file => (file ? [of(file)] : []))
  return [...new Set(texts)].join(' → ')
}

function sizeOf({ size }: ArtifactFile): string {
  return size === undefined ? 'unknown' : formatBytes(size)
}

/** The beginning of a digest of bytes; the state of what is referred to as it is. */
function shortDigest({ digest, uri }: ArtifactFile): string {
  return uri === undefined ? digest.slice(0, 8) : printable(digest)
}

function isTable({ files }: Artifact): boolean {
  const [file, ...others] = files
  const names = /\.(csv|tsv|tab|parquet|pq|arrow|feather|ipc|ndjson|jsonl|json)(\.(gz|zst))?$/i
  return others.length === 0 && file !== undefined && names.test(file.path)
}

function valueText(value: Json | undefined): string {
  return value === undefined ? '–' : jsonText(value)
}

function nameOf(artifact: Artifact, project: string): string {
  return formatArtifactReference({ ...artifact, alias: artifact.version }, project)
}
