import { UserError } from '../src/core/errors.ts'
import type { Result } from '../src/core/result.ts'
import { didYouMean } from '../src/core/suggest.ts'
import type { TerminalOptions } from './terminal.ts'

/** What a reporter may know beside the result: what the terminal can show and where the full report lies. */
export type ReportContext = TerminalOptions

/** A report's text; a pure function of the result. */
type Render = (result: Result, context: ReportContext) => string

/** A form in which `--reporter NAME[=PATH]` writes the result. */
export interface Reporter {
  /** Completes "writes …" in the help. */
  readonly summary: string
  /** Where it goes when no path is given: to standard output, or to the file `defaultPath`. */
  readonly stream: 'stdout' | 'file'
  readonly defaultPath?: string
  /** Loads the renderer: a run pays only for the reports that it writes. */
  readonly load: () => Promise<Render>
  readonly appendix?: Appendix
}

/** A second text, appended to the file that an environment variable names; left out where the variable is not set. */
interface Appendix {
  readonly variable: string
  readonly load: () => Promise<Render>
}

/** Every reporter by name. A new one is a line here and a renderer beside it. */
export const reporters: Readonly<Record<string, Reporter>> = {
  pretty: {
    summary: 'findings and totals for people, in the terminal',
    stream: 'stdout',
    load: async () => (await import('./terminal.ts')).renderTerminal,
  },
  json: {
    summary: 'the result document (mlcheck.result/1)',
    stream: 'stdout',
    load: async () => (await import('./json.ts')).renderJson,
  },
  junit: {
    summary: 'JUnit XML for the test views of CI servers',
    stream: 'file',
    defaultPath: 'mlcheck-junit.xml',
    load: async () => (await import('./junit.ts')).renderJunit,
  },
  tap: {
    summary: 'TAP 14 for harnesses that read test lines',
    stream: 'stdout',
    load: async () => (await import('./tap.ts')).renderTap,
  },
  gitlab: {
    summary: 'a code quality report for merge requests of GitLab',
    stream: 'file',
    defaultPath: 'gl-code-quality-report.json',
    load: async () => (await import('./gitlab.ts')).renderGitlab,
  },
  sarif: {
    summary: 'SARIF 2.1.0 for code scanning',
    stream: 'file',
    defaultPath: 'mlcheck.sarif',
    load: async () => (await import('./sarif.ts')).renderSarif,
  },
  github: {
    summary: 'annotations for GitHub Actions, and the summary of the job',
    stream: 'stdout',
    load: async () => (await import('./github.ts')).renderGithubAnnotations,
    appendix: {
      variable: 'GITHUB_STEP_SUMMARY',
      load: async () => (await import('./markdown.ts')).renderMarkdown,
    },
  },
  markdown: {
    summary: 'Markdown for a comment on a pull request',
    stream: 'stdout',
    load: async () => (await import('./markdown.ts')).renderMarkdown,
  },
  html: {
    summary: 'the whole report as one page without a server',
    stream: 'file',
    defaultPath: 'mlcheck-report.html',
    load: async () => (await import('./html/html.ts')).renderHtml,
  },
}

/**
 * The reporter of a name.
 *
 * @throws UserError when there is none, naming the closest
 */
export function reporterNamed(name: string): Reporter {
  const reporter = Object.hasOwn(reporters, name) ? reporters[name] : undefined
  if (reporter === undefined)
    throw new UserError(`There is no reporter ${name}.`, {
      hint: didYouMean(name, Object.keys(reporters), 'Reporters are'),
    })
  return reporter
}
