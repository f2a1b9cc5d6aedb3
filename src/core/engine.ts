import type { Expr } from './expr.ts'
import type {
  Aggregate,
  AggregateAnswer,
  AnswerOf,
  Duplicates,
  DuplicatesRequest,
  Frequencies,
  FrequenciesRequest,
  OverlapRequest,
  PairMetric,
  QueryMetric,
  QueryResult,
  Rows,
  RowsMetric,
} from './metric.ts'
import type { Column, ColumnType, Schema } from './schema.ts'
import type { StepEffect, TableStep } from './table.ts'
import type { Value } from './value.ts'

export const formats = ['csv', 'tsv', 'parquet', 'arrow', 'ndjson', 'json'] as const
export type Format = (typeof formats)[number]

/** How to read files; whatever is absent is found out from the file. */
export interface ReadOptions {
  readonly format?: Format
  readonly delimiter?: string
  readonly quote?: string
  readonly header?: boolean
  readonly encoding?: 'utf-8' | 'latin-1' | 'utf-16'
  /** Cells that mean missing besides the empty cell, such as `NA` or `-99`. */
  readonly missing?: readonly string[]
}

/** The artifact version that a dataset was resolved from. */
interface ArtifactLink {
  readonly project: string
  readonly name: string
  readonly version: string
  readonly digest: string
}

/** Where a dataset's rows are. `label` is what the user typed. */
export type DatasetSource =
  | {
      readonly kind: 'files'
      readonly label: string
      readonly paths: readonly string[]
      readonly read?: ReadOptions
      readonly artifact?: ArtifactLink
    }
  | {
      readonly kind: 'memory'
      readonly label: string
      /** Columns of equal length. */
      readonly columns: Readonly<Record<string, readonly Value[]>>
      /** Types of columns whose values do not tell (all null, or integers meant as numbers). */
      readonly types?: Readonly<Record<string, ColumnType>>
    }

export interface DatasetInfo {
  readonly label: string
  readonly files: readonly string[]
  readonly format: Format | 'memory'
  readonly rows: number
  readonly columns: number
  readonly bytes: number
  /** What was found out about the file and matters to a reader, such as `delimiter ;`. */
  readonly remarks: readonly string[]
  readonly artifact?: ArtifactLink
  /** SHA-256 of the file's bytes, hex; absent where it was not computed. */
  readonly digest?: string
}

/**
 * Which rows offend: those where an expression is true, those that share their values with another row (of those that
 * the metric `duplicates` looks at), or those that have a counterpart in the reference, or none (of those that the
 * metric `overlap` looks at).
 */
export type RowSelection =
  | { readonly where: Expr }
  | { readonly duplicatesOf: readonly string[]; readonly differingIn?: string; readonly where?: Expr }
  | { readonly overlap: OverlapRequest; readonly isShared: boolean }

export interface FailingRequest {
  readonly selection: RowSelection
  /** The columns whose values are to be shown. */
  readonly columns: readonly string[]
  readonly valueLimit: number
  readonly lineLimit: number
}

/** What offended: the most frequent combinations of values and where they stand. */
export interface FailingRows {
  readonly count: number
  readonly distinct: number
  readonly values: readonly {
    readonly values: readonly Value[]
    readonly count: number
    /** Ascending; file line numbers (the header is line 1) or, where there are no lines, 1-based row numbers. */
    readonly positions: readonly number[]
    /** The file of each position, where there are several files with lines. */
    readonly files?: readonly string[]
  }[]
  /** Positions of the first offending rows of all, ascending. */
  readonly positions: readonly number[]
  readonly files?: readonly string[]
  readonly positionKind: 'line' | 'row'
  /** The 0-based numbers of the same rows, for `rowsAt`. */
  readonly firstRows: readonly number[]
  /** The longest stretch of rows that all offend; absent where it was not looked for. */
  readonly block?: RowBlock
}

/** Rows that follow one another in one file. */
export interface RowBlock {
  readonly rows: number
  /** Positions of its first and last row. */
  readonly from: number
  readonly to: number
  /** Its file, where there are several. */
  readonly file?: string
}

/** Asks for all rows in the order of the dataset, some at a time. */
export interface BatchesRequest {
  readonly columns: readonly string[]
  /** How many rows a batch has; the last one may have fewer. */
  readonly size: number
}

/** Asks for a few rows by their 0-based numbers. */
export interface RowsAtRequest {
  readonly rows: readonly number[]
  readonly columns: readonly string[]
}

/** Asks for whole rows, written into files. */
export interface RowFilesRequest {
  /** Each with the rows that break it, and a sentence about them. */
  readonly rules: readonly {
    readonly id: string
    readonly reason: string
    readonly selection: RowSelection
  }[]
  readonly files: readonly RowFile[]
}

/** A file to be written. */
export interface WrittenFile {
  /** Absolute; a file that is there is replaced. */
  readonly path: string
  readonly format: 'csv' | 'tsv' | 'parquet' | 'ndjson'
}

/** A file of rows in the order of the dataset: those that break at least one rule, or all others. */
export interface RowFile extends WrittenFile {
  readonly which: 'offending' | 'others'
  /** Columns before the others: the file's name where there are several, line or row, ids of the rules, their reasons. */
  readonly isAnnotated: boolean
  /** Puts `'` before text that a spreadsheet would take for a formula. */
  readonly isFormulaSafe: boolean
}

