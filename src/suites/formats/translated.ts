import type { SuiteDefinition } from '../define.ts'
import type { Position, Tree } from '../tree.ts'
import type { Registry } from '../vocabulary.ts'

/** Part of a document that has no translation, or needs none. */
export interface Omission {
  /** What it is about, from the outside in: `price › multipleOf`. */
  readonly what: string
  /** A sentence with its full stop. */
  readonly reason: string
  /** Whether it allows all data, so that nothing is lost. */
  readonly allowsAll: boolean
  readonly at?: Position
}

/** What a document says about one table, in the shape of a suite file. */
export interface TranslatedSuite {
  readonly definition: SuiteDefinition
  readonly omitted: readonly Omission[]
  /** What changes by the translation, in sentences. */
  readonly remarks: readonly string[]
}

export interface TranslateOptions {
  readonly expectations: Registry
}

/** A way in which others write down what they expect of data. */
export interface Format {
  /** As `--format` has it. */
  readonly name: string
  /** In a sentence, with its article: `an ODCS data contract`. */
  readonly title: string
  /** By what such a document is known, for a sentence: `a kind that is DataContract`. */
  readonly mark: string
  /** Whether a document has that mark. */
  describes(document: Tree): boolean
  /** One suite for each table that the document is about. */
  translate(document: Tree, options: TranslateOptions): readonly TranslatedSuite[]
}