/** Asks for a table that is changed step by step and then written into files, rows in the order of the dataset. */
export interface WriteTableRequest {
  readonly steps: readonly TableStep[]
  readonly files: readonly WrittenFile[]
}

/** What was written. */
export interface WrittenTable {
  readonly rows: number
  readonly columns: readonly Column[]
  /** In the order of the steps. */
  readonly effects: readonly StepEffect[]
  /** What a file cannot hold as it is, such as `x has whole numbers beyond 64 bits and is written as text`. */
  readonly remarks: readonly string[]
}

/** A file of some rows by their 0-based numbers, in this order. */
export interface FileOfRows extends WrittenFile {
  readonly rows: Uint32Array
}

/** A column as the places of its values among the distinct ones. */
export interface Codes {
  /** Ascending: texts by code points, false before true, NaN last. Null, where there is one, comes behind all. */
  readonly values: readonly Value[]
  /** For each row, the place of its value. */
  readonly codes: Uint32Array
}

/** Asks for the parts into which some columns cut a dataset, in one scan. */
export interface SlicesRequest {
  /** Each a list of columns whose values together name a slice. A null is a value of its own. */
  readonly by: readonly (readonly string[])[]
  /** Conditions whose rows are counted in each slice. */
  readonly conditions: readonly Expr[]
}

/** The rows that share their values in the columns of one list. */
export interface Slice {
  /** The place of its list of columns in the request. */
  readonly by: number
  readonly values: readonly Value[]
  readonly rows: number
  /** How many of the rows fulfil each condition. */
  readonly counts: readonly number[]
}

/** What was asked of the engine so far. */
export interface QueryRecord {
  readonly sql: string
  readonly milliseconds: number
  /** Whether the query reads the dataset's rows. */
  readonly scan: boolean
}

/** An opened dataset. Every method reads; none changes anything. */
export interface Relation {
  readonly info: DatasetInfo
  readonly schema: Schema
  /**
   * Answers in the order of the questions, in as few scans as the engine allows. A question that has no answer (a
   * mistyped column, a bad pattern) is rejected alone.
   */
  aggregate(aggregates: readonly Aggregate[]): Promise<readonly PromiseSettledResult<AggregateAnswer>[]>
  frequencies(request: FrequenciesRequest): Promise<Frequencies>
  /** Answers several such questions in fewer scans than one by one, where an engine can. */
  allFrequencies?(
    requests: readonly FrequenciesRequest[],
  ): Promise<readonly PromiseSettledResult<Frequencies>[]>
  duplicates(request: DuplicatesRequest): Promise<Duplicates>
  /** What a query in the engine's own SQL returns. Nothing but a SELECT is run. */
  query(request: Omit<QueryMetric, 'kind' | 'role'>): Promise<QueryResult>
  /** Tells what will be compared one after the other, so that an engine may read the data once for all of it. */
  announce?(metrics: readonly PairMetric[], reference: Relation): void
  /** What is asked about this relation, being the sample, and a reference together. */
  compare<M extends PairMetric>(metric: M, reference: Relation): Promise<AnswerOf<M>>
  rows(request: Omit<RowsMetric, 'kind' | 'role'>): Promise<Rows>
  /**
   * All rows, however many they are: few of them are in memory at once. Other questions may be asked meanwhile. There is
   * no batch without rows, and none where no column is asked for.
   */
  batches(request: BatchesRequest): Promise<AsyncIterable<Rows>>
  slices(request: SlicesRequest): Promise<readonly Slice[]>
  /** The reference is that of the run; only a selection by counterparts needs one. */
  failing(request: FailingRequest, reference?: Relation): Promise<FailingRows>
  /** The cells of some rows, one array for each row in the order of the request; none for a row that is not there. */
  rowsAt(request: RowsAtRequest): Promise<readonly (readonly Value[] | undefined)[]>
  /** Writes rows into files and returns how many each got. The reference is that of the run. */
  rowFiles(request: RowFilesRequest, reference?: Relation): Promise<readonly number[]>
  /** @throws UserError when a step names a column that is not there, or does not apply to its values */
  writeTable(request: WriteTableRequest): Promise<WrittenTable>
  /** @throws RangeError when there is no row of a number */
  writeRows(files: readonly FileOfRows[]): Promise<void>
  codes(column: string): Promise<Codes>
  /** The statements that `aggregate` would run. */
  explain(aggregates: readonly Aggregate[]): readonly string[]
  readonly queries: readonly QueryRecord[]
}

export interface EngineOptions {
  /** Bytes of memory the engine may use before it spills to disk. */
  readonly memoryLimit?: number
  readonly threads?: number
  /** Where the engine runs, for one that runs elsewhere: its own connection string. */
  readonly remote?: string
  readonly signal?: AbortSignal
  /** Called with a phase and, where known, its share done in [0, 1] and the rows that it has read. */
  readonly progress?: (phase: string, share?: number, rows?: number) => void
}

export interface Engine {
  readonly name: string
  /** Whether a text names data that the engine finds by itself, such as a table of its catalog. */
  finds?(reference: string): boolean
  /** @throws UserError when the files cannot be read as the data they claim to be. */
  open(source: DatasetSource): Promise<Relation>
  /** Frees everything, files included. Idempotent. */
  close(): Promise<void>
}

export type OpenEngine = (options: EngineOptions) => Promise<Engine>
